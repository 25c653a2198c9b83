"""The latest changes of a store: those of the reports published last, a few at a time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from dateline.model.change import Change
from dateline.store.change_tables import changes, situation_stories
from dateline.store.store import Store
from dateline.store.story_tables import story_articles
from dateline.stories.changes_asking import numbered


def latest(store: Store, *, limit: int, since: str | None = None, until: str | None = None, situation: int | None = None,
           kinds: Sequence[str] = ()) -> tuple[Change, ...]:  # fmt: skip
    """At most ``limit`` changes that reports published from ``since`` to ``until`` (days or moments) brought, the latest first."""
    query = select(changes.c.id).join(story_articles, story_articles.c.article == changes.c.article)
    query = query.join(situation_stories, situation_stories.c.story == story_articles.c.story)
    if since is not None:
        query = query.where(changes.c.published >= since)
    if until is not None:
        query = query.where(changes.c.published <= until + "~")  # a moment of that day sorts before
    if situation is not None:
        query = query.where(situation_stories.c.situation == situation)
    if kinds:
        query = query.where(changes.c.kind.in_(list(kinds)))
    with store.reading() as connection:
        ids = list(connection.execute(query.order_by(changes.c.published.desc(), changes.c.id.desc()).limit(limit)).scalars())
    found = {change.id: change for change in numbered(store, ids)}
    return tuple(found[each] for each in ids if each in found)
