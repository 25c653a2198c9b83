"""The latest changes, the weightiest of each situation, made whole only where they are shown; and a summary of the latest reports.

What was made once is remembered by the stamp of its readings: their digest, and when words were taken out of their text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from dateline.model.change import Change, ChangeKind
from dateline.model.story import Member, Quoted, Told
from dateline.store.change_tables import changes, situation_stories
from dateline.store.packing import unpack
from dateline.store.store import Store
from dateline.store.story_tables import story_articles
from dateline.store.tables import judgements, readings, versions
from dateline.stories.changes_asking import RANK, Reader
from dateline.stories.happenings import happenings
from dateline.stories.telling import summary_of

OF_A_KIND = 3  # changes of one kind shown of a situation
ROWS = 400  # changes looked at for one page
READ = 16  # reports that a summary is made from
REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Which:
    """Which changes: found after a moment (``found_since``), told by reports of one ``day``, of a situation or story, of some kinds."""

    found_since: str | None = None
    day: str | None = None
    situation: int | None = None
    story: int | None = None
    kinds: tuple[ChangeKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The changes of one situation: the weightiest ones whole, and how many there are of each kind altogether."""

    situation: int
    changes: tuple[Change, ...]
    kinds: tuple[tuple[ChangeKind, int], ...]

    @property
    def count(self) -> int:
        """How many changes there are."""
        return sum(count for _, count in self.kinds)


@dataclass(frozen=True, slots=True)
class Recent:
    """The changes of a page, the situation with the latest change first; ``more``: there are further ones than were looked at."""

    parts: tuple[Part, ...]
    more: bool


def recent(store: Store, which: Which, *, situations: int = 8, each: int = 5) -> Recent:
    """The latest changes: of at most ``situations`` situations the ``each`` weightiest, a few of each kind."""
    with store.reading() as connection:
        rows = connection.execute(_rows(which, connection.dialect.name)).all()
        stamps = _stamps(connection, {each for row in rows for each in (row.reading, row.other_reading)})
    by: dict[int, list[Any]] = {}
    for row in rows:
        by.setdefault(row.situation, []).append(row)
    parts = [_part(store, number, by[number], each, stamps) for number in list(by)[:situations]]
    return Recent(tuple(part for part in parts if part.changes), len(rows) == ROWS or len(by) > situations)


def _part(store: Store, number: int, rows: Sequence[Any], each: int, stamps: Mapping[int | None, str]) -> Part:
    weighty = sorted(rows, key=lambda row: RANK[row.kind])
    made: list[Change] = []
    for row in weighty:
        if sum(known.kind == row.kind for known in made) >= OF_A_KIND:
            continue
        change = _whole(store, row.id, number, stamps.get(row.reading), stamps.get(row.other_reading))
        if change is not None and all(change.what != known.what or change.kind != known.kind for known in made):
            made.append(change)
        if len(made) == each:
            break
    counted = Counter(row.kind for row in rows)
    return Part(number, tuple(made), tuple(sorted(counted.items(), key=lambda pair: RANK[pair[0]])))


def _rows(which: Which, dialect: str) -> Select[Any]:
    """The rows of changes with their situations, the latest first."""
    query = select(changes, situation_stories.c.situation, story_articles.c.story)
    query = query.join(story_articles, story_articles.c.article == changes.c.article)
    query = query.join(situation_stories, situation_stories.c.story == story_articles.c.story).where(*_conditions(which))
    published: ColumnElement[Any] = changes.c.published
    if dialect == "sqlite" and (which.situation is not None or which.story is not None):
        published = published.op("||")("")  # the stories narrow more than the order helps
    return query.order_by(published.desc(), changes.c.id.desc()).limit(ROWS)


def _conditions(which: Which) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    if which.found_since is not None:  # numbers grow with the moments of finding
        last = select(changes.c.id).where(changes.c.found_at <= which.found_since).order_by(changes.c.id.desc()).limit(1)
        out.append(changes.c.id > func.coalesce(last.scalar_subquery(), 0))
    if which.day is not None:
        out.append(and_(changes.c.published >= which.day, changes.c.published <= which.day + "~"))
    if which.situation is not None:
        out.append(situation_stories.c.situation == which.situation)
    if which.story is not None:
        out.append(story_articles.c.story == which.story)
    if which.kinds:
        out.append(changes.c.kind.in_(which.kinds))
    return out


def stamp_of(store: Store, ids: Sequence[int]) -> str:
    """What changes when one of these readings does, or a person judges anything."""
    with store.reading() as connection:
        judged_last = connection.execute(select(func.max(judgements.c.id))).scalar()
        told = str(sorted(_stamps(connection, ids).items(), key=str))
    return f"{judged_last} {hashlib.sha256(told.encode()).hexdigest()}"


def _stamps(connection: Connection, ids: Iterable[int | None]) -> Mapping[int | None, str]:
    """What tells whether readings are still as they were."""
    told = (readings.c.id, readings.c.digest, versions.c.redacted_at, versions.c.text_dropped_at)
    query = select(*told).join(versions, versions.c.id == readings.c.version)
    listed = sorted(each for each in ids if each is not None)
    return {row[0]: str(tuple(row)) for row in connection.execute(query.where(readings.c.id.in_(listed)))}


@lru_cache(maxsize=REMEMBERED)
def _whole(store: Store, number: int, situation: int, stamp: str | None, other: str | None) -> Change | None:
    """A change with both its sides; None where one of them is gone. The stamps are those of the readings of the sides."""
    with store.reading() as connection:
        row = connection.execute(select(changes).where(changes.c.id == number)).first()
        return Reader(connection, {}, {}).change(row, situation) if row is not None else None


def remembered(store: Store, ids: Sequence[int]) -> tuple[Change, ...]:
    """The changes with these numbers, in that order; those of which a side is gone are left out."""
    query = select(changes.c.id, changes.c.reading, changes.c.other_reading, story_articles.c.story, situation_stories.c.situation)
    query = query.join(story_articles, story_articles.c.article == changes.c.article)
    query = query.join(situation_stories, situation_stories.c.story == story_articles.c.story).where(changes.c.id.in_(list(ids)))
    with store.reading() as connection:
        rows = {row.id: row for row in connection.execute(query)}
        stamps = _stamps(connection, {each for row in rows.values() for each in (row.reading, row.other_reading)})
    there = [rows[number] for number in ids if number in rows]
    made = (
        _whole(store, row.id, row.situation, f"{stamps.get(row.reading)} {row.story}", stamps.get(row.other_reading)) for row in there
    )  # a report may have been put into another story since
    return tuple(each for each in made if each is not None)


def days_beside(store: Store, day: str) -> tuple[str | None, str | None]:
    """The last day before ``day`` and the first after it on which a report brought a change; None where there is none."""
    before = select(func.max(changes.c.published)).where(changes.c.published < day)
    after = select(func.min(changes.c.published)).where(changes.c.published > day + "~")
    with store.reading() as connection:
        found = [connection.execute(query).scalar() for query in (before, after)]
    return (found[0][:10] if found[0] else None), (found[1][:10] if found[1] else None)


def last_day(store: Store) -> str | None:
    """The day of the latest report that brought a change."""
    with store.reading() as connection:
        found = connection.execute(select(func.max(changes.c.published))).scalar()
    return found[:10] if found else None


def summary(store: Store, ids: Sequence[int]) -> tuple[Quoted, ...]:
    """Up to three sentences, quoted whole, that say most of what the readings ``ids`` share; of many the first few are read."""
    read = tuple(ids[:READ])
    with store.reading() as connection:
        stamps = _stamps(connection, read)
    return _summary(store, read, tuple(sorted(stamps.values())))


@lru_cache(maxsize=256)
def _summary(store: Store, ids: tuple[int, ...], stamps: tuple[str, ...]) -> tuple[Quoted, ...]:
    query = select(readings.c.id, readings.c.article, readings.c.published, readings.c.record, versions.c.text, versions.c.length)
    query = query.join(versions, versions.c.id == readings.c.version).where(readings.c.id.in_(ids))
    with store.reading() as connection:
        rows = connection.execute(query.order_by(func.coalesce(readings.c.published, ""), readings.c.id)).all()
    told = [
        Told(Member(row.article, row.id, row.published, "", None, None, pinned=False),
             unpack(row.record, row.text if row.text is not None else "░" * row.length)) for row in rows
    ]  # fmt: skip
    return tuple(quote for quote in summary_of(told, happenings(told)) if "░" not in quote.text)


def reports_behind(store: Store, articles: Sequence[str]) -> Mapping[str, tuple[str, str | None]]:
    """The headline (else the address) and the day of publication of reports, by article."""
    query = select(readings.c.article, func.coalesce(versions.c.headline, versions.c.uri), readings.c.published)
    query = query.join(versions, versions.c.id == readings.c.version).where(readings.c.article.in_(list(articles)), readings.c.current)
    with store.reading() as connection:
        return {article: (" ".join(title.split()), published) for article, title, published in connection.execute(query)}
