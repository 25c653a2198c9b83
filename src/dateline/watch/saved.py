"""The watches of a store: kept after they were checked, listed, switched on and off, removed; and the ways out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from sqlalchemy import Connection, delete, func, select, update

from dateline.errors import UsageError
from dateline.model.change import ChangeKind
from dateline.model.serial import from_json, to_json
from dateline.store.question import Question, unknown
from dateline.store.store import Store
from dateline.store.tables import counters, readings
from dateline.store.watch_tables import alerts, deliveries, watch_counts, watch_seen, watch_ways, watches
from dateline.store.writing import Numbers
from dateline.watch.matching import Rule, compiled
from dateline.watch.rules import Watch, well_formed
from dateline.watch.ways import Way, checked, way_named

CURSOR, CHANGES = "watched", "watched_changes"  # the counters of the readings and of the changes that the watches have looked at
TOO_MANY, MEASURED_OVER, COUNTED = 50, 30, 20_000  # alerts a day without a limit; days looked back over; matches counted at most


@dataclass(frozen=True, slots=True)
class Saved:
    """A watch as the store has it: its number, and what it has raised so far."""

    id: int
    watch: Watch
    made_at: str
    alerts: int
    last: str | None
    waiting: int


def saved(connection: Connection) -> tuple[Saved, ...]:
    """All watches by name."""
    raised = {row[0]: row[1:] for row in connection.execute(
        select(alerts.c.watch, func.count(), func.max(alerts.c.raised_at)).group_by(alerts.c.watch))}  # fmt: skip
    waiting = {row[0]: row[1] for row in connection.execute(
        select(deliveries.c.watch, func.count()).where(deliveries.c.state == "waiting").group_by(deliveries.c.watch))}  # fmt: skip
    out = []
    for row in connection.execute(select(watches).order_by(watches.c.name)):
        count, last = raised.get(row.id, (0, None))
        out.append(Saved(row.id, replace(Watch.from_json(row.rule), on=row.on), row.made_at, count, last, waiting.get(row.id, 0)))
    return tuple(out)


def named(connection: Connection, name: str) -> Saved:
    """The watch of that name; ``UsageError`` with the nearest ones."""
    listed = saved(connection)
    found = next((each for each in listed if each.watch.name == name), None)
    if found is None:
        raise unknown("The watch", name, [each.watch.name for each in listed], "" if listed else "The store has none yet.")
    return found


def ways(connection: Connection) -> tuple[Way, ...]:
    """The ways out, by name."""
    rows = connection.execute(select(watch_ways.c.settings).order_by(watch_ways.c.name)).scalars()
    return tuple(from_json(Way, json.loads(row)) for row in rows)


def check(store: Store, watch: Watch, further: Iterable[Way] = ()) -> Rule:
    """The rule that ``watch`` makes, checked as ``check_words`` does; ``UsageError`` also where it matches so much as to need a limit."""
    rule = check_words(store, watch, further)
    _known(store, watch)
    return rule


def check_words(store: Store, watch: Watch, further: Iterable[Way] = ()) -> Rule:
    """The rule that ``watch`` makes, every word of it checked against this store; ``UsageError`` with the nearest right word.

    ``further`` are ways out that are kept along with it.
    """
    well_formed(watch, measures=lambda: _measures(store), changes=get_args(ChangeKind))
    with store.reading() as connection:
        known = (*further, *ways(connection))
        for name in watch.send:
            way_named(name, known)
        _sources(connection, watch.question)
        rule = compiled(0, watch, connection, date.fromisoformat(store.now()[:10]), store.knowledge)
    _measured(store, watch)
    return rule


def _sources(connection: Connection, question: Question) -> None:
    from dateline.store.names import Names
    from dateline.store.tables import sources

    if question.source and connection.execute(select(sources.c.id).limit(1)).first() is not None:
        Names(connection).sources(question.source)


def _measures(store: Store) -> tuple[str, ...]:
    from dateline.knowledge.measures import Measures

    table = Measures.load()
    with store.reading() as connection:
        from dateline.store.tables import figures

        told = list(connection.execute(select(figures.c.measure).distinct().order_by(figures.c.measure).limit(COUNTED)).scalars())
    names = (*(each.measure for each in table.counted.values()), *(each.measure for each in table.deeds.values()), *told)
    return tuple(dict.fromkeys(names))


def _measured(store: Store, watch: Watch) -> None:
    """Refuses a measure or a proposition that neither the store nor the knowledge has."""
    question = watch.question
    known = _measures(store) if question.measure else ()
    for text in question.measure:
        if not any(text.casefold() == each.casefold() or text.casefold() in each.casefold().split() for each in known):
            raise unknown("The measure", text, known)
    for text in question.proposition:
        if not _is_id(text):
            from dateline.store.names import Names

            with store.reading() as connection:
                Names(connection, store.knowledge).propositions((text,))


def _is_id(text: str) -> bool:
    """Whether ``text`` is written as the ids of propositions are: what is done, and to whom."""
    return "/" in text and " " not in text


def _known(store: Store, watch: Watch) -> None:
    """Asks for a limit where a watch would raise very many alerts."""
    if watch.limit is not None or watch.trigger not in ("any", "threshold"):
        return
    narrow = [word.name for word in watch.question.asked() if word.name not in ("since", "until", "language", "status")]
    a_day = rate(store, watch)
    if a_day > TOO_MANY or (not narrow and watch.trigger == "any"):
        counted = f"about {a_day:.0f} a day over the last {MEASURED_OVER} days" if a_day >= 1 else "every one that comes in"
        what = "everything" if not narrow else "very many"
        raise UsageError(
            f"The watch {watch.name!r} matches {what}: {counted}. Narrow it, or give it a limit (alerts a day), for example limit = 20."
        )


def rate(store: Store, watch: Watch) -> float:
    """How many answers a day its question had over the last month before the newest report, counted up to some thousands."""
    with store.reading() as connection:
        newest = connection.execute(select(func.max(readings.c.published)).where(readings.c.current)).scalar()
    if newest is None:
        return 0.0
    since = (date.fromisoformat(newest[:10]) - timedelta(days=MEASURED_OVER)).isoformat()
    question = replace(watch.question, since=max(since, watch.question.since or since), limit=COUNTED)
    try:
        return sum(1 for _ in store.ask(watch.ask, question)) / MEASURED_OVER
    except UsageError:  # a measure that no report has told yet
        return 0.0


def save(store: Store, new: Iterable[Watch], new_ways: Iterable[Way] = ()) -> tuple[Rule, ...]:
    """Keeps watches and ways, each in the place of an older one of its name, all or none; ``UsageError`` for a wrong word in any."""
    listed, further = tuple(new), tuple(checked(way) for way in new_ways)
    rules = tuple(check(store, watch, further) for watch in listed)
    now = store.now()
    with store.writing() as connection:
        for way in further:
            connection.execute(delete(watch_ways).where(watch_ways.c.name == way.name))
            connection.execute(watch_ways.insert().values(name=way.name, settings=json.dumps(to_json(way), ensure_ascii=False)))
        numbers = Numbers(connection, "watches")
        _begin(connection)
        for watch in listed:
            _write(connection, watch, now, numbers)
        numbers.close()
    return rules


def _write(connection: Connection, watch: Watch, now: str, numbers: Numbers) -> None:
    values = {"rule": watch.to_json(), "on": watch.on, "changed_at": now}
    old = connection.execute(select(watches.c.id, watches.c.rule).where(watches.c.name == watch.name)).first()
    if old is None:
        connection.execute(watches.insert().values(id=numbers(), name=watch.name, made_at=now, **values))
        return
    connection.execute(update(watches).where(watches.c.id == old.id).values(values))
    before = Watch.from_json(old.rule)
    if (before.where, before.ask, before.trigger, before.new) != (watch.where, watch.ask, watch.trigger, watch.new):
        connection.execute(delete(watch_counts).where(watch_counts.c.watch == old.id))  # of another question
        connection.execute(delete(watch_seen).where(watch_seen.c.watch == old.id))


def _begin(connection: Connection) -> None:
    """Where no watch was on, what was kept until now is not news."""
    if connection.execute(select(watches.c.id).where(watches.c.on)).first() is not None:
        return
    newest = connection.execute(select(func.max(readings.c.id))).scalar() or 0
    move_on(connection, newest)


def move_on(connection: Connection, last: int, what: str = CURSOR) -> None:
    """Writes down that the watches have looked at everything up to number ``last``."""
    found = update(counters).where(counters.c.name == what, counters.c.next < last).values(next=last)
    if not connection.execute(found).rowcount and cursor(connection, what) is None:
        connection.execute(counters.insert().values(name=what, next=last))


def cursor(connection: Connection, what: str = CURSOR) -> int | None:
    """The last reading (or change) that the watches have looked at; None where no watch was ever kept."""
    return connection.execute(select(counters.c.next).where(counters.c.name == what)).scalar()


def switch(store: Store, name: str, *, on: bool) -> None:
    """Switches a watch on or off."""
    with store.writing() as connection:
        found = named(connection, name)
        if on:
            _begin(connection)
        connection.execute(update(watches).where(watches.c.id == found.id).values(on=on, changed_at=store.now()))


def remove(store: Store, name: str) -> int:
    """Removes a watch with everything that it raised; gives how many alerts that were."""
    with store.writing() as connection:
        found = named(connection, name)
        connection.execute(delete(watches).where(watches.c.id == found.id))
    return found.alerts
