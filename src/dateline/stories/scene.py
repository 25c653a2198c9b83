"""What a story or a situation shows at a glance: its reports, and of them the events, who acts on whom, and where, in few queries.

Only the latest reports of a large situation are looked at, copies left out; ``Scene`` says how many there are altogether.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dateline.model.story import Copy, Member
from dateline.store.answers import Value
from dateline.store.change_tables import situation_stories
from dateline.store.find import Finder
from dateline.store.meaning import Meaning
from dateline.store.question import REAL, Noun, Question
from dateline.store.seen import joins, rejected
from dateline.store.shelf import Shelf
from dateline.store.store import Store
from dateline.store.story_tables import copies, story_articles, story_pins
from dateline.store.tables import actors, events, evidence, judged, judgements, locations, participants, places, readings, versions

MOST = 60  # reports looked at
LISTED = 200  # reports listed
_DRAWN = ("reading", "number", "published", "type", "mode", "contexts", "status", "trigger", "begins", "teller")
FAR, ENDS = 240, (". ", "\n", "! ", "? ")  # how far a sentence reaches from its trigger at most, and where it ends
Place = tuple[int, int]  # a reading and the number of a value in it


@dataclass(frozen=True, slots=True)
class Where:
    """Which reports: those of a story or of a situation, published from ``since`` to ``until`` (days, None: any)."""

    story: int | None = None
    situation: int | None = None
    since: str | None = None
    until: str | None = None


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
class Scene:
    """What is shown: reports in all, copies among them, how many are looked at, their sources, and their events by day."""

    reports: int
    copies: int
    looked: int
    sources: int
    begins: str | None
    ends: str | None
    readings: tuple[int, ...]
    deeds: tuple[Deed, ...]


def scene(store: Store, where: Where, most: int = MOST) -> Scene:
    """What the latest ``most`` reports tell, copies left out."""
    with store.reading() as connection:
        return scene_in(connection, where, most)


def scene_in(connection: Connection, where: Where, most: int = MOST) -> Scene:
    """The same over a connection."""
    mine, chosen = story_articles.c, _chosen(where)
    own = func.count().filter(copies.c.article.is_(None))
    tellers = func.count(mine.teller.distinct()).filter(copies.c.article.is_(None))
    query = select(func.count(), own, tellers, func.min(mine.published), func.max(mine.published)).select_from(story_articles)
    query = query.outerjoin(copies, copies.c.article == mine.article).where(*chosen)
    total, originals, sources, begins, ends = connection.execute(query).one()
    latest = select(mine.reading).outerjoin(copies, copies.c.article == mine.article).where(*chosen, copies.c.article.is_(None))
    ids = list(connection.execute(latest.order_by(mine.published.desc(), mine.reading.desc()).limit(most)).scalars())
    return Scene(total, total - originals, len(ids), sources, begins, ends, tuple(ids), deeds(connection, ids))


def _chosen(where: Where) -> list[ColumnElement[bool]]:
    mine = story_articles.c
    out: list[ColumnElement[bool]] = []
    if where.story is not None:
        out.append(mine.story == where.story)
    if where.situation is not None:
        out.append(mine.story.in_(select(situation_stories.c.story).where(situation_stories.c.situation == where.situation)))
    if where.since is not None:
        out.append(mine.published >= where.since)
    if where.until is not None:
        out.append(mine.published <= where.until + "~")  # a moment of that day sorts before
    return out


def deeds(connection: Connection, ids: Sequence[int]) -> tuple[Deed, ...]:
    """The events of these readings that nobody rejected, by day, as people corrected them."""
    told = [events.c[name] for name in _DRAWN]
    query = select(*told, readings.c.article).join(readings, readings.c.id == events.c.reading)
    rows = connection.execute(query.where(events.c.reading.in_(list(ids)), ~rejected(events))).all()
    said, sentences = _said(connection, ids), _sentences(connection, ids)
    parties, spots = _parties(connection, ids), _spots(connection, ids)
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


def _sentences(connection: Connection, ids: Sequence[int]) -> Mapping[Place, str]:
    """About the sentences in which events stand: what lies between two full stops or line ends around the trigger."""
    query = select(readings.c.id, versions.c.text).join(versions, versions.c.id == readings.c.version).where(readings.c.id.in_(list(ids)))
    texts: dict[int, str | None] = dict(connection.execute(query).tuples().all())
    part = evidence.c
    triggers = select(part.reading, part.number, part.start, part.stop)
    triggers = triggers.where(part.reading.in_(list(ids)), part.noun == "events", part.part == "trigger").order_by(part.ordinal.desc())
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


def _parties(connection: Connection, ids: Sequence[int]) -> Mapping[tuple[int, int, str], list[Somebody]]:
    """The parties of events by reading, number and role, joined actors as one."""
    joined, part = joins(connection), participants.c
    named = (actors.c.reading == part.reading) & (actors.c.actor == part.actor)
    query = select(part.reading, part.number, part.role, part.actor, part.words, actors.c.name).outerjoin(actors, named)
    query = query.where(part.reading.in_(list(ids)), part.noun == "events").order_by(part.reading, part.number, part.role, part.ordinal)
    out: dict[tuple[int, int, str], list[Somebody]] = defaultdict(list)
    for reading, number, role, actor, words, name in connection.execute(query):
        who = joined.canonical(actor) if actor is not None and joined.pairs else actor
        out[reading, number, role].append(Somebody(who, name or actor or words))
    return out


def _spots(connection: Connection, ids: Sequence[int]) -> Mapping[Place, list[Somewhere]]:
    """The places of events by reading and number."""
    spot = locations.c
    there = (places.c.reading == spot.reading) & (places.c.place == spot.place)
    query = select(spot.reading, spot.number, spot.geonameid, spot.name, spot.country, places.c.latitude, places.c.longitude,
                   places.c.precision).outerjoin(places, there)  # fmt: skip
    query = query.where(spot.reading.in_(list(ids)), spot.noun == "events").order_by(spot.reading, spot.number, spot.ordinal)
    out: dict[Place, list[Somewhere]] = defaultdict(list)
    for reading, number, geonameid, name, country, latitude, longitude, precision in connection.execute(query):
        out[reading, number].append(Somewhere(geonameid, name, country, latitude, longitude, precision or "unknown"))
    return out


def told(store: Store, noun: Noun, ids: Sequence[int], most: int = 20) -> tuple[Value, ...]:
    """The values of one kind that these readings tell, at most ``most`` of each, as people corrected them."""
    with store.reading() as connection:
        keys = Finder(connection, noun, Question(), Meaning()).within(tuple(ids), most)
        return Shelf(connection, noun, keys).values()


@dataclass(frozen=True, slots=True)
class Source:
    """A report of a story with those that copy it under it."""

    member: Member
    story: int
    copies: tuple[Member, ...]


def sources(store: Store, where: Where, most: int = LISTED) -> tuple[Source, ...]:
    """The latest ``most`` reports, the newest first, copies under what they copy where that is among them."""
    mine = story_articles.c
    query = (
        select(mine.article, mine.reading, mine.published, mine.teller, versions.c.headline, story_pins.c.article.is_not(None), mine.story,
               copies.c.original, copies.c.kind, copies.c.containment, copies.c.passages, copies.c.figures_differ)
        .join(readings, readings.c.id == mine.reading).join(versions, versions.c.id == readings.c.version)
        .outerjoin(copies, copies.c.article == mine.article).outerjoin(story_pins, story_pins.c.article == mine.article)
        .where(*_chosen(where)).order_by(mine.published.desc(), mine.reading.desc()).limit(most)
    )  # fmt: skip
    under: dict[str, list[Member]] = defaultdict(list)
    found: list[tuple[Member, int]] = []
    with store.reading() as connection:
        for row in connection.execute(query):
            article, reading, published, teller, headline, pinned, story, original, *likeness = row
            copy = Copy(article, original, *likeness) if original is not None else None
            found.append((Member(article, reading, published, teller, headline, copy, bool(pinned)), story))
    there = {member.article for member, _ in found}
    for member, _ in found:
        if member.copy is not None and member.copy.original in there:
            under[member.copy.original].append(member)
    own = [(member, story) for member, story in found if member.copy is None or member.copy.original not in there]
    return tuple(Source(member, story, tuple(under[member.article])) for member, story in own)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party did to another: how often it happened, how often it is only said, planned or denied; types, most frequent first."""

    doer: Somebody
    other: Somebody
    real: int
    unreal: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does what to whom: doers, recipients and the cells between them, row by row; None where nothing is told.

    ``left_out`` counts the events between parties that have no room.
    """

    doers: tuple[Somebody, ...]
    others: tuple[Somebody, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    left_out: int


Pair = tuple[str, str]


def matrix(found: Sequence[Deed], most: int = 10) -> Matrix:
    """The parties known by id between whom most is done, at most ``most`` on either side."""
    pairs: dict[Pair, Counter[tuple[str, bool]]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for deed, doer, other in _dyads(found):
        names.setdefault(doer.id or "", doer.name)
        names.setdefault(other.id or "", other.name)
        pairs[doer.id or "", other.id or ""][deed.type, deed.status in REAL] += 1
    doers, others = _chosen_parties(pairs, most)
    rows = tuple(tuple(_cell(pairs.get((doer, other)), doer, other, names) for other in others) for doer in doers)
    shown = sum(cell.real + cell.unreal for row in rows for cell in row if cell is not None)
    whole = sum(sum(types.values()) for types in pairs.values())
    return Matrix(tuple(Somebody(i, names[i]) for i in doers), tuple(Somebody(i, names[i]) for i in others), rows, whole - shown)


def _dyads(found: Sequence[Deed]) -> Iterator[tuple[Deed, Somebody, Somebody]]:
    for deed in found:
        for doer in deed.doers:
            for other in deed.others:
                known = doer.id is not None and other.id is not None and doer.id != other.id
                if known and not str(doer.id).startswith("nominal/") and not str(other.id).startswith("nominal/"):
                    yield deed, doer, other


def _chosen_parties(pairs: Mapping[Pair, Counter[tuple[str, bool]]], most: int) -> tuple[list[str], list[str]]:
    """Doers and recipients, those of the most frequent pairs first, so that no row or column is empty."""
    doers: dict[str, None] = {}
    others: dict[str, None] = {}
    for doer, other in sorted(pairs, key=lambda pair: (-sum(pairs[pair].values()), pair)):
        if (doer in doers or len(doers) < most) and (other in others or len(others) < most):
            doers[doer] = others[other] = None
    return list(doers), list(others)


def _cell(types: Counter[tuple[str, bool]] | None, doer: str, other: str, names: Mapping[str, str]) -> Cell | None:
    if types is None:
        return None
    counted: Counter[str] = Counter()
    for (name, _), count in types.items():
        counted[name] += count
    real = sum(count for (_, is_real), count in types.items() if is_real)
    listed = tuple(name for name, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])))
    return Cell(Somebody(doer, names[doer]), Somebody(other, names[other]), real, sum(types.values()) - real, listed)
