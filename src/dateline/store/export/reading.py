"""What an export reads of the store: its days, and the reports of a day one by one, seen through judgements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from dateline.store.export.state import Day, Settings, mark_of
from dateline.store.export.told import Kept, Told
from dateline.store.find import Finder
from dateline.store.meaning import meaning
from dateline.store.names import Names
from dateline.store.question import Question
from dateline.store.seen import Joins, as_seen, joins
from dateline.store.store import Store, record_from
from dateline.store.tables import actors, judgements, readings, sources, versions

UNDATED = ""
PAGE = 50  # records held at a time
DAY_LENGTH = len("2016-01-29")


def days(connection: Connection, settings: Settings) -> tuple[Day, ...]:
    """The days of publication that have current readings, in order, those without a date last."""
    day = func.coalesce(func.substr(readings.c.published, 1, DAY_LENGTH), UNDATED)
    query = select(day, func.count(), func.sum(readings.c.id), func.max(readings.c.id)).where(readings.c.current).group_by(day)
    found = [Day(name, mark_of(*(int(each) for each in rest))) for name, *rest in connection.execute(query)]
    return tuple(sorted((each for each in found if _wanted(each.day, settings)), key=lambda each: (each.day == UNDATED, each.day)))


def _wanted(day: str, settings: Settings) -> bool:
    if settings.since is None and settings.until is None:
        return True
    return day != UNDATED and (settings.since or "") <= day <= (settings.until or "9999")


def newest_judgement(connection: Connection) -> int:
    """The number of the last judgement, 0 where there is none."""
    return int(connection.execute(select(func.max(judgements.c.id))).scalar() or 0)


def judged_days(connection: Connection, after: int) -> frozenset[str]:
    """The days with reports that a judgement later than ``after`` touches: by its article, by the actors it joins or splits."""
    made = connection.execute(select(judgements).where(judgements.c.id > after)).all()
    withdrawn = [each.withdraws for each in made if each.withdraws is not None]
    if withdrawn:
        made = [*made, *connection.execute(select(judgements).where(judgements.c.id.in_(withdrawn))).all()]
    articles = {each.article for each in made if each.article is not None}
    names = {name for each in made for name in (each.actor, each.other) if name is not None}
    found: set[str | None] = set()
    current = select(readings.c.published).where(readings.c.current).distinct()
    for article in sorted(articles):
        found.update(connection.execute(current.where(readings.c.article == article)).scalars())
    for name in sorted(names):
        told = select(actors.c.reading).where(actors.c.actor == name)
        found.update(connection.execute(current.where(readings.c.id.in_(told))).scalars())
    return frozenset((published or UNDATED)[:DAY_LENGTH] for published in found)


def reports(store: Store, day: str, asked: str | None = None) -> Iterator[Told]:
    """The reports of a day in the order they were kept, few in memory at a time; only those that answer the question ``asked``."""
    after = 0
    while True:
        with store.reading() as connection:
            found = connection.execute(_stored.where(_of_day(day), readings.c.id > after).limit(PAGE)).all()
            ids = tuple(row.id for row in found)
            wanted = frozenset(ids) if asked is None else _answering(store, connection, ids, Question.from_address(asked))
            joined = joins(connection)
            page = [_told(connection, row, joined) for row in found if row.id in wanted]
        if not ids:
            return
        yield from page
        after = ids[-1]


_stored = (
    select(readings.c.id, readings.c.record, readings.c.kept_at, versions.c.text, versions.c.length, versions.c.number, sources.c.name)
    .join(versions, versions.c.id == readings.c.version)
    .outerjoin(sources, sources.c.id == versions.c.source)
    .where(readings.c.current)
    .order_by(readings.c.id)
)


def _told(connection: Connection, row: Any, joined: Joins) -> Told:
    record = as_seen(connection, row.id, record_from(connection, row.id, row.record, row.text, row.length), joined)
    return Told(record, Kept(row.id, row.number, row.name, row.kept_at))


def _answering(store: Store, connection: Connection, ids: tuple[int, ...], question: Question) -> frozenset[int]:
    """Those of the readings that answer a question."""
    meant = meaning(question, Names(connection, store.knowledge), date.fromisoformat(store.now()[:DAY_LENGTH]))
    return frozenset(key.reading for key in Finder(connection, "reports", question, meant).within(ids, 1))


def _of_day(day: str) -> ColumnElement[bool]:
    if day == UNDATED:
        return readings.c.published.is_(None)
    try:
        after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # no day of the calendar: compared letter by letter
        return func.substr(readings.c.published, 1, DAY_LENGTH) == day
    return and_(readings.c.published >= day, readings.c.published < after)
