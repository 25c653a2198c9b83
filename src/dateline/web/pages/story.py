"""A story whole: what its reports tell, in time, on the map, who to whom, and where they differ."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import UsageError
from dateline.stories import asking
from dateline.stories.glance import lines_of, situation_of, stories_in
from dateline.stories.recent import Which
from dateline.stories.scene import Where
from dateline.web.desk import AtDesk
from dateline.web.viewer import Missing, Reader
from dateline.web.views.overview import whole

router = APIRouter()


@router.get("/stories/{number}")
def story(request: Request, desk: AtDesk, viewer: Reader, number: int) -> Response:
    """One story; one that was merged leads to the other."""
    try:
        now = asking.current(desk.store, number)
    except UsageError as error:
        raise Missing(f"This store has no story {number}.") from error
    if now != number:
        return RedirectResponse(f"/stories/{now}", 303)
    lines = lines_of(desk.store, [now])
    if not lines:
        raise Missing(f"Story {number} has no reports left.")
    situation = situation_of(desk.store, now)
    chapters = len(stories_in(desk.store, situation)) if situation is not None else 0
    return whole(request, desk, Where(story=now), Which(story=now), title=lines[0].title, situation=situation, chapters=(), among=chapters)
