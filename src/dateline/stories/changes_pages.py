"""Changes a page at a time, the latest first; and how far they and the alerts have come, for those who wait for new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Select, and_, func, or_, select

from dateline.errors import UsageError
from dateline.model.change import Change, ChangeKind
from dateline.store.change_tables import changes, situation_stories
from dateline.store.question import unknown
from dateline.store.store import Store
from dateline.store.story_tables import story_articles
from dateline.stories.recent import remembered

KINDS: tuple[str, ...] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes: of these kinds (none: any), of one situation, by reports published from ``since`` to ``until`` (days or moments)."""

    kinds: tuple[str, ...] = ()
    situation: int | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes; ``after`` is the cursor of the next page, None at the end."""

    changes: tuple[Change, ...]
    after: str | None


def kinds_of(texts: Sequence[str]) -> tuple[str, ...]:
    """``texts`` as kinds of change; ``UsageError`` with the nearest right ones."""
    for text in texts:
        if text not in KINDS:
            raise unknown("The kind of change", text[:80], KINDS)
    return tuple(dict.fromkeys(texts))


def latest(store: Store, wanted: Wanted, *, limit: int, after: str | None = None) -> Changes:
    """The changes of the latest reports, after the cursor ``after``; those of reports without a date come last."""
    start = _Place.of(after) if after is not None else None
    with store.reading() as connection:
        rows = list(connection.execute(_dated(wanted, start).limit(limit + 1))) if start is None or start.published else []
        if len(rows) <= limit and wanted.since is None and wanted.until is None:
            rows += connection.execute(_undated(wanted, start).limit(limit + 1 - len(rows)))
    kept = rows[:limit]
    made = remembered(store, [row.id for row in kept])
    cursor = f"{kept[-1].published or ''}~{kept[-1].id}" if len(rows) > limit else None
    return Changes(made, cursor)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page ended: the publication (empty: unknown) and the number of its last change."""

    published: str
    number: int

    @classmethod
    def of(cls, cursor: str) -> _Place:
        published, mark, number = cursor.rpartition("~")
        if not mark or not number.isascii() or not number.isdigit() or len(number) > 15:
            raise UsageError(f"{cursor[:40]!r} is no cursor: take the one that came with a page.")
        return cls(published, int(number))


def _dated(wanted: Wanted, start: _Place | None) -> Select[Any]:
    query = _wanted(wanted).where(changes.c.published.is_not(None))
    if start is not None:
        same = and_(changes.c.published == start.published, changes.c.id < start.number)
        query = query.where(changes.c.published <= start.published, or_(changes.c.published < start.published, same))
    return query.order_by(changes.c.published.desc(), changes.c.id.desc())


def _undated(wanted: Wanted, start: _Place | None) -> Select[Any]:
    query = _wanted(wanted).where(changes.c.published.is_(None)).order_by(changes.c.id.desc())
    return query.where(changes.c.id < start.number) if start is not None and not start.published else query


def _wanted(wanted: Wanted) -> Select[Any]:
    query = select(changes.c.id, changes.c.published)
    if wanted.kinds:
        query = query.where(changes.c.kind.in_(wanted.kinds))
    if wanted.since is not None:
        query = query.where(changes.c.published >= wanted.since)
    if wanted.until is not None:
        query = query.where(changes.c.published <= wanted.until + "~")  # a moment of that day sorts before
    if wanted.situation is not None:
        stories = select(situation_stories.c.story).where(situation_stories.c.situation == wanted.situation)
        query = query.join(story_articles, story_articles.c.article == changes.c.article).where(story_articles.c.story.in_(stories))
    return query


def newest(store: Store) -> int:
    """The number of the change that was found last; 0 where there is none."""
    with store.reading() as connection:
        return int(connection.execute(select(func.max(changes.c.id))).scalar() or 0)


def since(store: Store, number: int, most: int) -> tuple[Change, ...]:
    """The first changes found after that number, at most so many."""
    with store.reading() as connection:
        ids = list(connection.execute(select(changes.c.id).where(changes.c.id > number).order_by(changes.c.id).limit(most)).scalars())
    return remembered(store, ids)
