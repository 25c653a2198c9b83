"""A record as sections of items: what the terminal prints and the page lists."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.record import Record, Value, evidence_spans
from dateline.model.span import Span
from dateline.show.wording import (
    GROUPS,
    StatusLook,
    actor_name,
    by_word,
    event_line,
    figure_line,
    listed,
    look,
    one_line,
    statement_line,
)

MARKS = '"\u201c\u201d '


@dataclass(frozen=True, slots=True)
class Item:
    """One value for eyes: its key on the page, a headline, a quieter line, tags, its status and evidence."""

    key: str
    kind: str
    line: str
    note: str
    tags: tuple[str, ...]
    status: StatusLook | None
    spans: tuple[Span, ...]
    quote: str
    rule: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one kind under a title; ``empty`` is what to say where there are none."""

    key: str
    title: str
    items: tuple[Item, ...]


def sections(record: Record) -> tuple[Section, ...]:
    """Everything in ``record`` for eyes, the most telling first; sections without items are left out."""
    found = (
        Section("statements", "Who said what", _statements(record)),
        *(Section(f"events-{group}", title, _events(record, group)) for group, title in GROUPS),
        Section("positions", "Who stands where", _positions(record)),
        Section("commitments", "What was pledged", _commitments(record)),
        Section("figures", "Figures claimed", _figures(record)),
        Section("memberships", "Memberships", _memberships(record)),
        Section("findings", "Doubtful in the report itself", _findings(record)),
        Section("actors", "People and powers", _actors(record)),
        Section("places", "Places", _places(record)),
        Section("times", "Times", _times(record)),
    )
    return tuple(section for section in found if section.items)


def _item(record: Record, key: str, kind: str, value: Value, line: str, note: str = "", *, tags: tuple[str, ...] = (),
          status: StatusLook | None = None, spans: tuple[Span, ...] | None = None) -> Item:  # fmt: skip
    spans = evidence_spans(value) if spans is None else spans
    quote = " … ".join(one_line(span.of(record.article.text)) for span in spans).strip(MARKS)  # it is shown in marks of its own
    rule, confidence = getattr(value, "rule", ""), getattr(value, "confidence", None)
    return Item(key, kind, line, note, tags, status, spans, quote, rule, confidence)


def _statements(record: Record) -> tuple[Item, ...]:
    return tuple(
        _item(record, s.id, "statement", s, statement_line(record, s), tags=(s.act, s.manner), spans=s.content.spans)
        for s in record.statements
    )


def _events(record: Record, group: str) -> tuple[Item, ...]:
    items = []
    for event in record.events:
        status = look(event.factuality.status)
        if status.group != group:
            continue
        source = by_word(record, event.factuality.according_to)
        note = f"by the word of {source}" if source else ""
        items.append(_item(record, event.id, "event", event, event_line(record, event), note, status=status, spans=event.trigger.spans))
    return tuple(items)


def _positions(record: Record) -> tuple[Item, ...]:
    return tuple(
        _item(
            record, f"o{number}", "position", p, f"{actor_name(record, p.actor)} {p.stance} {p.proposition.text}",
            one_line(p.condition or ""), tags=(p.stance,),
        )
        for number, p in enumerate(record.positions, 1)
    )  # fmt: skip


def _commitments(record: Record) -> tuple[Item, ...]:
    items = []
    for number, c in enumerate(record.commitments, 1):
        who = listed(tuple(name for actor in c.actors if (name := actor_name(record, actor)))) or "unnamed"
        by = f"by {c.deadline}" if c.deadline else ""
        items.append(_item(record, f"c{number}", "commitment", c, f"{who}: {one_line(c.action.text)}", by, tags=(c.status,)))
    return tuple(items)


def _figures(record: Record) -> tuple[Item, ...]:
    return tuple(
        _item(record, f"f{number}", "figure", f, figure_line(record, f), _claimed(record, f.according_to))
        for number, f in enumerate(record.figures, 1)
    )


def _memberships(record: Record) -> tuple[Item, ...]:
    return tuple(
        _item(
            record, f"m{number}", "membership", m, f"{actor_name(record, m.member)} {m.change} {actor_name(record, m.group)}",
            _claimed(record, m.according_to), tags=(m.change,),
        )
        for number, m in enumerate(record.memberships, 1)
    )  # fmt: skip


def _claimed(record: Record, chain: tuple[str, ...]) -> str:
    source = by_word(record, chain)
    return f"by the word of {source}" if source else ""


def _findings(record: Record) -> tuple[Item, ...]:
    return tuple(_item(record, f"d{n}", "finding", f, f.message, tags=(f.kind,)) for n, f in enumerate(record.findings, 1))


def _actors(record: Record) -> tuple[Item, ...]:
    items = []
    for number, actor in enumerate(record.actors, 1):
        office = (
            f"{actor.office.title}, {actor.office.of}" if actor.office and actor.office.of else actor.office.title if actor.office else ""
        )
        tags = tuple(tag for tag in (actor.kind, actor.code) if tag)
        items.append(_item(record, f"a{number}", "actor", actor, actor.name, office, tags=tags))
    return tuple(items)


def _places(record: Record) -> tuple[Item, ...]:
    items = []
    for place in record.places:
        where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
        items.append(_item(record, place.id, "place", place, place.name, where or "not in the gazetteer", tags=(place.kind, place.role)))
    return tuple(items)


def _times(record: Record) -> tuple[Item, ...]:
    return tuple(
        _item(record, t.id, "time", t, t.value, f"or {listed(t.alternatives)}" if t.alternatives else "", tags=(t.type.lower(),))
        for t in record.times
    )
