"""Commitments: the ledger of pledges by how they stand, and the list, by filter words."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.store.question import moment_of, words_of
from dateline.stories.promises import ORDER, promises
from dateline.web.desk import AtDesk
from dateline.web.filtering import asked, listing, tidy
from dateline.web.rendering import page
from dateline.web.viewer import Reader

router = APIRouter()
LOOKED_AT = 150  # pledges of the ledger, the newest


@router.get("/commitments")
def commitments(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """What was pledged: a ledger of the newest pledges that fit, with each step's evidence, then all of them."""
    found = asked(request.url.query, "commitments")
    if found.untidy and not found.wrong:
        line = tidy(found.question)
        return RedirectResponse(f"/commitments?{line}" if line else "/commitments", 303)
    shown = listing(desk, "commitments", "/commitments", found)
    asked_until = found.question.until
    day = moment_of(asked_until, today=desk.today(), end=True)[:10] if asked_until else desk.today().isoformat()
    first = shown.page is not None and found.question.after is None
    told = promises(desk.store, desk.store.ask("commitments", found.question).page(LOOKED_AT).answers, day) if first else ()
    ledger = [(status, [each for each in told if each.status == status]) for status in ORDER]
    return page(
        request, "commitments.html.j2", 400 if shown.wrong else 200, list=shown, help=words_of("commitments"), day=day, most=LOOKED_AT,
        ledger=[(status, group) for status, group in ledger if group],
    )  # fmt: skip
