"""Today: what changed since the viewer last looked, alerts, how the sources are doing."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline.stories import asking
from dateline.web.desk import AtDesk
from dateline.web.rendering import page
from dateline.web.viewer import Reader

router = APIRouter()


@router.get("/")
def today(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The first page."""
    return page(request, "today.html.j2", stories=asking.lines(desk.store, limit=20))
