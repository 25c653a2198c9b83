"""Situations: the latest first."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline.stories.glance import latest_situations
from dateline.web.desk import AtDesk
from dateline.web.rendering import page
from dateline.web.viewer import Reader

router = APIRouter()
ROWS = 20


@router.get("/situations")
def situations(request: Request, desk: AtDesk, viewer: Reader, after: str | None = None) -> Response:
    """The list of situations."""
    found = latest_situations(desk.store, limit=ROWS, after=after)
    return page(request, "situations.html.j2", situations=found.situations, after=found.after)
