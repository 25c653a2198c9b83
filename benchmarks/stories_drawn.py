"""Stories, situations and changes for a made store, by drawing: what the desk shows of them is measured, not how they are found."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select

from dateline.store import Store
from dateline.store.change_tables import changes, situation_stories
from dateline.store.story_tables import stories, story_articles
from dateline.store.tables import events, readings, sources, versions

REPORTS, STORIES, EVERY = 4, 8, 3  # reports of a story; stories of a situation; one report in so many brings a change
PAGE = 10_000


def with_stories(store: Store) -> None:
    """Gives the reports of a store stories, situations and changes in the order of their publication; nothing where it has some."""
    with store.reading() as connection:
        if connection.execute(select(stories.c.id).limit(1)).first() is not None:
            return
        rows = _reports(connection)
    now = store.now()
    with store.writing() as connection:
        for start in range(0, len(rows), PAGE):
            _write(connection, rows[start : start + PAGE], start, now)


def _reports(connection: Connection) -> list[Any]:
    first = select(events.c.reading, func.min(events.c.number).label("event")).group_by(events.c.reading).subquery()
    query = (
        select(readings.c.id, readings.c.article, readings.c.published, sources.c.name, first.c.event)
        .join(versions, versions.c.id == readings.c.version)
        .outerjoin(sources, sources.c.id == versions.c.source)
        .outerjoin(first, first.c.reading == readings.c.id)
        .where(readings.c.current)
        .order_by(readings.c.published, readings.c.id)
    )
    return list(connection.execute(query).all())


def _write(connection: Connection, rows: list[Any], start: int, now: str) -> None:
    placed = [((start + at) // REPORTS + 1, start + at, row) for at, row in enumerate(rows)]
    numbers = sorted({story for story, at, _ in placed if at % REPORTS == 0})
    leaders = {story: row.article for story, at, row in placed if at % REPORTS == 0}
    connection.execute(insert(stories), [{"id": each, "made_at": now, "leader": leaders[each]} for each in numbers])
    connection.execute(insert(situation_stories), [{"story": each, "situation": (each - 1) // STORIES * STORIES + 1} for each in numbers])
    connection.execute(insert(story_articles), [
        {"article": row.article, "story": story, "reading": row.id, "day": date.fromisoformat(row.published[:10]).toordinal(),
         "published": row.published, "teller": row.name or "", "own": True, "likeness": 1.0, "why": "{}", "placed_at": now, "sketch": b""}
        for story, _, row in placed
    ])  # fmt: skip
    connection.execute(insert(changes), [
        {"id": at + 1, "kind": "new-event", "article": row.article, "reading": row.id, "noun": "events", "number": row.event, "points": 0.0,
         "published": row.published, "found_at": now}
        for _, at, row in placed if row.event is not None and at % EVERY == 0
    ])  # fmt: skip
