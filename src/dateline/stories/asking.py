"""Stories of a store for those who read them: a list, one whole, every story's reports with their records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, distinct, func, select

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.model.story import Copy, Member, Story, StoryLine, Told
from dateline.store.packing import unpack
from dateline.store.store import Store
from dateline.store.story_tables import copies, stories, story_articles, story_forwards, story_pins
from dateline.store.tables import readings, versions
from dateline.stories.telling import independent, story_of, title_of

FIRST_WORDS = 100  # code points of a report that lend a story without any headline its title


def current(store: Store, story: int) -> int:
    """The number that the story ``story`` has now: another one where it was merged. ``UsageError`` where there is none."""
    with store.reading() as connection:
        into = connection.execute(select(story_forwards.c.into).where(story_forwards.c.story == story)).scalar()
        found = into if into is not None else story
        if connection.execute(select(stories.c.id).where(stories.c.id == found)).first() is None:
            raise UsageError(f"The store {store.address} has no story {story}; dateline stories lists what it has.")
    return found


def lines(store: Store, *, limit: int | None = None, since: str | None = None, until: str | None = None) -> tuple[StoryLine, ...]:
    """The stories with a report published from ``since`` to ``until`` (days, None: any), that with the latest report first."""
    begins, ends = func.min(story_articles.c.published), func.max(story_articles.c.published)
    independently = func.count(distinct(case((copies.c.article.is_(None), story_articles.c.teller))))
    query = select(story_articles.c.story, begins, ends, func.count(), independently).group_by(story_articles.c.story)
    query = query.outerjoin(copies, copies.c.article == story_articles.c.article)
    if since is not None:
        query = query.having(ends >= since)
    if until is not None:
        query = query.having(begins <= until + "~")  # a moment of that day sorts before
    query = query.order_by(func.coalesce(ends, "").desc(), story_articles.c.story.desc()).limit(limit)
    with store.reading() as connection:
        found = connection.execute(query).all()
        named = titles(connection, [row[0] for row in found])
    return tuple(StoryLine(story, named[story], *rest) for story, *rest in found)


def titles(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The titles of stories, by number: the headline that says most of what the others say."""
    headlines: dict[int, list[str | None]] = defaultdict(list)
    openings: dict[int, str] = {}
    query = (
        select(story_articles.c.story, versions.c.headline, func.substr(versions.c.text, 1, FIRST_WORDS))
        .join(readings, readings.c.id == story_articles.c.reading)
        .join(versions, versions.c.id == readings.c.version)
        .where(story_articles.c.story.in_(ids))
        .order_by(func.coalesce(story_articles.c.published, ""), story_articles.c.article)
    )
    for story, headline, opening in connection.execute(query):
        headlines[story].append(headline)
        openings.setdefault(story, f"{(opening or '').splitlines()[0] if opening else ''} …")
    return {story: title_of(headlines[story] if any(headlines[story]) else [openings.get(story)]) for story in ids}


def story(store: Store, number: int) -> Story:
    """The story ``number``, or the one that it was merged into, whole. ``UsageError`` where there is none."""
    number = current(store, number)
    told = reports(store, number)
    if not told:
        raise UsageError(f"Story {number} of the store {store.address} has no reports left.")
    members = [each.member for each in told]
    days = sorted(member.published for member in members if member.published is not None)
    with store.reading() as connection:
        title = titles(connection, [number])[number]
    line = StoryLine(number, title, days[0] if days else None, days[-1] if days else None, len(members), independent(members))
    return story_of(line, told)


def reports(store: Store, number: int) -> tuple[Told, ...]:
    """The reports of one story with their records, in order of publication."""
    with store.reading() as connection:
        return tuple(_told(connection, _members().where(story_articles.c.story == number)))


def _members() -> Select[Any]:
    return (
        select(
            story_articles.c.article, story_articles.c.reading, story_articles.c.published, story_articles.c.teller, versions.c.headline,
            story_pins.c.article.is_not(None), copies.c.original, copies.c.kind, copies.c.containment, copies.c.passages,
            copies.c.figures_differ, readings.c.record, versions.c.text, versions.c.length,
        )
        .join(readings, readings.c.id == story_articles.c.reading)
        .join(versions, versions.c.id == readings.c.version)
        .outerjoin(story_pins, story_pins.c.article == story_articles.c.article)
        .outerjoin(copies, copies.c.article == story_articles.c.article)
        .order_by(func.coalesce(story_articles.c.published, ""), story_articles.c.reading)
    )  # fmt: skip


def _told(connection: Connection, query: Select[Any]) -> Iterator[Told]:
    for article, reading, published, teller, headline, pinned, original, kind, share, passages, differ, packed, text, length in (
        connection.execute(query)
    ):  # fmt: skip
        copy = Copy(article, original, kind, share, passages, differ) if original is not None else None
        record: Record = unpack(packed, text if text is not None else "░" * length)
        yield Told(Member(article, reading, published, teller, headline, copy, pinned), record)
