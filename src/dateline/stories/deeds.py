"""The events of many reports at once, as far as they are drawn: type, status, day, who, to whom, where, their sentence.

They are told as people corrected them, in a query a table, and take a tenth of the time of whole answers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, FromClause, Select, select, tuple_

from dateline.store.seen import joins, rejected
from dateline.store.store import Store
from dateline.store.tables import actors, events, evidence, judged, judgements, locations, participants, places, readings, versions

_DRAWN = ("reading", "number", "published", "type", "mode", "contexts", "status", "trigger", "begins", "teller")
FAR, ENDS = 240, (". ", "\n", "! ", "? ")  # how far a sentence reaches from its trigger at most, and where it ends
Place = tuple[int, int]  # a reading and the number of a value in it


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party of an event: id and name; the id is None where nobody is known by the words."""

    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Somewhere:
    """A place: GeoNames id (None where it lists none), name, country, degrees (None where unknown), how exactly it is known."""

    geonameid: int | None
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str


@dataclass(frozen=True, slots=True)
class Deed:
    """An event of a report: what is needed to draw it.

    ``day`` is when it took place (``dated``), else when its report was published; ``sentence`` about what stands around its trigger.
    """

    article: str
    reading: int
    number: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    trigger: str
    day: str
    dated: bool
    teller: str | None
    doers: tuple[Somebody, ...]
    others: tuple[Somebody, ...]
    places: tuple[Somewhere, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which events: all of some readings, or those at some places."""

    readings: tuple[int, ...]
    places: tuple[Place, ...] | None

    def of(self, query: Select[Any], rows: FromClause) -> Any:
        """``query`` on ``rows`` narrowed to them; by reading as well, as SQLite's indexes serve no pairs."""
        narrowed = query.where(rows.c.reading.in_(self.readings))
        return narrowed if self.places is None else narrowed.where(tuple_(rows.c.reading, rows.c.number).in_(self.places))


def deeds_of(store: Store, ids: Sequence[int]) -> tuple[Deed, ...]:
    """The events of these readings that nobody rejected, by day."""
    with store.reading() as connection:
        return deeds_in(connection, ids)


def deeds_in(connection: Connection, ids: Sequence[int]) -> tuple[Deed, ...]:
    """The events of these readings that nobody rejected, by day."""
    return _deeds(connection, _Wanted(tuple(ids), None)) if ids else ()


def deeds_at(connection: Connection, places: Sequence[Place]) -> tuple[Deed, ...]:
    """The events at these places (reading and number), by day."""
    ids = tuple(sorted({reading for reading, _ in places}))
    return _deeds(connection, _Wanted(ids, tuple(places))) if places else ()


def _deeds(connection: Connection, wanted: _Wanted) -> tuple[Deed, ...]:
    told = [events.c[name] for name in _DRAWN]
    query = select(*told, readings.c.article).select_from(events).join(readings, readings.c.id == events.c.reading)
    rows = connection.execute(wanted.of(query, events).where(~rejected(events))).all()
    said, sentences = _said(connection, wanted.readings), _sentences(connection, wanted)
    parties, spots = _parties(connection, wanted), _spots(connection, wanted)
    made = (_deed(row, said.get((row.reading, row.number), {}), parties, spots, sentences) for row in rows)
    return tuple(sorted(made, key=lambda deed: (deed.day, deed.reading, deed.number)))


def _deed(
    row: Any, said: Mapping[str, Any], parties: Mapping[tuple[int, int, str], list[Somebody]], spots: Mapping[Place, list[Somewhere]],
    sentences: Mapping[Place, str],
) -> Deed:  # fmt: skip
    at = (row.reading, row.number)
    day = (row.begins or row.published or "")[:10]
    return Deed(
        row.article, row.reading, row.number, said.get("type", row.type), said.get("mode", row.mode), tuple(row.contexts.split()),
        said.get("factuality.status", row.status), row.trigger, day, row.begins is not None, row.teller,
        tuple(parties.get((*at, "actor"), ())), tuple(parties.get((*at, "recipient"), ())), tuple(spots.get(at, ())),
        sentences.get(at, row.trigger),
    )  # fmt: skip


def _sentences(connection: Connection, wanted: _Wanted) -> Mapping[Place, str]:
    """About the sentences in which events stand: what lies between two full stops or line ends around the trigger."""
    query = (
        select(readings.c.id, versions.c.text).join(versions, versions.c.id == readings.c.version).where(readings.c.id.in_(wanted.readings))
    )
    texts: dict[int, str | None] = dict(connection.execute(query.where(readings.c.id.in_(wanted.readings))).all())
    part = evidence.c
    triggers = wanted.of(select(part.reading, part.number, part.start, part.stop).select_from(evidence), evidence)
    triggers = triggers.where(part.noun == "events", part.part == "trigger").order_by(part.ordinal.desc())
    out: dict[Place, str] = {}
    for reading, number, start, stop in connection.execute(triggers):  # of several pieces the first counts, which comes last
        text = texts.get(reading)
        if text is not None:
            out[reading, number] = _around(text, start, stop)
    return out


def _around(text: str, start: int, stop: int) -> str:
    begins = [at + len(mark) for mark in ENDS if (at := text.rfind(mark, max(0, start - FAR), start)) >= 0]
    ends = [at for mark in ENDS if (at := text.find(mark, stop, stop + FAR)) >= 0]
    return " ".join(text[max([*begins, start - FAR, 0]) : min([*ends, stop + FAR]) + 1].split())


def _said(connection: Connection, ids: Sequence[int]) -> Mapping[Place, dict[str, Any]]:
    """What people put in the place of what was read, by event and field; the last one counts."""
    said = judged.join(judgements, judgements.c.id == judged.c.judgement)
    query = select(judged.c.reading, judged.c.number, judgements.c.field, judgements.c.replacement).select_from(said)
    query = query.where(judged.c.reading.in_(list(ids)), judged.c.noun == "events", judgements.c.action == "replace")
    out: dict[Place, dict[str, Any]] = defaultdict(dict)
    for reading, number, field, replacement in connection.execute(query.order_by(judgements.c.id)):
        out[reading, number][field] = json.loads(replacement)
    return out


def _parties(connection: Connection, wanted: _Wanted) -> Mapping[tuple[int, int, str], list[Somebody]]:
    """The parties of events by reading, number and role, joined actors as one."""
    joined, part = joins(connection), participants.c
    named = (actors.c.reading == part.reading) & (actors.c.actor == part.actor)
    query = select(part.reading, part.number, part.role, part.actor, part.words, actors.c.name)
    query = query.select_from(participants).outerjoin(actors, named)
    query = wanted.of(query, participants).where(part.noun == "events").order_by(part.reading, part.number, part.role, part.ordinal)
    out: dict[tuple[int, int, str], list[Somebody]] = defaultdict(list)
    for reading, number, role, actor, words, name in connection.execute(query):
        who = joined.canonical(actor) if actor is not None and joined.pairs else actor
        out[reading, number, role].append(Somebody(who, name or actor or words))
    return out


def _spots(connection: Connection, wanted: _Wanted) -> Mapping[Place, list[Somewhere]]:
    """The places of events by reading and number."""
    spot = locations.c
    there = (places.c.reading == spot.reading) & (places.c.place == spot.place)
    query = select(spot.reading, spot.number, spot.geonameid, spot.name, spot.country, places.c.latitude, places.c.longitude,
                   places.c.precision).select_from(locations).outerjoin(places, there)  # fmt: skip
    query = wanted.of(query, locations).where(spot.noun == "events").order_by(spot.reading, spot.number, spot.ordinal)
    out: dict[Place, list[Somewhere]] = defaultdict(list)
    for reading, number, geonameid, name, country, latitude, longitude, precision in connection.execute(query):
        out[reading, number].append(Somewhere(geonameid, name, country, latitude, longitude, precision or "unknown"))
    return out
