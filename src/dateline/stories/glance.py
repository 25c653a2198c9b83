"""Stories and situations a page at a time: the latest first, found by walking the latest reports, never by counting a whole store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, or_, select

from dateline.errors import UsageError
from dateline.model.change import Situation
from dateline.model.story import StoryLine
from dateline.store.change_tables import situation_stories
from dateline.store.store import Store
from dateline.store.story_tables import copies, story_articles
from dateline.store.tables import actors, readings
from dateline.stories.asking import titles

STRIDE, FARTHEST = 500, 20_000  # reports walked at a time, and for one page
NAMED, LOOKED = 5, 25  # actors named of a situation, by so many of its latest reports
NOBODY = ("population", "media", "document", "other")


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of stories; ``after`` is the cursor of the next page, None at the end."""

    lines: tuple[StoryLine, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Situations:
    """A page of situations; ``after`` as above."""

    situations: tuple[Situation, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: a report's publication and its reading."""

    published: str
    reading: int

    @classmethod
    def of(cls, cursor: str) -> _Place:
        """The place that a cursor says."""
        published, _, reading = cursor.rpartition("~")
        if not published or not reading.isascii() or not reading.isdigit() or len(reading) > 15:
            raise UsageError(f"{cursor[:40]!r} is no cursor: take the one that stands below a page.")
        return cls(published, int(reading))

    def __str__(self) -> str:
        return f"{self.published}~{self.reading}"


def stories_of(store: Store, articles: Sequence[str]) -> Mapping[str, int]:
    """The stories that reports belong to; reports that were not placed are left out."""
    query = select(story_articles.c.article, story_articles.c.story).where(story_articles.c.article.in_(list(articles)))
    with store.reading() as connection:
        return dict(connection.execute(query).all())


def latest_stories(store: Store, *, limit: int, after: str | None = None, until: str | None = None) -> Lines:
    """The stories with the latest reports, after the cursor ``after``; ``until`` (a day) leaves out what was published later."""
    with store.reading() as connection:
        ids, ended = _walked(connection, story_articles.c.story, limit, _start(after, until))
        return Lines(story_lines(connection, ids), ended)


def latest_situations(store: Store, *, limit: int, after: str | None = None, until: str | None = None) -> Situations:
    """The situations with the latest reports, after the cursor ``after``."""
    with store.reading() as connection:
        ids, ended = _walked(connection, situation_stories.c.situation, limit, _start(after, until))
        return Situations(summaries(connection, ids), ended)


def _start(after: str | None, until: str | None) -> _Place | None:
    return _Place.of(after) if after is not None else _Place(f"{until}~", 0) if until is not None else None


def _walked(connection: Connection, what: ColumnElement[int], limit: int, start: _Place | None) -> tuple[list[int], str | None]:
    """The stories or situations of the latest reports from ``start`` on that have no report before it, in their order."""
    found: dict[int, None] = {}
    earlier: set[int] = set()  # on a page before this one
    place, walked = start, 0
    while walked < FARTHEST:
        rows = connection.execute(_stride(what, place)).all()
        fresh = sorted({row[2] for row in rows} - found.keys() - earlier)
        earlier |= _newer(connection, what, fresh, start) if start is not None else set()
        for published, reading, number in rows:
            if number not in found and number not in earlier:
                if len(found) == limit:
                    return list(found), str(place)
                found[number] = None
            place = _Place(published, reading)
        walked += len(rows)
        if len(rows) < STRIDE:
            return list(found), None
    return list(found), str(place)


def _stride(what: ColumnElement[int], place: _Place | None) -> Select[Any]:
    query = select(readings.c.published, readings.c.id, what).join(story_articles, story_articles.c.article == readings.c.article)
    query = _with_situations(query, what).where(readings.c.current, readings.c.published.is_not(None))
    if place is not None:
        before, same = readings.c.published < place.published, readings.c.published == place.published
        query = query.where(readings.c.published <= place.published, or_(before, and_(same, readings.c.id < place.reading)))
    return query.order_by(readings.c.published.desc(), readings.c.id.desc()).limit(STRIDE)


def _with_situations(query: Select[Any], what: ColumnElement[int]) -> Select[Any]:
    if what is story_articles.c.story:
        return query
    return query.join(situation_stories, situation_stories.c.story == story_articles.c.story)


def _newer(connection: Connection, what: ColumnElement[int], ids: Sequence[int], start: _Place) -> set[int]:
    """Those of ``ids`` that have a report before ``start``: they stood on an earlier page."""
    if not ids or start.published.endswith("~"):
        return set()
    mine = story_articles.c
    later = or_(mine.published > start.published, and_(mine.published == start.published, mine.reading >= start.reading))
    query = select(what).distinct().select_from(story_articles)
    query = _with_situations(query, what).where(what.in_(list(ids)), mine.published >= start.published, later)
    return set(connection.execute(query).scalars())


def story_lines(connection: Connection, ids: Sequence[int]) -> tuple[StoryLine, ...]:
    """The stories of these numbers as lines of a list, in the order given."""
    mine = story_articles.c
    independently = func.count(distinct(case((copies.c.article.is_(None), mine.teller))))
    query = select(mine.story, func.min(mine.published), func.max(mine.published), func.count(), independently)
    query = query.outerjoin(copies, copies.c.article == mine.article).where(mine.story.in_(list(ids))).group_by(mine.story)
    found = {row[0]: row for row in connection.execute(query)}
    named = titles(connection, list(found))
    return tuple(StoryLine(number, named[number], *found[number][1:]) for number in ids if number in found)


def summaries(connection: Connection, ids: Sequence[int], *, who: bool = True) -> tuple[Situation, ...]:
    """The situations of these numbers, in the order given: the title is that of the largest story; main actors only if ``who``."""
    mine, linked = story_articles.c, situation_stories.c
    query = select(linked.situation, mine.story, func.min(mine.published), func.max(mine.published), func.count())
    query = query.join(story_articles, mine.story == linked.story).where(linked.situation.in_(list(ids)))
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(query.group_by(linked.situation, mine.story)):
        rows[row[0]].append(row)
    largest = {number: min(told, key=lambda row: (-row[4], row[1]))[1] for number, told in rows.items()}
    named = titles(connection, list(largest.values()))
    return tuple(_situation(connection, number, named[largest[number]], rows[number], who=who) for number in ids if number in rows)


def _situation(connection: Connection, number: int, title: str, rows: Sequence[Any], *, who: bool) -> Situation:
    stories = tuple(sorted(row[1] for row in rows))
    begins = min((row[2] for row in rows if row[2] is not None), default=None)
    ends = max((row[3] for row in rows if row[3] is not None), default=None)
    newest = [row[1] for row in sorted(rows, key=lambda row: row[3] or "", reverse=True)[:LOOKED]]
    main = tuple(_main(connection, newest)) if who else ()
    return Situation(number, title, begins, ends, stories, sum(row[4] for row in rows), main)


def _main(connection: Connection, stories: Sequence[int]) -> Iterator[str]:
    """The names of those whom most of the latest reports name."""
    mine = story_articles.c
    latest = select(mine.reading).where(mine.story.in_(list(stories))).order_by(mine.published.desc(), mine.reading.desc()).limit(LOOKED)
    query = select(actors.c.actor, actors.c.name).where(actors.c.reading.in_(latest), actors.c.kind.not_in(NOBODY))
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for actor, name in connection.execute(query.order_by(actors.c.reading, actors.c.number)):
        if not actor.startswith("nominal/"):
            counted[actor] += 1
            names.setdefault(actor, name)
    yield from dict.fromkeys(names[actor] for actor, _ in sorted(counted.items(), key=lambda each: (-each[1], names[each[0]]))[:NAMED])


def situation_of(store: Store, story: int) -> int | None:
    """The situation that a story belongs to; None where it has none."""
    with store.reading() as connection:
        return connection.execute(select(situation_stories.c.situation).where(situation_stories.c.story == story)).scalar()


def stories_in(store: Store, situation: int) -> tuple[int, ...]:
    """The stories of a situation, by number; none where there is no such situation."""
    query = select(situation_stories.c.story).where(situation_stories.c.situation == situation).order_by(situation_stories.c.story)
    with store.reading() as connection:
        return tuple(connection.execute(query).scalars())


def lines_of(store: Store, stories: Iterable[int]) -> tuple[StoryLine, ...]:
    """The stories of these numbers as lines of a list, in the order given."""
    with store.reading() as connection:
        return story_lines(connection, list(stories))


def situations_of(store: Store, ids: Sequence[int], *, who: bool = True) -> tuple[Situation, ...]:
    """The situations of these numbers, in the order given; main actors only if ``who``."""
    with store.reading() as connection:
        return summaries(connection, ids, who=who)
