"""The desk put together: pages, API, static files, and how errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from dateline.errors import DatelineError, UsageError
from dateline.store.store import Store
from dateline.version import VERSION
from dateline.web.desk import Desk
from dateline.web.pages import routers as pages
from dateline.web.rendering import page
from dateline.web.settings import Settings
from dateline.web.viewer import Missing, Refused


def make_app(settings: Settings, store: Store | None = None) -> FastAPI:
    """The program that answers requests on the store of ``settings`` (or on ``store``, which the caller closes)."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        if store is None:
            app.state.desk.store.close()

    app = FastAPI(title="Dateline", version=VERSION, docs_url=None, redoc_url=None, openapi_url="/openapi.json", lifespan=life)
    app.state.desk = Desk(settings, store if store is not None else Store(settings.store))
    app.mount(
        "/static", StaticFiles(directory=str(files("dateline.web") / "static"), packages=[("dateline.show", "static")]), name="static"
    )
    for router in pages():
        app.include_router(router, include_in_schema=False)
    app.add_exception_handler(DatelineError, _told)
    app.add_exception_handler(HTTPException, _refused)
    return app


async def _told(request: Request, error: Exception) -> Response:
    """One plain sentence on a page, with the status that fits."""
    status = 403 if isinstance(error, Refused) else 404 if isinstance(error, Missing) else 400 if isinstance(error, UsageError) else 503
    return page(request, "error.html.j2", status, title=_TITLES.get(status, "Not possible now"), sentence=str(error))


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentence = "There is no such page." if status == 404 else str(getattr(error, "detail", "")) or "This cannot be answered."
    return page(request, "error.html.j2", status, title=_TITLES.get(status, "Not possible"), sentence=sentence)


_TITLES = {
    400: "The question is not understood",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible this way",
    503: "Not possible now",
}
