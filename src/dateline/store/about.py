"""What a store knows about one actor, place or proposition as such: names, offices, when it is told of; by a few indexed queries.

The latest rows alone are looked at, so that somebody named in every report is described as quickly as somebody named in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from dateline.store.seen import Joins, joins, rejected
from dateline.store.store import Store
from dateline.store.tables import actors, judgements, mentions, places, positions, propositions, readings

MOST, LATEST, NAMED = 3_000, 120, 24  # reports counted, rows looked at, names told


@dataclass(frozen=True, slots=True)
class Named:
    """A name and how often it stands in the reports looked at."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Told:
    """When something is told of: ``reports`` of them at least (``more``: and others), first and last day, reports by month (YYYY-MM)."""

    reports: int
    more: bool
    begins: str | None
    ends: str | None
    months: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that reports give somebody: title, of which state or organisation, from when until when."""

    title: str
    of: str | None
    begins: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Joined:
    """Another actor that a person said is the same: its id, and who said so, when and why; ``id`` is the judgement's number."""

    id: int
    other: str
    who: str
    made_at: str
    why: str


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """An actor as the reports tell of it; ``id`` is the one that it reads as, ``ids`` all that read as it."""

    id: str
    ids: tuple[str, ...]
    name: str
    names: tuple[Named, ...]
    aliases: tuple[Named, ...]
    kind: str
    code: str | None
    country: str | None
    offices: tuple[Office, ...]
    speaks_for: str | None
    known: bool
    joined: tuple[Joined, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place as the reports tell of it; degrees are WGS 84."""

    geonameid: int
    name: str
    aliases: tuple[Named, ...]
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    roles: tuple[Named, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class PropositionFacts:
    """A proposition: its id, its wordings, those above and below it (id and words)."""

    id: str
    text: str
    wordings: tuple[Named, ...]
    near: tuple[tuple[str, str], ...]


def actor(store: Store, name: str) -> ActorFacts | None:
    """What is known about the actor of that id; None where no current report tells of it."""
    with store.reading() as connection:
        joined = joins(connection)
        ids = joined.all_of(name)
        rows = _latest(connection, actors, actors.c.actor.in_(ids))
        if not rows:
            return None
        one = joined.canonical(name)
        own = next((row for row in rows if row.actor == one), rows[0])
        names = _counted(row.name for row in rows if row.actor == own.actor)
        offices = dict.fromkeys(Office(row.office, row.office_of, row.office_from, row.office_until) for row in rows if row.office)
        speaks = next((row.speaks_for for row in rows if row.speaks_for), None)
        return ActorFacts(
            one, ids, names[0].text, names, _aliases(connection, actors, rows, ("name", "place-name", "demonym")), own.kind, own.code,
            own.country, tuple(offices), speaks, own.known, _joins(connection, joined, ids),
            _told(connection, actors, actors.c.actor.in_(ids)),
        )  # fmt: skip


def place(store: Store, geonameid: int) -> PlaceFacts | None:
    """What is known about the place with that GeoNames id; None where no current report names it."""
    with store.reading() as connection:
        rows = _latest(connection, places, places.c.geonameid == geonameid)
        if not rows:
            return None
        own = rows[0]
        return PlaceFacts(
            geonameid, own.name, _aliases(connection, places, rows, ("name", "place-name", "demonym", "nominal")), own.kind, own.country,
            own.admin1, own.latitude, own.longitude, own.precision, _counted(row.role for row in rows),
            _told(connection, places, places.c.geonameid == geonameid),
        )  # fmt: skip


def proposition(store: Store, name: str) -> PropositionFacts | None:
    """What is known about the proposition of that id; None where the store has none."""
    with store.reading() as connection:
        text = connection.execute(select(propositions.c.text).where(propositions.c.id == name)).scalar()
        if text is None:
            return None
        worded = select(positions.c.text).where(positions.c.proposition == name).order_by(positions.c.published.desc()).limit(LATEST)
        wordings = _counted(connection.execute(worded).scalars())
        above = ["/".join(name.split("/")[:at]) for at in range(1, name.count("/") + 1)]
        column, first = propositions.c.id, name.split("/", maxsplit=1)[0]
        beside = and_(column >= f"{first}/", column < f"{first}0")  # "0" follows "/"
        query = select(column, propositions.c.text).where(or_(column.in_(above), beside), column != name).order_by(column).limit(NAMED)
        near = tuple((found, words) for found, words in connection.execute(query))
    return PropositionFacts(name, wordings[0].text if wordings else text, wordings, near)


def _latest(connection: Connection, table: Table, where: ColumnElement[bool]) -> Sequence[Any]:
    query = select(table).join(readings, readings.c.id == table.c.reading).where(where, readings.c.current, ~rejected(table))
    return connection.execute(query.order_by(table.c.reading.desc()).limit(LATEST)).all()


def _told(connection: Connection, table: Table, where: ColumnElement[bool]) -> Told:
    query = select(readings.c.published).join(table, table.c.reading == readings.c.id).where(where, readings.c.current)
    found = list(connection.execute(query.order_by(table.c.reading.desc()).limit(MOST + 1)).scalars())
    days = sorted(each for each in found[:MOST] if each)
    months = Counter(day[:7] for day in days)
    return Told(
        min(len(found), MOST), len(found) > MOST, days[0] if days else None, days[-1] if days else None, tuple(sorted(months.items()))
    )


def _counted(found: Iterable[str]) -> tuple[Named, ...]:
    counted = Counter(found)
    return tuple(Named(text, times) for text, times in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:NAMED])


def _aliases(connection: Connection, table: Table, rows: Sequence[Any], forms: tuple[str, ...]) -> tuple[Named, ...]:
    """How the reports call it."""
    here = {(row.reading, row.number) for row in rows}
    which = (mentions.c.reading.in_(sorted({each[0] for each in here})), mentions.c.number.in_(sorted({each[1] for each in here})))
    query = select(mentions.c.reading, mentions.c.number, mentions.c.text)
    query = query.where(*which, mentions.c.noun == table.name, mentions.c.form.in_(forms))
    told = (" ".join(text.split()) for reading, number, text in connection.execute(query) if (reading, number) in here)
    return _counted(told)


def _joins(connection: Connection, joined: Joins, ids: tuple[str, ...]) -> tuple[Joined, ...]:
    if len(ids) < 2:
        return ()
    taken_back = select(judgements.c.withdraws).where(judgements.c.withdraws.is_not(None))
    query = select(judgements).where(judgements.c.action == "join", judgements.c.id.not_in(taken_back), judgements.c.actor.in_(ids))
    return tuple(
        Joined(row.id, row.other, row.who, row.made_at, row.why) for row in connection.execute(query.order_by(judgements.c.id)) if row.other
    )
