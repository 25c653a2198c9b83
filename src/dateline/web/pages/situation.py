"""A situation whole: its stories over weeks, on one page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.stories.glance import lines_of, situation_of, situations_of, stories_in
from dateline.stories.recent import Which
from dateline.stories.scene import Where
from dateline.web.desk import AtDesk
from dateline.web.viewer import Missing, Reader
from dateline.web.views.days import day_of
from dateline.web.views.overview import whole

router = APIRouter()
CHAPTERS = 60


@router.get("/situations/{number}")
def situation(request: Request, desk: AtDesk, viewer: Reader, number: int, since: str | None = None, until: str | None = None) -> Response:
    """One situation, of its reports those of some days; the number of a story in it leads to it."""
    stories = stories_in(desk.store, number)
    if not stories:
        other = situation_of(desk.store, number)
        if other is None:
            raise Missing(f"This store has no situation {number}.")
        return RedirectResponse(f"/situations/{other}", 303)
    where = Where(situation=number, since=day_of(desk, since, "since"), until=day_of(desk, until, "until", end=True))
    known = situations_of(desk.store, [number], who=False)
    if not known:
        raise Missing(f"Situation {number} has no reports left.")
    chapters = lines_of(desk.store, known[0].stories[-CHAPTERS:][::-1])
    return whole(
        request, desk, where, Which(situation=number), title=known[0].title, situation=number, chapters=chapters, among=len(stories)
    )
