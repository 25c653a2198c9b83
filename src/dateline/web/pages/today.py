"""Today: what changed since the viewer last looked, alerts, how the sources are doing."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from dateline.collect.unwell import unwell
from dateline.model.change import Situation
from dateline.store.question import words_of
from dateline.stories.glance import latest_stories, situations_of
from dateline.stories.recent import Recent, Which, days_beside, last_day, recent, reports_behind
from dateline.watch import people
from dateline.web.desk import AtDesk, Desk
from dateline.web.forms import Field, Ticked, go
from dateline.web.rendering import page
from dateline.web.viewer import Reader
from dateline.web.views import looking
from dateline.web.views.days import day_of

router = APIRouter()
STORIES, ALERTS = 8, 6


@router.get("/")
def today(request: Request, desk: AtDesk, viewer: Reader, day: str | None = None) -> Response:
    """The first page: what is new to the viewer, or the changes that the reports of one ``day`` brought."""
    asked = day_of(desk, day, "day")
    since = looking.new_since(desk.store, viewer.name) if asked is None else None
    found = recent(desk.store, Which(found_since=since, day=asked))
    last = last_day(desk.store)
    anchor = asked or last
    with desk.store.reading() as connection:
        sources = unwell(connection)
    return page(
        request, "today.html.j2", day=asked, since=since, found=found, named=_named(desk, found), behind=_behind(desk, found), last=last,
        beside=days_beside(desk.store, anchor) if anchor is not None else (None, None), sources=sources, now=desk.store.now(),
        alerts=people.listed(desk.store, viewer.name, people.Wanted(new=True, limit=ALERTS)),
        stories=latest_stories(desk.store, limit=STORIES).lines, words=words_of("reports"),
    )  # fmt: skip


@router.post("/looked")
def looked(desk: AtDesk, viewer: Reader, at: Field, *, left: Ticked = False) -> Response:
    """Takes "I have seen this" for the page made at a moment, or that it was ``left`` behind."""
    moment = looking.bounded(desk.store, at)
    if left:
        desk.later(partial(looking.left, who=viewer.name, at=moment))
        return Response(status_code=204)
    with desk.store.writing() as connection:
        looking.seen(connection, viewer.name, moment)
    return go("/")


def _named(desk: Desk, found: Recent) -> dict[int, Situation]:
    return {each.id: each for each in situations_of(desk.store, [part.situation for part in found.parts], who=False)}


def _behind(desk: Desk, found: Recent) -> dict[str, tuple[str, str | None]]:
    changes = [change for part in found.parts for change in part.changes]
    articles = {side.article for change in changes for side in (change.now, change.before) if side is not None}
    return dict(reports_behind(desk.store, sorted(articles)))
