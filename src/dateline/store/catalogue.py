"""Whom and what the reports of a store name: actors, places and propositions a page at a time, and one of them with its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, and_, func, select

from dateline.errors import UsageError
from dateline.store.conditions import plays
from dateline.store.names import Names, begins
from dateline.store.store import Store
from dateline.store.tables import actors, locations, memberships, places, positions, propositions, readings, statements

COUNTED = 10_000  # reports and values counted at most: beyond it the number says at least so many
FIRST_ID = -(2**31)


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor that reports name: its id, the name in the latest of them, its code, kind, country; and whether it is known beforehand."""

    id: str
    name: str
    code: str | None
    kind: str
    country: str | None
    known: bool


@dataclass(frozen=True, slots=True)
class Where:
    """A place that reports name (GeoNames id, WGS 84 degrees)."""

    geonameid: int
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposition that somebody stands to: its id, its words, and when the store first had it."""

    id: str
    text: str
    kept_at: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many values of a kind name it, counted up to 10,000."""

    noun: str
    values: int


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor with all ids that people joined to it, how many reports and values name it, and the days of the first and last report."""

    entry: Entry
    ids: tuple[str, ...]
    reports: int
    first: str | None
    last: str | None
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place with how many reports and values name it, and the days of the first and last report."""

    place: Where
    reports: int
    first: str | None
    last: str | None
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class PropositionCard:
    """A proposition with the number of positions on it and the days of the first and last."""

    proposition: Proposed
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Actors:
    """A page of actors by id; ``after`` is the cursor of the next, None at the end."""

    found: tuple[Entry, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """A page of places by geonameid; ``after`` as above."""

    found: tuple[Where, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Propositions:
    """A page of propositions by id; ``after`` as above."""

    found: tuple[Proposed, ...]
    after: str | None


def actors_page(store: Store, *, name: str | None = None, limit: int = 50, after: str | None = None) -> Actors:
    """The actors that current or earlier reports name, by id; with ``name`` those that the filter word ``actor`` means by it."""
    with store.reading() as connection:
        if name is None:
            ids = _distinct(connection, actors.c.actor, limit + 1, after)
        else:
            meant = Names(connection, store.knowledge).actors((name,), "actor")
            ids = sorted({*meant.ids, *(each for code in meant.codes for each in _coded(connection, code))})
            ids = [each for each in ids if after is None or each > after][: limit + 1]
        entries = _entries(connection, ids[:limit])
    found = tuple(entries[each] for each in ids[:limit] if each in entries)
    return Actors(found, ids[limit - 1] if len(ids) > limit else None)


def places_page(store: Store, *, name: str | None = None, limit: int = 50, after: str | None = None) -> Places:
    """The places that reports name, by geonameid; with ``name`` that which the filter word ``place`` means by it."""
    start = _number(after) if after is not None else FIRST_ID
    with store.reading() as connection:
        if name is None:
            ids = _distinct(connection, places.c.geonameid, limit + 1, start)
        else:
            meant = Names(connection, store.knowledge).places((name,))
            inside = [places.c.geonameid.in_(meant.geonameids)] if meant.geonameids else []
            inside += [places.c.country.in_(meant.countries)] if meant.countries and not inside else []
            inside += [places.c.name.in_(meant.named)] if meant.named and not inside else []
            query = select(places.c.geonameid).where(*inside, places.c.geonameid > start).distinct().order_by(places.c.geonameid)
            ids = list(connection.execute(query.limit(limit + 1)).scalars())
        listed = _wheres(connection, ids[:limit])
    found = tuple(listed[each] for each in ids[:limit] if each in listed)
    return Places(found, str(ids[limit - 1]) if len(ids) > limit else None)


def propositions_page(store: Store, *, words: str | None = None, limit: int = 50, after: str | None = None) -> Propositions:
    """The propositions that parties stand to, by id; with ``words`` those that the filter word ``proposition`` means by them."""
    with store.reading() as connection:
        query = select(propositions).order_by(propositions.c.id).limit(limit + 1)
        if words is not None:
            query = query.where(propositions.c.id.in_(Names(connection, store.knowledge).propositions((words,))))
        if after is not None:
            query = query.where(propositions.c.id > after)
        rows = connection.execute(query).all()
    found = tuple(Proposed(row.id, row.text, row.kept_at) for row in rows[:limit])
    return Propositions(found, rows[limit - 1].id if len(rows) > limit else None)


def actor_card(store: Store, actor: str) -> ActorCard | None:
    """Everything counted about an actor (one of its ids); None where no report names it."""
    with store.reading() as connection:
        ids = Names(connection, store.knowledge).joined.all_of(actor)
        entries = _entries(connection, ids)
        entry = next((entries[each] for each in (actor, *ids) if each in entries), None)
        if entry is None:
            return None
        counts = [
            Count(noun, _counted(connection, select(actors.c.reading).where(actors.c.actor.in_(ids), plays(noun, "actor", "recipient"))))
            for noun in ("events", "commitments")
        ]
        for table, column in ((statements, statements.c.speaker), (positions, positions.c.actor), (memberships, memberships.c.member)):
            counts.append(Count(table.name, _counted(connection, select(table.c.reading).where(column.in_(ids)))))
        told = select(actors.c.reading).where(actors.c.actor.in_(ids)).distinct()
        return ActorCard(entry, ids, *_days(connection, told), tuple(counts))


def place_card(store: Store, geonameid: int) -> PlaceCard | None:
    """Everything counted about a place; None where no report names it."""
    with store.reading() as connection:
        place = _wheres(connection, [geonameid]).get(geonameid)
        if place is None:
            return None
        there = locations.c.geonameid == geonameid
        counts = [
            Count(noun, _counted(connection, select(locations.c.reading).where(there, locations.c.noun == noun)))
            for noun in ("events", "figures")
        ]
        told = select(places.c.reading).where(places.c.geonameid == geonameid).distinct()
        return PlaceCard(place, *_days(connection, told), tuple(counts))


def proposition_card(store: Store, name: str) -> PropositionCard | None:
    """Everything counted about a proposition; None where there is none of that id."""
    with store.reading() as connection:
        row = connection.execute(select(propositions).where(propositions.c.id == name)).first()
        if row is None:
            return None
        told = select(positions.c.reading).where(positions.c.proposition == name).distinct()
        return PropositionCard(Proposed(row.id, row.text, row.kept_at), *_days(connection, told))


def _distinct(connection: Connection, column: Column[Any], limit: int, after: Any) -> list[Any]:
    """The next different values of an indexed column: from one to the next, not by reading them all."""
    out: list[Any] = []
    last = after
    while len(out) < limit:
        found = connection.execute(select(func.min(column)).where(*([column > last] if last is not None else []))).scalar()
        if found is None:
            break
        out.append(found)
        last = found
    return out


def _coded(connection: Connection, code: str) -> Sequence[str]:
    query = select(actors.c.actor).where(begins(actors.c.code, code)).distinct().order_by(actors.c.actor)
    return connection.execute(query.limit(COUNTED)).scalars().all()


def _entries(connection: Connection, ids: Sequence[str]) -> Mapping[str, Entry]:
    """The actors of these ids as the latest report names them."""
    rows = connection.execute(_latest(actors, actors.c.actor, ids))
    return {row.actor: Entry(row.actor, row.name, row.code, row.kind, row.country, bool(row.known)) for row in rows}


def _wheres(connection: Connection, ids: Sequence[int]) -> Mapping[int, Where]:
    """The places of these ids as the latest report names them."""
    rows = connection.execute(_latest(places, places.c.geonameid, ids))
    return {row.geonameid: Where(row.geonameid, row.name, row.kind, row.country, row.latitude, row.longitude) for row in rows}


def _latest(table: Table, column: Column[Any], ids: Sequence[Any]) -> Select[Any]:
    """Of each of ``ids`` the rows of the latest reading that names it."""
    newest = select(column.label("id"), func.max(table.c.reading).label("reading")).where(column.in_(list(ids))).group_by(column).subquery()
    return select(table).join(newest, and_(newest.c.id == column, newest.c.reading == table.c.reading)).order_by(table.c.number.desc())


def _counted(connection: Connection, query: Any) -> int:
    """How many rows of current readings a query gives, up to ``COUNTED``."""
    column = query.selected_columns[0]
    current = query.join(readings, readings.c.id == column).where(readings.c.current).limit(COUNTED)
    return int(connection.execute(select(func.count()).select_from(current.subquery())).scalar() or 0)


def _days(connection: Connection, told: Any) -> tuple[int, str | None, str | None]:
    """How many current reports a query names, and the days of the first and last."""
    query = select(func.count(), func.min(readings.c.published), func.max(readings.c.published))
    count, first, last = connection.execute(query.where(readings.c.current, readings.c.id.in_(told))).one()
    return int(count), first, last


def _number(cursor: str) -> int:
    if not cursor.lstrip("-").isascii() or not cursor.lstrip("-").isdigit() or len(cursor) > 12:
        raise UsageError(f"{cursor[:40]!r} is no cursor: take the one that came with a page.")
    return int(cursor)
