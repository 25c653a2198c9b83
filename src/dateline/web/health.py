"""For those who watch over the desk: is it well, and its figures."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text

from dateline.errors import DatelineError
from dateline.web.desk import AtDesk
from dateline.web.measuring import Figures
from dateline.web.security.door import DIRECT
from dateline.web.settings import is_loopback
from dateline.web.viewer import Stranger, viewer_of

router = APIRouter()
FIGURES = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/healthz")
def health(desk: AtDesk) -> Response:
    """``{"status": "well"}`` where the store answers, else 503."""
    try:
        with desk.store.reading() as connection:
            connection.execute(text("SELECT 1 FROM alembic_version"))
    except DatelineError:
        return JSONResponse({"status": "the store does not answer"}, 503, {"cache-control": "no-store"})
    return JSONResponse({"status": "well"}, headers={"cache-control": "no-store"})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The figures: for programs on this machine, elsewhere for those with a token."""
    here = request.scope[DIRECT] and request.client is not None and is_loopback(request.client.host)
    if not here and not viewer_of(request).may("reader"):
        raise Stranger
    figures: Figures = request.app.state.figures
    return Response(figures.text(), media_type=FIGURES, headers={"cache-control": "no-store"})
