"""Stories, situations, changes: what belongs together, and what of it changed."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Path, Query, Response

from dateline.errors import UsageError
from dateline.model.change import Change, ChangeKind, Pledge, Situation, Stand
from dateline.model.serial import to_json
from dateline.model.story import Story, StoryLine
from dateline.stories import asking, changes_ledger, changes_pages, glance
from dateline.stories.changes_asking import since_day
from dateline.web.api.shapes import Shapes, list_of, model_of
from dateline.web.api.telling import reply, valued
from dateline.web.desk import AtDesk
from dateline.web.viewer import Missing, Reader

router = APIRouter(tags=["stories"], default_response_class=Response)
SHAPES: Shapes = {
    "stories": lambda: list_of(StoryLine),
    "story": lambda: model_of(Story),
    "situations": lambda: list_of(Situation),
    "situation": lambda: model_of(Situation),
    "pledges": lambda: list_of(Pledge),
    "stands": lambda: list_of(Stand),
    "changes": lambda: list_of(Change),
}
Number = Annotated[int, Path(description="Its number.", ge=1, le=2**31 - 1)]
Limit = Annotated[int, Query(description="How many at most.", ge=1, le=200)]
After = Annotated[str | None, Query(description="The cursor that the page before ended with.", max_length=200)]
Few = Annotated[int, Query(description="How many at most.", ge=1, le=100)]
Of = Annotated[int | None, Query(description="Of this situation alone.", ge=1, le=2**31 - 1)]
Day = Annotated[str | None, Query(description="A day: YYYY-MM-DD, today, yesterday, 3d.", max_length=40)]
Kinds = Annotated[list[str], Query(description="Kinds of change; any of them.", max_length=40, json_schema_extra={
    "items": {"type": "string", "enum": list(get_args(ChangeKind))}})]  # fmt: skip


@router.get("/stories", operation_id="stories")
def stories(desk: AtDesk, viewer: Reader, limit: Limit = 50, after: After = None, until: Day = None) -> Response:
    """The stories, that with the latest report first."""
    day = since_day(until, desk.today())[:10] if until is not None else None
    page = glance.latest_stories(desk.store, limit=limit, after=after, until=day)
    return reply({"found": to_json(page.lines), "after": page.after})


@router.get("/stories/{number}", operation_id="story")
def story(desk: AtDesk, viewer: Reader, number: Number) -> Response:
    """A story whole: cited summary, who and where, every happening with its accounts, every report with what it copies."""
    try:
        return valued(asking.story(desk.store, number))
    except UsageError as error:
        raise Missing(f"There is no story {number}.") from error


@router.get("/situations", operation_id="situations")
def situations(desk: AtDesk, viewer: Reader, limit: Limit = 50, after: After = None) -> Response:
    """The situations (stories linked over weeks), that with the latest report first."""
    page = glance.latest_situations(desk.store, limit=limit, after=after)
    return reply({"found": to_json(page.situations), "after": page.after})


@router.get("/situations/{number}", operation_id="situation")
def situation(desk: AtDesk, viewer: Reader, number: Number) -> Response:
    """A situation: its title, days, stories, main actors."""
    with desk.store.reading() as connection:
        found = glance.summaries(connection, [number])
    if not found:
        raise Missing(f"There is no situation {number}.")
    return valued(found[0])


@router.get("/situations/{number}/pledges", operation_id="pledges")
def pledges(desk: AtDesk, viewer: Reader, number: Number, on: Day = None) -> Response:
    """The pledges of a situation over time, and how each stands on a day (without one, today)."""
    situation(desk, viewer, number)
    day = since_day(on, desk.today())[:10] if on is not None else desk.today().isoformat()
    return reply({"found": to_json(changes_ledger.pledges(desk.store, day=day, situation=number)), "after": None})


@router.get("/situations/{number}/stands", operation_id="stands")
def stands(desk: AtDesk, viewer: Reader, number: Number) -> Response:
    """Where the parties of a situation stood over time, turns marked."""
    situation(desk, viewer, number)
    return reply({"found": to_json(changes_ledger.stands(desk.store, situation=number)), "after": None})


@router.get("/changes", operation_id="changes")
def changes(desk: AtDesk, viewer: Reader, kind: Kinds = [], situation: Of = None, since: Day = None, until: Day = None,  # noqa: B006
            limit: Few = 20, after: After = None) -> Response:  # fmt: skip
    """What changed, the latest first: both sides quoted, with the reasons why they are about one thing."""
    wanted = changes_pages.Wanted(
        kinds=changes_pages.kinds_of(kind), situation=situation, since=since_day(since, desk.today()) if since is not None else None,
        until=since_day(until, desk.today()) if until is not None else None,
    )  # fmt: skip
    page = changes_pages.latest(desk.store, wanted, limit=limit, after=after)
    return reply({"found": to_json(page.changes), "after": page.after})
