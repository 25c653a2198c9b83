"""The desk put together: pages, API, static files, what guards them, and how errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from dateline.collect.log import Log
from dateline.store.store import Store
from dateline.version import VERSION
from dateline.web import api, health
from dateline.web.desk import Desk
from dateline.web.measuring import Figures, Measured
from dateline.web.packing import LEVEL, SMALLEST, Tagged
from dateline.web.pages import routers as pages
from dateline.web.remembering import Remembered
from dateline.web.security.bounds import Bounded
from dateline.web.security.door import Door
from dateline.web.security.gate import Gate
from dateline.web.security.headers import Headers
from dateline.web.security.knowing import Knowing
from dateline.web.security.rates import Rates
from dateline.web.settings import Settings
from dateline.web.telling import tell_errors


def make_app(settings: Settings, store: Store | None = None) -> FastAPI:
    """The program that answers requests on the store of ``settings`` (or on ``store``, which the caller closes)."""
    desk = Desk(settings, store if store is not None else Store(settings.store, readonly=settings.readonly, wait=settings.wait))

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = settings.bounds.threads
        yield
        desk.aside.close()
        if store is None:
            desk.store.close()

    app = FastAPI(title="Dateline", version=VERSION, docs_url=None, redoc_url=None, openapi_url="/openapi.json", lifespan=life)
    app.state.desk, app.state.figures = desk, Figures()
    app.state.knowing, app.state.rates = Knowing(desk), Rates(settings.bounds)
    static = StaticFiles(directory=str(files("dateline.web") / "static"), packages=[("dateline.show", "static")])
    app.mount("/static", static, name="static")
    app.include_router(health.router, include_in_schema=False)
    for router in pages():
        app.include_router(router, include_in_schema=False)
    api.add_to(app, desk)
    tell_errors(app)
    _guard(app, desk)
    return app


def _guard(app: FastAPI, desk: Desk) -> None:
    """Lays around the pages, from the inside out, what every request passes."""
    settings = desk.settings
    app.add_middleware(Remembered, seconds=settings.remember)
    app.add_middleware(Gate, desk=desk, knowing=app.state.knowing, rates=app.state.rates)
    app.add_middleware(Tagged)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST, compresslevel=LEVEL)
    app.add_middleware(Bounded, bounds=settings.bounds)
    app.add_middleware(Door, settings=settings)
    app.add_middleware(Headers, settings=settings)
    app.add_middleware(Measured, figures=app.state.figures, log=Log(settings.log) if settings.log != "none" else None)
