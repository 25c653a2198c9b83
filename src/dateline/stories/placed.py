"""Where one report stands among the others: its story, who pinned it there, what it copies and what copies it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from dateline.model.story import Copy
from dateline.store.change_tables import situation_stories
from dateline.store.store import Store
from dateline.store.story_tables import copies, story_articles, story_pins
from dateline.store.tables import readings, versions

MOST = 60  # copies listed


@dataclass(frozen=True, slots=True)
class Pin:
    """Who put a report into its story for good, when and why."""

    who: str
    why: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another report with the same text: how the two belong together, whose it is, its headline and day. ``original``: it came first."""

    copy: Copy
    article: str
    original: bool
    teller: str | None
    headline: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a report stands: ``story`` and ``situation`` are None where it has not been placed yet."""

    story: int | None
    situation: int | None
    teller: str | None
    pin: Pin | None
    others: tuple[Other, ...]


def placed(store: Store, article: str) -> Placed:
    """Where ``article`` stands; its copies, the original first, at most ``MOST``."""
    with store.reading() as connection:
        query = select(story_articles.c.story, story_articles.c.teller, situation_stories.c.situation)
        query = query.outerjoin(situation_stories, situation_stories.c.story == story_articles.c.story)
        row = connection.execute(query.where(story_articles.c.article == article)).first()
        pin = connection.execute(select(story_pins).where(story_pins.c.article == article)).first()
        others = _others(connection, article)
    made = Pin(pin.who, pin.why, pin.made_at) if pin is not None else None
    if row is None:
        return Placed(None, None, None, made, others)
    return Placed(row.story, row.situation, row.teller, made, others)


def _others(connection: Connection, article: str) -> tuple[Other, ...]:
    root = connection.execute(select(copies.c.original).where(copies.c.article == article)).scalar() or article
    query = select(copies).where(or_(copies.c.original == root, copies.c.article == article)).order_by(copies.c.article).limit(MOST)
    made = [
        Copy(row.article, row.original, row.kind, row.containment, row.passages, row.figures_differ) for row in connection.execute(query)
    ]
    ids = sorted({name for copy in made for name in (copy.article, copy.original)})
    told = {row.article: row for row in connection.execute(_facts(ids))} if ids else {}
    out = []
    for copy in made:
        own = copy.article == article
        other = copy.original if own else copy.article
        if (row := told.get(other)) is not None:
            headline = " ".join(row.headline.split()) if row.headline else None
            out.append(Other(copy, other, own, row.teller, headline, row.published))
    return tuple(sorted(out, key=lambda each: (not each.original, each.published or "", each.article)))


def _facts(ids: list[str]) -> Select[Any]:
    query = select(readings.c.article, versions.c.headline, readings.c.published, story_articles.c.teller)
    query = query.join(versions, versions.c.id == readings.c.version)
    query = query.outerjoin(story_articles, story_articles.c.article == readings.c.article)
    return query.where(readings.c.current, readings.c.article.in_(ids))
