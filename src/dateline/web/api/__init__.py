"""The API, ``/api/v1``: the same questions as the pages, for programs; a file a family of addresses."""

from __future__ import annotations

from importlib import import_module
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI

from dateline.web.desk import Desk

if TYPE_CHECKING:
    from dateline.web.api.shapes import Shapes

PREFIX = "/api/v1"
FILES = ("index", "articles", "values", "names", "stories", "watches", "judgements", "reading", "exporting", "live")


def add_to(app: FastAPI, desk: Desk) -> None:
    """Gives ``app`` the API on the store of ``desk``."""
    from dateline.web.api.description import describe
    from dateline.web.api.live import Live
    from dateline.web.api.parameters import known_parameters
    from dateline.web.api.problems import tell_problems
    from dateline.web.api.reading import Reports

    app.state.reports, app.state.live, app.state.export_turn = Reports(), Live(desk.store), BoundedSemaphore(1)
    modules = [import_module(f"dateline.web.api.{name}") for name in FILES]
    for module in modules:
        app.include_router(module.router, prefix=PREFIX, dependencies=[Depends(known_parameters)])
    shapes: Shapes = {name: make for module in modules for name, make in getattr(module, "SHAPES", {}).items()}
    app.openapi = lambda: app.openapi_schema or describe(app, shapes)  # type: ignore[method-assign]  # as FastAPI's documentation does it
    tell_problems(app)
