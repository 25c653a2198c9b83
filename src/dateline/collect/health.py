"""How the sources are doing: last success, reports a day, and what the operator should know."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, select, update

from dateline.collect.config import Config, SourceSettings
from dateline.collect.state import moment, parsed
from dateline.store.fetch_tables import fetches, source_health
from dateline.store.tables import articles, notices, sources, versions
from dateline.store.writing import Numbers, insert

FAILING = 3  # looks in a row that failed
HABIT = 50  # reports that tell a source's habit
FEWEST = 5  # reports before a source has a habit
SILENCE = 3.0  # times the longest usual gap
SHORTEST_SILENCE = 86_400.0  # seconds
RECENT, EARLIER, SHORT = 3, 20, 0.3  # texts looked at for a changed layout, and the part of the usual length that is too short
DAYS = 14  # over which reports a day are counted
STATES = (("source-failing", "failing"), ("source-silent", "silent"), ("layout-changed", "changed"), ("source-moved", "moved"))


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source is doing; moments are ISO 8601.

    ``items`` are the articles kept, ``items_a_day`` those of the last two weeks, ``waiting`` and ``set_aside`` addresses. ``notices`` are
    sentences that still stand, ``kinds`` theirs.
    """

    name: str
    kind: str | None
    address: str | None
    checked_at: str | None
    succeeded_at: str | None
    new_at: str | None
    items: int
    items_a_day: float
    set_aside: int
    waiting: int
    failures: int
    problem: str | None
    moved_to: str | None
    notices: tuple[str, ...]

    kinds: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """One word: new, ok, failing, silent, changed (its layout), moved."""
        word = next((word for kind, word in STATES if kind in self.kinds), None)
        return word or ("ok" if self.succeeded_at else "new")


def register(connection: Connection, found: Sequence[SourceSettings], now: str) -> dict[str, int]:
    """The numbers of sources by name; new ones are written down, and where a known one lies is brought up to date."""
    known: dict[str, int] = {name: number for name, number in connection.execute(select(sources.c.name, sources.c.id)).all()}  # noqa: C416
    numbers = Numbers(connection, "sources")
    for source in found:
        if source.name not in known:
            known[source.name] = numbers()
            insert(connection, "sources", [(known[source.name], source.name, source.kind, source.address, now)])
        else:
            values = {"kind": source.kind, "address": source.address}
            connection.execute(update(sources).where(sources.c.name == source.name).values(values))
        if connection.execute(select(source_health.c.source).where(source_health.c.source == known[source.name])).first() is None:
            connection.execute(source_health.insert().values(source=known[source.name], failures=0))
    numbers.close()
    return {source.name: known[source.name] for source in found}


def succeeded(connection: Connection, number: int, now: str, *, new: bool, **values: Any) -> None:
    """Writes down that a look at a source succeeded, and whether it had something new; ends what no longer holds."""
    values |= {"checked_at": now, "succeeded_at": now, "failures": 0, "problem": None} | ({"new_at": now} if new else {})
    connection.execute(update(source_health).where(source_health.c.source == number).values(values))
    name = _name(connection, number)
    end_notice(connection, "source-failing", name, now)
    if new:
        end_notice(connection, "source-silent", name, now)


def failed(connection: Connection, number: int, now: str, reason: str) -> int:
    """Writes down that a look at a source failed; gives the number of failures in a row and raises a notice at the third."""
    own = source_health.c.source == number
    connection.execute(update(source_health).where(own).values(checked_at=now, failures=source_health.c.failures + 1, problem=reason))
    failures = connection.execute(select(source_health.c.failures).where(own)).scalar() or 0
    if failures >= FAILING:
        name = _name(connection, number)
        raise_notice(connection, "source-failing", name, f"{name} could not be fetched {failures} times in a row: {reason}", now)
    return failures


def moved(connection: Connection, number: int, target: str, now: str) -> None:
    """Writes down that the list of a source has moved for good."""
    name = _name(connection, number)
    connection.execute(update(source_health).where(source_health.c.source == number).values(moved_to=target))
    raise_notice(connection, "source-moved", name, f"{name} has moved to {target}; put that into the configuration.", now)


def pause_of(connection: Connection, number: int) -> float | None:
    """The seconds from one look at a source to the next, as they were adapted last."""
    return connection.execute(select(source_health.c.pause).where(source_health.c.source == number)).scalar()


def look_for_silence(connection: Connection, number: int, now: datetime) -> None:
    """Raises a notice where a source has had nothing new for much longer than its habit."""
    query = select(fetches.c.seen_at).where(fetches.c.source == number, fetches.c.role != "list").order_by(fetches.c.seen_at.desc())
    seen = [parsed(value) for value in connection.execute(query.limit(HABIT)).scalars()]
    gaps = sorted((a - b).total_seconds() for a, b in pairwise(seen) if a != b)
    if len(gaps) < FEWEST:
        return
    usual, silent = gaps[int(0.95 * (len(gaps) - 1))], (now - seen[0]).total_seconds()
    if silent > max(SHORTEST_SILENCE, SILENCE * usual):
        name = _name(connection, number)
        said = f"{name} has had nothing new for {_length(silent)}; its usual gap is at most {_length(usual)}."
        raise_notice(connection, "source-silent", name, said, moment(now))


def look_at_layout(connection: Connection, number: int, now: str) -> None:
    """Raises a notice where the last texts of a source are suddenly much shorter than those before, ends it where they no longer are."""
    query = select(versions.c.length).where(versions.c.source == number).order_by(versions.c.id.desc()).limit(RECENT + EARLIER)
    lengths = list(connection.execute(query).scalars())
    if len(lengths) < RECENT + FEWEST:
        return
    usual, name = statistics.median(lengths[RECENT:]), _name(connection, number)
    if max(lengths[:RECENT]) < SHORT * usual:
        said = f"The last {RECENT} texts of {name} are much shorter than usual ({max(lengths[:RECENT])} characters at most, "
        raise_notice(connection, "layout-changed", name, said + f"usually about {usual:.0f}): its layout may have changed.", now)
    elif lengths[0] > SHORT * usual:
        end_notice(connection, "layout-changed", name, now)


def raise_notice(connection: Connection, kind: str, subject: str, message: str, now: str) -> None:
    """Raises a notice; one of the same kind on the same subject that still stands is brought up to date instead."""
    standing = (notices.c.kind == kind) & (notices.c.subject == subject) & notices.c.ended_at.is_(None)
    if connection.execute(update(notices).where(standing).values(message=message)).rowcount:
        return
    numbers = Numbers(connection, "notices")
    connection.execute(notices.insert().values(id=numbers(), raised_at=now, kind=kind, subject=subject, message=message))
    numbers.close()


def end_notice(connection: Connection, kind: str, subject: str, now: str) -> None:
    """Ends the standing notice of this kind on this subject, if there is one."""
    standing = (notices.c.kind == kind) & (notices.c.subject == subject) & notices.c.ended_at.is_(None)
    connection.execute(update(notices).where(standing).values(ended_at=now))


def states(connection: Connection, now: datetime, config: Config | None = None) -> tuple[SourceState, ...]:
    """How all sources are doing, by name; those of ``config`` that have not been looked at yet among them."""
    since = moment(now - timedelta(days=DAYS))
    found = [_state(connection, row, since, now) for row in connection.execute(_SOURCES).all()]
    there = {each.name for each in found}
    for source in config.sources if config is not None else ():
        if source.name not in there:
            found.append(SourceState(source.name, source.kind, source.address, None, None, None, 0, 0.0, 0, 0, 0, None, None, ()))
    return tuple(sorted(found, key=lambda each: each.name))


_SOURCES = (
    select(sources.c.id, sources.c.name, sources.c.kind, sources.c.address, source_health)
    .join(source_health, source_health.c.source == sources.c.id)
    .order_by(sources.c.name)
)


def _state(connection: Connection, row: Any, since: str, now: datetime) -> SourceState:
    own = (fetches.c.source == row.id) & (fetches.c.role != "list")
    unread, aside = connection.execute(
        select(
            func.count().filter(fetches.c.state == "waiting", fetches.c.visits == 0), func.count().filter(fetches.c.state == "set-aside")
        )
        .select_from(fetches)
        .where(own)
    ).one()
    items, recent, first = connection.execute(
        select(func.count(), func.count().filter(articles.c.kept_at >= since), func.min(articles.c.kept_at))
        .select_from(articles)
        .where(articles.c.source == row.id)
    ).one()
    days = max(1.0, (now - max(parsed(first), parsed(since))).total_seconds() / 86_400) if first else 1.0
    standing = select(notices.c.kind, notices.c.message).where(notices.c.subject == row.name, notices.c.ended_at.is_(None))
    told = connection.execute(standing.where(notices.c.kind.in_([kind for kind, _ in STATES])).order_by(notices.c.id)).all()
    return SourceState(
        name=row.name,
        kind=row.kind,
        address=row.address,
        checked_at=row.checked_at,
        succeeded_at=row.succeeded_at,
        new_at=row.new_at,
        items=items,
        items_a_day=round(recent / days, 1),
        set_aside=aside,
        waiting=unread,
        failures=row.failures,
        problem=row.problem,
        moved_to=row.moved_to,
        notices=tuple(each.message for each in told),
        kinds=tuple(each.kind for each in told),
    )


def _name(connection: Connection, number: int) -> str:
    return str(connection.execute(select(sources.c.name).where(sources.c.id == number)).scalar())


def _length(seconds: float) -> str:
    return f"{seconds / 86_400:.1f} days" if seconds >= 2 * 86_400 else f"{seconds / 3600:.1f} hours"


def set_aside(connection: Connection, most: int = 100) -> list[tuple[str, str]]:
    """The addresses that were set aside last, with the reason of each."""
    query = select(fetches.c.address, fetches.c.reason).where(fetches.c.state == "set-aside").order_by(fetches.c.checked_at.desc())
    return [(address, reason or "") for address, reason in connection.execute(query.limit(most)).all()]


def set_pause(connection: Connection, number: int, pause: float) -> None:
    """Writes down the seconds from one look at a source to the next."""
    connection.execute(update(source_health).where(source_health.c.source == number).values(pause=pause))
