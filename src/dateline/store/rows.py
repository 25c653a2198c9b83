"""A record as rows of the tables: pure, in the order of each table's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields

import orjson

from dateline.model.actor import ActorRef, Mention
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.model.time import Timex
from dateline.store.tables import ROLES

Row = tuple[object, ...]
PIECE = 30_000  # code points of one row of full text: PostgreSQL counts no more than 16,383 words of one
OVERLAP = 2_000  # code points at the end of a piece that the next begins with: no phrase that can be asked for is cut in two
NONE = -1  # no ordinal of a part
CHAIN = " > "  # between those by whose word something is told


@dataclass(slots=True)
class Rows:
    """Rows waiting to be written, a list a table, in the order in which the tables refer to each other."""

    raw: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)
    actors: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    times: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    participants: list[Row] = field(default_factory=list)
    locations: list[Row] = field(default_factory=list)
    positions: list[Row] = field(default_factory=list)
    commitments: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    memberships: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    citations: list[Row] = field(default_factory=list)
    pieces: list[Row] = field(default_factory=list)
    judged: list[Row] = field(default_factory=list)

    def tables(self) -> Iterable[tuple[str, list[Row]]]:
        """The name and the rows of every table that has some."""
        return ((each.name, rows) for each in fields(self) if (rows := getattr(self, each.name)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What every row of one reading shares."""

    rows: Rows
    record: Record
    id: int
    published: str | None
    times: dict[str, Timex]
    cited: dict[str, _Cited] = field(default_factory=dict)

    def interval(self, time: str | None) -> tuple[str | None, str | None]:
        """The days that the record's time of that id covers."""
        found = self.times.get(time) if time is not None else None
        return (found.begin, found.end) if found is not None else (None, None)

    def words(self, spans: Sequence[Span]) -> str:
        """The words at ``spans``, with an ellipsis between them."""
        return _words(self.record.article.text, spans)

    def citing(self, noun: str) -> _Cited:
        """Where the evidence of one list of values is gathered."""
        found = self.cited[noun] = _Cited()
        return found


@dataclass(frozen=True, slots=True)
class _Cited:
    """The evidence of one list of values, as the table ``citations`` holds it: words told once, and a list of spans a value."""

    parts: dict[str, int] = field(default_factory=dict)
    kinds: dict[tuple[str, float], int] = field(default_factory=dict)
    spans: list[list[tuple[int, ...]]] = field(default_factory=list)
    mentions: list[list[tuple[str, str]]] = field(default_factory=list)

    def cite(self, number: int, part: str, spans: Sequence[Span], at: int = NONE, said: tuple[str, float] | None = None) -> None:
        """One entry a span of the ``part`` (the one at ``at``, where a value has several) of value ``number``.

        ``said``: its rule and confidence, where these are not those of the value.
        """
        if not spans:
            return
        name = self.parts.setdefault(part, len(self.parts))
        more: tuple[int, ...] = (at,) if at != NONE else ()
        if said is not None:
            more = (at, self.kinds.setdefault(said, len(self.kinds)))
        while len(self.spans) <= number:
            self.spans.append([])
        here = self.spans[number]
        for span in spans:
            start = span.start
            here.append((name, start, span.end - start, *more))

    def row(self, reading: int, noun: str) -> Row:
        """The row of the table."""
        said = _json(self.mentions) if self.mentions else None
        return (reading, noun, _json(list(self.parts)), _json(list(self.kinds)), _json(self.spans), said)

    def rows(self, reading: int, noun: str, record: Record) -> Iterator[Row]:
        """The rows of the view ``evidence``."""
        text, values = record.article.text, getattr(record, noun)
        parts, kinds = list(self.parts), list(self.kinds)
        for number, spans in enumerate(self.spans):
            for ordinal, (name, start, length, *more) in enumerate(spans):
                at, kind = (*more, NONE, NONE)[:2]
                part = parts[name] if at == NONE else f"{parts[name]}/{at}"
                rule, confidence = kinds[kind] if len(more) > 1 else (values[number].rule, values[number].confidence)
                yield reading, noun, number, ordinal, part, start, start + length, text[start : start + length], rule, confidence


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def add_values(rows: Rows, record: Record, reading: int, version: int, piece: Callable[[], int]) -> None:
    """Adds the rows of every value of ``record``, of its evidence and of its full text; ``piece`` gives ids for the latter."""
    shared = _add_values(rows, record, reading)
    rows.citations.extend(cited.row(reading, noun) for noun, cited in shared.cited.items() if cited.spans)
    rows.pieces.extend(piece_rows(record, reading, version, piece))


def evidence_rows(record: Record, reading: int) -> Iterator[Row]:
    """What the view ``evidence`` shows of ``record``."""
    for noun, cited in _add_values(Rows(), record, reading).cited.items():
        yield from cited.rows(reading, noun, record)


def _add_values(rows: Rows, record: Record, reading: int) -> _Reading:
    published = record.article.published.value if record.article.published is not None else None
    shared = _Reading(rows, record, reading, published, {time.id: time for time in record.times})
    _actors(shared)
    _article(shared)
    _commitments(shared)
    _events(shared)
    _figures(shared)
    _findings(shared)
    _memberships(shared)
    _places(shared)
    _positions(shared)
    _statements(shared)
    _times(shared)
    return shared


def _mentions(cited: _Cited, number: int, mentions: Sequence[Mention]) -> None:
    cited.mentions.append([(mention.form, mention.text) for mention in mentions])
    for ordinal, mention in enumerate(mentions):
        cited.cite(number, "mentions", mention.spans, ordinal, (mention.rule, mention.confidence))


def _actors(shared: _Reading) -> None:
    roles, cited = _roles(shared.record), shared.citing("actors")
    for number, actor in enumerate(shared.record.actors):
        office = actor.office
        held = (office.title, office.of, office.begin, office.until) if office is not None else (None, None, None, None)
        shared.rows.actors.append(
            (shared.id, number, actor.id, actor.code, actor.name, actor.kind, actor.country, *held, actor.speaks_for, actor.known,
             roles.get(actor.id, 0))
        )  # fmt: skip
        _mentions(cited, number, actor.mentions)


def _roles(record: Record) -> dict[str, int]:
    """What each actor is to the events and commitments of the record."""
    out: dict[str, int] = {}
    for event in record.events:
        for role, refs in (("actor", event.actors), ("recipient", event.recipients)):
            for ref in refs:
                if ref.actor is not None:
                    out[ref.actor] = out.get(ref.actor, 0) | ROLES["events", role]
    for each in record.commitments:
        for actor in each.actors:
            out[actor] = out.get(actor, 0) | ROLES["commitments", "actor"]
        if each.towards is not None:
            out[each.towards] = out.get(each.towards, 0) | ROLES["commitments", "recipient"]
    return out


def _article(shared: _Reading) -> None:
    article, cited = shared.record.article, shared.citing("article")
    for part in ("headline", "standfirst", "byline", "dateline", "published"):
        found = getattr(article, part)
        if found is not None:
            cited.cite(0, part, found.spans, said=("layout", 1.0))


def _commitments(shared: _Reading) -> None:
    cited = shared.citing("commitments")
    for number, each in enumerate(shared.record.commitments):
        shared.rows.commitments.append(
            (shared.id, number, shared.published, each.action.type, each.action.text, each.towards, each.stance, each.deadline, each.status,
             each.statement, each.rule, each.confidence)
        )  # fmt: skip
        for ordinal, actor in enumerate(each.actors):
            shared.rows.participants.append((shared.id, "commitments", number, "actor", ordinal, shared.published, actor, ""))
        if each.towards is not None:
            shared.rows.participants.append((shared.id, "commitments", number, "recipient", 0, shared.published, each.towards, ""))
        cited.cite(number, "evidence", each.evidence)


def _parties(shared: _Reading, number: int, role: str, refs: Sequence[ActorRef]) -> None:
    cited = shared.cited["events"]
    for ordinal, ref in enumerate(refs):
        shared.rows.participants.append((shared.id, "events", number, role, ordinal, shared.published, ref.actor, shared.words(ref.spans)))
        cited.cite(number, f"{role}s", ref.spans, ordinal)


def _events(shared: _Reading) -> None:
    places, cited = {place.id: place for place in shared.record.places}, shared.citing("events")
    for number, each in enumerate(shared.record.events):
        told, size, trigger = each.factuality, each.magnitude, each.trigger.spans
        shared.rows.events.append(
            (shared.id, number, shared.published, each.id, each.type, each.mode, " ".join(each.contexts), shared.words(trigger), each.time,
             *shared.interval(each.time), size.killed, size.wounded, size.arrested, size.size, told.status, told.certainty, told.polarity,
             told.score, CHAIN.join(told.according_to), _last(told.according_to), each.statement, each.rule, each.confidence)
        )  # fmt: skip
        cited.cite(number, "trigger", trigger)
        _parties(shared, number, "actor", each.actors)
        _parties(shared, number, "recipient", each.recipients)
        for ordinal, cue in enumerate(told.cues):
            cited.cite(number, "cues", cue.spans, ordinal, (cue.means, each.confidence))
        for ordinal, name in enumerate(each.places):
            if (place := places.get(name)) is not None:
                shared.rows.locations.append(
                    (shared.id, "events", number, ordinal, shared.published, name, place.geonameid, place.name, place.country)
                )


def _figures(shared: _Reading) -> None:
    places = {place.id: place for place in shared.record.places}
    cited = shared.citing("figures")
    for number, each in enumerate(shared.record.figures):
        shared.rows.figures.append(
            (shared.id, number, shared.published, each.measure, each.subject, each.value, each.low, each.high, each.bound, each.unit,
             each.place, each.time, *shared.interval(each.time), CHAIN.join(each.according_to), _last(each.according_to), each.rule,
             each.confidence)
        )  # fmt: skip
        cited.cite(number, "evidence", each.evidence)
        if each.place is not None and (place := places.get(each.place)) is not None:
            shared.rows.locations.append(
                (shared.id, "figures", number, 0, shared.published, place.id, place.geonameid, place.name, place.country)
            )


def _findings(shared: _Reading) -> None:
    cited = shared.citing("findings")
    for number, each in enumerate(shared.record.findings):
        shared.rows.findings.append((shared.id, number, each.kind, each.message))
        cited.cite(number, "evidence", each.spans, said=(each.kind, 1.0))


def _memberships(shared: _Reading) -> None:
    cited = shared.citing("memberships")
    for number, each in enumerate(shared.record.memberships):
        shared.rows.memberships.append(
            (shared.id, number, shared.published, each.group, each.member, each.change, each.count, each.time, *shared.interval(each.time),
             CHAIN.join(each.according_to), _last(each.according_to), each.rule, each.confidence)
        )  # fmt: skip
        cited.cite(number, "evidence", each.evidence)


def _places(shared: _Reading) -> None:
    cited = shared.citing("places")
    for number, each in enumerate(shared.record.places):
        shared.rows.places.append(
            (shared.id, number, each.id, each.geonameid, each.name, each.kind, each.feature, each.country, each.admin1, each.latitude,
             each.longitude, each.precision, each.role)
        )  # fmt: skip
        _mentions(cited, number, each.mentions)


def _positions(shared: _Reading) -> None:
    cited = shared.citing("positions")
    for number, each in enumerate(shared.record.positions):
        shared.rows.positions.append(
            (shared.id, number, shared.published, each.actor, each.proposition.id, each.proposition.text, each.stance, each.condition,
             each.time, *shared.interval(each.time), each.rule, each.confidence)
        )  # fmt: skip
        cited.cite(number, "evidence", each.evidence)


def _statements(shared: _Reading) -> None:
    cited = shared.citing("statements")
    for number, each in enumerate(shared.record.statements):
        cue = shared.words(each.cue.spans) if each.cue is not None else None
        speaker = each.speaker.actor if each.speaker is not None else None
        addressee = each.addressee.actor if each.addressee is not None else None
        shared.rows.statements.append(
            (shared.id, number, shared.published, each.id, speaker, addressee, cue, shared.words(each.content.spans), each.manner, each.act,
             each.continues, each.inside, each.rule, each.confidence)
        )  # fmt: skip
        for part, found in (("speaker", each.speaker), ("cue", each.cue), ("content", each.content), ("addressee", each.addressee)):
            if found is not None:
                cited.cite(number, part, found.spans)


def _times(shared: _Reading) -> None:
    cited = shared.citing("times")
    for number, each in enumerate(shared.record.times):
        shared.rows.times.append(
            (shared.id, number, each.id, each.type, each.value, each.begin, each.end, each.anchor, " ".join(each.alternatives), each.rule,
             each.confidence)
        )  # fmt: skip
        cited.cite(number, "evidence", each.spans)


def _last(chain: Sequence[str]) -> str | None:
    return chain[-1] if chain else None


def piece_rows(record: Record, reading: int, version: int, ids: Callable[[], int], overlap: int = OVERLAP) -> Iterator[Row]:
    """The rows of full text of a reading, their ids from ``ids``; stores of earlier versions hold pieces with no ``overlap``."""
    names = dict.fromkeys(actor.name for actor in record.actors)
    names.update(dict.fromkeys(m.text for actor in record.actors for m in actor.mentions if m.form == "name"))
    names.update(dict.fromkeys(place.name for place in record.places))
    quotes = "\n".join(_words(record.article.text, each.content.spans) for each in record.statements)
    named = "\n".join(names)
    columns = tuple(_pieces(text, overlap) for text in (record.article.text, quotes, named))
    for piece in range(max(map(len, columns))):
        body, said, called = (column[piece] if piece < len(column) else slice(0, 0) for column in columns)
        yield ids(), reading, version, piece, body.start, body.stop, quotes[said], named[called]


def _pieces(text: str, overlap: int) -> list[slice]:
    """``text`` cut at white space into pieces of at most ``PIECE`` code points, each with the last ``overlap`` of the one before."""
    out: list[slice] = []
    start = 0
    while len(text) - start > PIECE:
        least, most = start + overlap, start + PIECE
        cut = max(text.rfind(" ", least, most), text.rfind("\n", least, most))
        cut = cut + 1 if cut > least else most
        out.append(slice(start, cut))
        start = min((at + 1 for at in (text.find(" ", cut - overlap, cut), text.find("\n", cut - overlap, cut)) if at >= 0), default=cut)
    return [*out, slice(start, len(text))]


def _words(text: str, spans: Sequence[Span]) -> str:
    """The words at ``spans``, with an ellipsis between them."""
    if len(spans) == 1:
        return text[spans[0].start : spans[0].end]
    return " … ".join(text[span.start : span.end] for span in spans)
