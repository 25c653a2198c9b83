"""Why a value was taken: everything in a record whose evidence touches some words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.errors import UsageError
from dateline.model.actor import Actor
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.model.record import Record, Value, evidence_spans
from dateline.model.span import Span, any_overlap
from dateline.model.statement import Statement
from dateline.model.time import Timex
from dateline.show.sections import Item, sections
from dateline.show.wording import actor_name, one_line


def spans_of(record: Record, words: str) -> tuple[Span, ...]:
    """Where ``words`` stand in the article, white space free; ``UsageError`` if they do not."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = tuple(Span(*match.span()) for match in re.finditer(pattern, record.article.text)) if pattern else ()
    if not found:
        raise UsageError(f"The words “{words}” do not stand in the report: copy them from it as they are.")
    return found


def explain(record: Record, words: str) -> tuple[str, ...]:
    """Lines that tell every value whose evidence touches ``words``, by which rule it was taken and on what grounds."""
    at = spans_of(record, words)
    lines: list[str] = []
    for value, item in paired(record):
        if any_overlap(evidence_spans(value), at):
            lines.extend(_told(record, value, item))
    return tuple(lines) or ("Nothing was taken from these words.",)


def paired(record: Record) -> Iterator[tuple[Value, Item]]:
    """Every value with its item: both go through the record in the same order, kind by kind."""
    items = [item for section in sections(record) for item in section.items]
    by_kind = {kind: iter([item for item in items if item.kind == kind]) for kind in {item.kind for item in items}}
    events = {item.key: item for item in items if item.kind == "event"}
    for value in record.values():
        yield value, events[value.id] if isinstance(value, Event) else next(by_kind[_kind(value)])


def _kind(value: Value) -> str:
    return "time" if isinstance(value, Timex) else type(value).__name__.lower()


def _told(record: Record, value: Value, item: Item) -> Iterator[str]:
    status = f" {item.status.label}:" if item.status else ""
    yield f"{item.kind} {item.key}:{status} {item.line}"
    if item.note:
        yield f"    {item.note}"
    if item.rule:
        yield f"    taken by {item.rule}, confidence {item.confidence:.2f}"
    yield from (f"    {ground}" for ground in grounds(record, value))


def grounds(record: Record, value: Value) -> Iterator[str]:
    """What speaks for ``value``, a line each: its trigger and cues, certainty, by whose word, mentions, candidates."""
    text = record.article.text
    if isinstance(value, Event):
        yield f"trigger “{_words(text, value.trigger.spans)}”"
        yield from (f"cue “{_words(text, cue.spans)}” speaks for {cue.means}" for cue in value.factuality.cues)
        yield f"certainty {value.factuality.certainty}, polarity {value.factuality.polarity}, score {value.factuality.score:+.1f}"
        yield "according to " + ", then ".join(str(actor_name(record, source)) for source in value.factuality.according_to)
    elif isinstance(value, Statement):
        if value.cue:
            yield f"cue “{_words(text, value.cue.spans)}” speaks for {value.act}"
    elif isinstance(value, Actor):
        for mention in value.mentions:
            yield f"“{one_line(mention.text)}” ({mention.form}) by {mention.rule}, confidence {mention.confidence:.2f}"
    elif isinstance(value, Place):
        for mention in value.mentions:
            yield f"“{one_line(mention.text)}” by {mention.rule}, confidence {mention.confidence:.2f}"
        for candidate in value.candidates:
            yield f"candidate {candidate.geonameid}: {candidate.score:.2f}" + "".join(f"; {reason}" for reason in candidate.reasons)


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(one_line(span.of(text)) for span in spans)
