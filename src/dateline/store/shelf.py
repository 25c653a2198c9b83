"""From keys to typed answers: the rows of one page with their reports, names, places and quotes, a query a table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from dateline.store.answers import (
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundMembership,
    FoundPosition,
    FoundStatement,
    Party,
    Report,
    Spot,
    Value,
)
from dateline.store.conditions import TABLES
from dateline.store.find import Key
from dateline.store.names import named
from dateline.store.question import Noun
from dateline.store.rows import CHAIN
from dateline.store.seen import joins
from dateline.store.tables import actors, evidence, judged, judgements, locations, participants, readings, sources, versions

AUTHOR, REPORT = "author", "the report"
LONGEST_QUOTE = 320  # code points from the first word of the evidence to the last, beyond which only the words themselves are quoted
Place = tuple[int, int]
# Where an answer does not call by its own name what a judgement calls by its path in the record.
_ATTRIBUTES = {"factuality.status": "status", "factuality.certainty": "certainty", "factuality.polarity": "polarity",
               "factuality.score": "score",
               "magnitude.killed": "killed", "magnitude.wounded": "wounded", "magnitude.arrested": "arrested", "magnitude.size": "size",
               "proposition.id": "proposition", "proposition.text": "text", "action.type": "type", "action.text": "action"}  # fmt: skip


class Shelf:
    """What the answers of one page are made of."""

    def __init__(self, connection: Connection, noun: Noun, keys: Sequence[Key], as_of: str | None = None) -> None:
        """Fetches what all of them share; ``as_of`` leaves out what persons said later."""
        self._as_of, self._joined = as_of, joins(connection)
        self._connection, self._noun, self._keys = connection, noun, keys
        self._ids = sorted({key.reading for key in keys})
        self.reports, self._texts = self._read_reports()
        self._names: Mapping[tuple[int, str], str] = {}
        self._others: dict[str, str] = {}

    def values(self) -> tuple[Value, ...]:
        """The answers in the order of the keys."""
        self._names = self._read_names()
        rows, wanted = TABLES[self._noun], [(key.reading, key.number) for key in self._keys]
        found = self._connection.execute(select(rows).where(self._these(rows, wanted))) if wanted else ()
        by_key = {(row.reading, row.number): row for row in found}
        quotes = self._quotes(wanted)
        parties, spots = self._by_key(participants, wanted), self._by_key(locations, wanted)
        make, said = _MAKERS[self._noun], self._said(wanted)
        made = ((at, make(self, by_key[at], quotes.get(at, ""), parties[at], spots[at])) for at in wanted if at in by_key)
        return tuple(_as_judged(value, said[at]) if at in said else value for at, value in made)

    def _said(self, wanted: Sequence[Place]) -> Mapping[Place, list[Row[Any]]]:
        """What persons said of the answers: the judgements that stand, in the order in which they were made."""
        out: dict[Place, list[Any]] = defaultdict(list)
        if wanted:
            joined = judged.join(judgements, judgements.c.id == judged.c.judgement)
            columns = (judged.c.reading, judged.c.number, judgements.c.action, judgements.c.field, judgements.c.replacement)
            made = [judgements.c.made_at <= self._as_of] if self._as_of is not None else []
            query = select(*columns).select_from(joined).where(self._these(judged, wanted), *made).order_by(judgements.c.id)
            for row in self._connection.execute(query):
                out[row.reading, row.number].append(row)
        return out

    def shared(self, row: Row[Any], quote: str) -> dict[str, Any]:
        """What all answers have."""
        report = self.reports[row.reading]
        return {"report": report, "number": row.number, "quote": quote, "rule": row.rule, "confidence": row.confidence}

    def party(self, reading: int, actor: str | None, words: str | None = None) -> Party | None:
        """Somebody by id, by words where nobody is known by them, None where there is neither."""
        if actor is None:
            return Party(None, words, words) if words else None
        return replace(self.whom(reading, actor), words=words or None)

    def whom(self, reading: int, actor: str) -> Party:
        """Somebody by id."""
        name = REPORT if actor == AUTHOR else self._names.get((reading, actor)) or self._elsewhere(actor)
        return Party(self._joined.canonical(actor), name)

    def _elsewhere(self, actor: str) -> str:
        """The name of an actor whom the report itself does not list: as another report has it, else as the knowledge files do."""
        if actor not in self._others:
            found = self._connection.execute(select(actors.c.name).where(actors.c.actor == actor).limit(1)).scalar()
            self._others[actor] = found or named(actor) or actor
        return self._others[actor]

    def chain(self, row: Row[Any]) -> tuple[Party, ...]:
        """By whose word, the report first."""
        return tuple(self.whom(row.reading, actor) for actor in row.according_to.split(CHAIN) if actor)

    def texts(self) -> Mapping[int, str | None]:
        """The texts of the readings; None where a text was dropped."""
        return self._texts

    def _read_reports(self) -> tuple[dict[int, Report], dict[int, str | None]]:
        joined = readings.join(versions, versions.c.id == readings.c.version).outerjoin(sources, sources.c.id == versions.c.source)
        query = select(
            readings.c.id, readings.c.article, versions.c.number, versions.c.uri, sources.c.name, versions.c.headline, readings.c.published,
            versions.c.language, readings.c.kept_at, versions.c.text,
        ).select_from(joined).where(readings.c.id.in_(self._ids))  # fmt: skip
        reports, texts = {}, {}
        for reading, article, number, uri, source, headline, published, language, kept_at, text in self._connection.execute(query):
            title = " ".join(headline.split()) if headline is not None else None
            reports[reading] = Report(article, number, reading, uri, source, title, published, language, kept_at)
            texts[reading] = text
        return reports, texts

    def _read_names(self) -> dict[tuple[int, str], str]:
        found = self._connection.execute(select(actors.c.reading, actors.c.actor, actors.c.name).where(actors.c.reading.in_(self._ids)))
        names = {(reading, actor): name for reading, actor, name in found}
        if self._joined.pairs:  # the name of the actor that stays, where the report has it
            names |= {at: names.get((at[0], self._joined.canonical(at[1])), name) for at, name in names.items()}
        return names

    def _these(self, rows: Any, wanted: Sequence[Place]) -> Any:
        """That a row may belong to one of the answers: reading and number apart, as SQLite's indexes serve no pairs."""
        here = and_(rows.c.reading.in_(self._ids), rows.c.number.in_(sorted({number for _, number in wanted})))
        return and_(here, rows.c.noun == self._noun) if "noun" in rows.c else here

    def _by_key(self, rows: Any, wanted: Sequence[Place]) -> Mapping[Place, list[Row[Any]]]:
        out: dict[Place, list[Row[Any]]] = defaultdict(list)
        if self._noun in ("events", "commitments", "figures") and wanted:
            query = select(rows).where(self._these(rows, wanted)).order_by(*rows.primary_key.columns)
            for row in self._connection.execute(query):
                out[row.reading, row.number].append(row)
        return out

    def _quotes(self, wanted: Sequence[Place]) -> dict[Place, str]:
        """The words of each answer: the text from the first to the last of them, or these alone where the text is gone or it is long."""
        spans: dict[Place, list[tuple[int, int, str]]] = defaultdict(list)
        if wanted:
            columns = (evidence.c.reading, evidence.c.number, evidence.c.start, evidence.c.stop, evidence.c.quote)
            query = select(*columns).where(self._these(evidence, wanted))
            for reading, number, *cited in self._connection.execute(query):
                spans[reading, number].append((cited[0], cited[1], cited[2]))
        return {at: _quote(self._texts.get(at[0]), sorted(cited)) for at, cited in spans.items()}


def _as_judged(value: Value, said: Sequence[Row[Any]]) -> Value:
    """``value`` as the last person left it."""
    changed: dict[str, Any] = {}
    known = {each.name for each in fields(value)}
    for row in said:
        if row.action == "replace":
            name = _ATTRIBUTES.get(row.field, row.field)
            new = json.loads(row.replacement)
            if name in known and not isinstance(new, (list, dict)):
                changed[name] = Party(new, new) if isinstance(getattr(value, name), Party) and isinstance(new, str) else new
    return replace(value, **changed, judged="replaced" if any(row.action == "replace" for row in said) else "accepted")


def _quote(text: str | None, cited: Sequence[tuple[int, int, str]]) -> str:
    start, stop = cited[0][0], max(stop for _, stop, _ in cited)
    if text is not None and stop - start <= LONGEST_QUOTE:
        return " ".join(text[start:stop].split())
    out: list[str] = []
    reached = -1
    for begin, end, words in cited:
        if begin >= reached:
            out.append(" ".join(words.split()))
        reached = max(reached, end)
    return " … ".join(out)


def _spots(spots: Iterable[Row[Any]]) -> tuple[Spot, ...]:
    return tuple(Spot(spot.name, spot.geonameid, spot.country) for spot in spots)


def _parties(shelf: Shelf, parties: Iterable[Row[Any]], role: str) -> tuple[Party, ...]:
    found = (shelf.party(part.reading, part.actor, part.words) for part in parties if part.role == role)
    return tuple(party for party in found if party is not None)


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number.is_integer() else number


Maker = Callable[[Shelf, Row[Any], str, Sequence[Row[Any]], Sequence[Row[Any]]], Value]


def _event(shelf: Shelf, row: Row[Any], quote: str, parties: Sequence[Row[Any]], spots: Sequence[Row[Any]]) -> FoundEvent:
    return FoundEvent(
        **shelf.shared(row, quote), id=row.event, type=row.type, mode=row.mode, contexts=tuple(row.contexts.split()), trigger=row.trigger,
        actors=_parties(shelf, parties, "actor"), recipients=_parties(shelf, parties, "recipient"), places=_spots(spots),
        begins=row.begins, ends=row.ends, killed=row.killed, wounded=row.wounded, arrested=row.arrested, size=row.size, status=row.status,
        certainty=row.certainty, polarity=row.polarity, score=row.score, according_to=shelf.chain(row), statement=row.statement,
    )  # fmt: skip


def _statement(shelf: Shelf, row: Row[Any], quote: str, parties: Sequence[Row[Any]], spots: Sequence[Row[Any]]) -> FoundStatement:
    return FoundStatement(
        **shelf.shared(row, quote), id=row.statement, speaker=shelf.party(row.reading, row.speaker),
        addressee=shelf.party(row.reading, row.addressee), act=row.act, manner=row.manner, cue=row.cue, content=row.content,
        continues=row.continues, inside=row.inside,
    )  # fmt: skip


def _position(shelf: Shelf, row: Row[Any], quote: str, parties: Sequence[Row[Any]], spots: Sequence[Row[Any]]) -> FoundPosition:
    return FoundPosition(
        **shelf.shared(row, quote), actor=shelf.whom(row.reading, row.actor), proposition=row.proposition, text=row.text, stance=row.stance,
        condition=row.condition, begins=row.begins, ends=row.ends,
    )  # fmt: skip


def _commitment(shelf: Shelf, row: Row[Any], quote: str, parties: Sequence[Row[Any]], spots: Sequence[Row[Any]]) -> FoundCommitment:
    return FoundCommitment(
        **shelf.shared(row, quote), actors=_parties(shelf, parties, "actor"), type=row.type, action=" ".join(row.action.split()),
        towards=shelf.party(row.reading, row.towards), stance=row.stance, deadline=row.deadline, status=row.status, statement=row.statement,
    )  # fmt: skip


def _figure(shelf: Shelf, row: Row[Any], quote: str, parties: Sequence[Row[Any]], spots: Sequence[Row[Any]]) -> FoundFigure:
    return FoundFigure(
        **shelf.shared(row, quote), measure=row.measure, subject=shelf.party(row.reading, row.subject), value=_whole(row.value),
        low=_whole(row.low), high=_whole(row.high), bound=row.bound, unit=row.unit, places=_spots(spots), begins=row.begins, ends=row.ends,
        according_to=shelf.chain(row),
    )  # fmt: skip


def _membership(shelf: Shelf, row: Row[Any], quote: str, parties: Sequence[Row[Any]], spots: Sequence[Row[Any]]) -> FoundMembership:
    return FoundMembership(
        **shelf.shared(row, quote), group=shelf.whom(row.reading, row.body), member=shelf.whom(row.reading, row.member), change=row.change,
        count=row.claimed, begins=row.begins, ends=row.ends, according_to=shelf.chain(row),
    )  # fmt: skip


_MAKERS: Mapping[Noun, Maker] = {
    "statements": _statement,
    "events": _event,
    "positions": _position,
    "commitments": _commitment,
    "figures": _figure,
    "memberships": _membership,
}
