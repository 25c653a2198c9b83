"""Memberships: who belongs to what, since when, and the list, by filter words."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.store.question import words_of
from dateline.web.desk import AtDesk
from dateline.web.filtering import asked, listing, tidy
from dateline.web.rendering import page
from dateline.web.viewer import Reader
from dateline.web.views.belonging import groups

router = APIRouter()
LOOKED_AT, GROUPS = 300, 30  # memberships that the groups are made of, the newest; groups shown


@router.get("/memberships")
def memberships(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """Who belongs to what: the groups of the newest memberships that fit, then all of them."""
    found = asked(request.url.query, "memberships")
    if found.untidy and not found.wrong:
        line = tidy(found.question)
        return RedirectResponse(f"/memberships?{line}" if line else "/memberships", 303)
    shown = listing(desk, "memberships", "/memberships", found)
    first = shown.page is not None and found.question.after is None
    told = groups(desk.store.ask("memberships", found.question).page(LOOKED_AT).answers) if first else ()
    status = 400 if shown.wrong else 200
    return page(request, "memberships.html.j2", status, list=shown, help=words_of("memberships"), groups=told[:GROUPS], most=LOOKED_AT)
