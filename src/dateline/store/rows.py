"""A record as rows of the tables: pure, in the order of each table's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields

from dateline.model.actor import ActorRef, Mention
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.model.time import Timex

Row = tuple[object, ...]
PIECE = 30_000  # code points of one row of full text: PostgreSQL counts no more than 16,383 words of one
OVERLAP = 2_000  # code points at the end of a piece that the next begins with: no phrase that can be asked for is cut in two
CHAIN = " > "  # between those by whose word something is told


@dataclass(slots=True)
class Rows:
    """Rows waiting to be written, a list a table, in the order in which the tables refer to each other."""

    raw: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)
    actors: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
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
    evidence: list[Row] = field(default_factory=list)
    search: list[Row] = field(default_factory=list)
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

    def interval(self, time: str | None) -> tuple[str | None, str | None]:
        """The days that the record's time of that id covers."""
        found = self.times.get(time) if time is not None else None
        return (found.begin, found.end) if found is not None else (None, None)

    def words(self, spans: Sequence[Span]) -> str:
        """The words at ``spans``, with an ellipsis between them."""
        return _words(self.record.article.text, spans)

    def cite(self, noun: str, number: int, at: int, part: str, spans: Iterable[Span], rule: str, confidence: float) -> int:
        """One row of evidence a span, from ordinal ``at`` on; gives the next ordinal."""
        text, add, reading = self.record.article.text, self.rows.evidence.append, self.id
        for span in spans:
            start, end = span.start, span.end
            add((reading, noun, number, at, part, start, end, text[start:end], rule, confidence))
            at += 1
        return at


def add_values(rows: Rows, record: Record, reading: int, search: Callable[[], int]) -> None:
    """Adds the rows of every value of ``record``, of its evidence and of its full text; ``search`` gives ids for the latter."""
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
    _search(shared, search)


def _mentions(shared: _Reading, noun: str, number: int, mentions: Sequence[Mention]) -> None:
    add, reading, at = shared.rows.mentions.append, shared.id, 0
    for ordinal, mention in enumerate(mentions):
        add((reading, noun, number, ordinal, mention.form, mention.text))
        at = shared.cite(noun, number, at, f"mentions/{ordinal}", mention.spans, mention.rule, mention.confidence)


def _actors(shared: _Reading) -> None:
    for number, actor in enumerate(shared.record.actors):
        office = actor.office
        held = (office.title, office.of, office.begin, office.until) if office is not None else (None, None, None, None)
        shared.rows.actors.append(
            (shared.id, number, actor.id, actor.code, actor.name, actor.kind, actor.country, *held, actor.speaks_for, actor.known)
        )
        _mentions(shared, "actors", number, actor.mentions)


def _article(shared: _Reading) -> None:
    article, at = shared.record.article, 0
    for part in ("headline", "standfirst", "byline", "dateline", "published"):
        found = getattr(article, part)
        if found is not None:
            at = shared.cite("article", 0, at, part, found.spans, "layout", 1.0)


def _commitments(shared: _Reading) -> None:
    for number, each in enumerate(shared.record.commitments):
        shared.rows.commitments.append(
            (shared.id, number, shared.published, each.action.type, each.action.text, each.towards, each.stance, each.deadline, each.status,
             each.statement, each.rule, each.confidence)
        )  # fmt: skip
        for ordinal, actor in enumerate(each.actors):
            shared.rows.participants.append((shared.id, "commitments", number, "actor", ordinal, shared.published, actor, ""))
        if each.towards is not None:
            shared.rows.participants.append((shared.id, "commitments", number, "recipient", 0, shared.published, each.towards, ""))
        shared.cite("commitments", number, 0, "evidence", each.evidence, each.rule, each.confidence)


def _parties(shared: _Reading, number: int, at: int, role: str, refs: Sequence[ActorRef], rule: str, confidence: float) -> int:
    for ordinal, ref in enumerate(refs):
        shared.rows.participants.append((shared.id, "events", number, role, ordinal, shared.published, ref.actor, shared.words(ref.spans)))
        at = shared.cite("events", number, at, f"{role}s/{ordinal}", ref.spans, rule, confidence)
    return at


def _events(shared: _Reading) -> None:
    places = {place.id: place for place in shared.record.places}
    for number, each in enumerate(shared.record.events):
        told, size, trigger = each.factuality, each.magnitude, each.trigger.spans
        shared.rows.events.append(
            (shared.id, number, shared.published, each.id, each.type, each.mode, " ".join(each.contexts), shared.words(trigger), each.time,
             *shared.interval(each.time), size.killed, size.wounded, size.arrested, size.size, told.status, told.certainty, told.polarity,
             told.score, CHAIN.join(told.according_to), _last(told.according_to), each.statement, each.rule, each.confidence)
        )  # fmt: skip
        at = shared.cite("events", number, 0, "trigger", trigger, each.rule, each.confidence)
        at = _parties(shared, number, at, "actor", each.actors, each.rule, each.confidence)
        at = _parties(shared, number, at, "recipient", each.recipients, each.rule, each.confidence)
        for ordinal, cue in enumerate(told.cues):
            at = shared.cite("events", number, at, f"cues/{ordinal}", cue.spans, cue.means, each.confidence)
        for ordinal, name in enumerate(each.places):
            if (place := places.get(name)) is not None:
                shared.rows.locations.append(
                    (shared.id, "events", number, ordinal, shared.published, name, place.geonameid, place.name, place.country)
                )


def _figures(shared: _Reading) -> None:
    places = {place.id: place for place in shared.record.places}
    for number, each in enumerate(shared.record.figures):
        shared.rows.figures.append(
            (shared.id, number, shared.published, each.measure, each.subject, each.value, each.low, each.high, each.bound, each.unit,
             each.place, each.time, *shared.interval(each.time), CHAIN.join(each.according_to), _last(each.according_to), each.rule,
             each.confidence)
        )  # fmt: skip
        shared.cite("figures", number, 0, "evidence", each.evidence, each.rule, each.confidence)
        if each.place is not None and (place := places.get(each.place)) is not None:
            shared.rows.locations.append(
                (shared.id, "figures", number, 0, shared.published, place.id, place.geonameid, place.name, place.country)
            )


def _findings(shared: _Reading) -> None:
    for number, each in enumerate(shared.record.findings):
        shared.rows.findings.append((shared.id, number, each.kind, each.message))
        shared.cite("findings", number, 0, "evidence", each.spans, each.kind, 1.0)


def _memberships(shared: _Reading) -> None:
    for number, each in enumerate(shared.record.memberships):
        shared.rows.memberships.append(
            (shared.id, number, shared.published, each.group, each.member, each.change, each.count, each.time, *shared.interval(each.time),
             CHAIN.join(each.according_to), _last(each.according_to), each.rule, each.confidence)
        )  # fmt: skip
        shared.cite("memberships", number, 0, "evidence", each.evidence, each.rule, each.confidence)


def _places(shared: _Reading) -> None:
    for number, each in enumerate(shared.record.places):
        shared.rows.places.append(
            (shared.id, number, each.id, each.geonameid, each.name, each.kind, each.feature, each.country, each.admin1, each.latitude,
             each.longitude, each.precision, each.role)
        )  # fmt: skip
        _mentions(shared, "places", number, each.mentions)


def _positions(shared: _Reading) -> None:
    for number, each in enumerate(shared.record.positions):
        shared.rows.positions.append(
            (shared.id, number, shared.published, each.actor, each.proposition.id, each.proposition.text, each.stance, each.condition,
             each.time, *shared.interval(each.time), each.rule, each.confidence)
        )  # fmt: skip
        shared.cite("positions", number, 0, "evidence", each.evidence, each.rule, each.confidence)


def _statements(shared: _Reading) -> None:
    for number, each in enumerate(shared.record.statements):
        cue = shared.words(each.cue.spans) if each.cue is not None else None
        speaker = each.speaker.actor if each.speaker is not None else None
        addressee = each.addressee.actor if each.addressee is not None else None
        shared.rows.statements.append(
            (shared.id, number, shared.published, each.id, speaker, addressee, cue, shared.words(each.content.spans), each.manner, each.act,
             each.continues, each.inside, each.rule, each.confidence)
        )  # fmt: skip
        at = 0
        for part, found in (("speaker", each.speaker), ("cue", each.cue), ("content", each.content), ("addressee", each.addressee)):
            if found is not None:
                at = shared.cite("statements", number, at, part, found.spans, each.rule, each.confidence)


def _times(shared: _Reading) -> None:
    for number, each in enumerate(shared.record.times):
        shared.rows.times.append(
            (shared.id, number, each.id, each.type, each.value, each.begin, each.end, each.anchor, " ".join(each.alternatives), each.rule,
             each.confidence)
        )  # fmt: skip
        shared.cite("times", number, 0, "evidence", each.spans, each.rule, each.confidence)


def _last(chain: Sequence[str]) -> str | None:
    return chain[-1] if chain else None


def _search(shared: _Reading, ids: Callable[[], int]) -> None:
    shared.rows.search.extend(search_rows(shared.record, shared.id, ids))


def search_rows(record: Record, reading: int, ids: Callable[[], int], overlap: int = OVERLAP) -> Iterator[Row]:
    """The rows of full text of a reading, their ids from ``ids``; stores of earlier versions hold pieces with no ``overlap``."""
    names = dict.fromkeys(actor.name for actor in record.actors)
    names.update(dict.fromkeys(m.text for actor in record.actors for m in actor.mentions if m.form == "name"))
    names.update(dict.fromkeys(place.name for place in record.places))
    quotes = "\n".join(_words(record.article.text, each.content.spans) for each in record.statements)
    headline = record.article.headline.text if record.article.headline is not None else ""
    columns = (_pieces(record.article.text, overlap), _pieces(quotes, overlap), _pieces("\n".join(names), overlap))
    for piece in range(max(map(len, columns))):
        text, quoted, named = (column[piece] if piece < len(column) else "" for column in columns)
        yield ids(), reading, piece, headline if not piece else "", text, quoted, named


def _pieces(text: str, overlap: int) -> list[str]:
    """``text`` cut at white space into pieces of at most ``PIECE`` code points, each with the last ``overlap`` of the one before."""
    out, start = [], 0
    while len(text) - start > PIECE:
        least, most = start + overlap, start + PIECE
        cut = max(text.rfind(" ", least, most), text.rfind("\n", least, most))
        cut = cut + 1 if cut > least else most
        out.append(text[start:cut])
        start = min((at + 1 for at in (text.find(" ", cut - overlap, cut), text.find("\n", cut - overlap, cut)) if at >= 0), default=cut)
    out.append(text[start:])
    return out


def _words(text: str, spans: Sequence[Span]) -> str:
    """The words at ``spans``, with an ellipsis between them."""
    if len(spans) == 1:
        return text[spans[0].start : spans[0].end]
    return " … ".join(text[span.start : span.end] for span in spans)
