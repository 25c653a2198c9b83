"""Statements: the list, by filter words."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.store.question import words_of
from dateline.web.desk import AtDesk
from dateline.web.filtering import asked, listing, tidy
from dateline.web.rendering import page
from dateline.web.viewer import Reader

router = APIRouter()


@router.get("/statements")
def statements(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The statements that fit; fields left empty in the form are taken out of the address."""
    found = asked(request.url.query, "statements")
    if found.untidy and not found.wrong:
        line = tidy(found.question)
        return RedirectResponse(f"/statements?{line}" if line else "/statements", 303)
    shown = listing(desk, "statements", "/statements", found)
    return page(request, "listing.html.j2", 400 if shown.wrong else 200, list=shown, help=words_of("statements"))
