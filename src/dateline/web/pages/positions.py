"""Positions: parties against propositions, and the list, by filter words."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.store.question import words_of
from dateline.web.desk import AtDesk
from dateline.web.filtering import asked, listing, tidy
from dateline.web.rendering import page
from dateline.web.viewer import Reader
from dateline.web.views.standing import matrix

router = APIRouter()
LOOKED_AT = 300  # positions that the matrix is made of, the newest


@router.get("/positions")
def positions(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """Who stands where: the matrix of the newest positions that fit, then all of them."""
    found = asked(request.url.query, "positions")
    if found.untidy and not found.wrong:
        line = tidy(found.question)
        return RedirectResponse(f"/positions?{line}" if line else "/positions", 303)
    shown = listing(desk, "positions", "/positions", found)
    first = shown.page is not None and found.question.after is None
    told = matrix(desk.store.ask("positions", found.question).page(LOOKED_AT).answers) if first else None
    status = 400 if shown.wrong else 200
    return page(request, "positions.html.j2", status, list=shown, help=words_of("positions"), matrix=told, most=LOOKED_AT)
