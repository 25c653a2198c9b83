"""W3C Web Annotation: an annotation a value, its words as selectors, as one page of JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.model.event import Event
from dateline.model.record import Value, evidence_spans
from dateline.model.span import Span
from dateline.model.statement import Statement
from dateline.store.export.columns import Row
from dateline.store.export.layout import Choice
from dateline.store.export.plover import written
from dateline.store.export.told import Told

HEAD = '{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:dateline:annotations","type":"AnnotationPage","items":[\n'
TAIL = "\n]}\n"
AROUND = 32  # characters before and after a quote
XPATH = "xpath"


def rows(told: Told, choice: Choice) -> Iterator[Row]:
    """The annotations of one report: its statements, events, positions, commitments, figures and memberships."""
    record = told.record
    nouns: tuple[tuple[str, Iterable[Value]], ...] = (
        ("statements", record.statements), ("events", record.events), ("positions", record.positions),
        ("commitments", record.commitments), ("figures", record.figures), ("memberships", record.memberships),
    )  # fmt: skip
    for noun, values in nouns:
        for number, value in enumerate(values):
            yield (written(_annotation(told, noun, number, value)),)


def _annotation(told: Told, noun: str, number: int, value: Value) -> dict[str, Any]:
    tags = [noun[:-1], *_tags(value)]
    return {
        "id": f"urn:dateline:{told.record.article.id}:{noun}:{number}",
        "type": "Annotation",
        "motivation": "tagging",
        "created": told.kept.kept_at,
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": [_target(told, span) for span in _spans(value)],
    }


def _spans(value: Value) -> tuple[Span, ...]:
    """The words that an annotation marks: of an event its trigger, of a statement what is said, else all it was taken from."""
    if isinstance(value, Event):
        return value.trigger.spans
    return value.content.spans if isinstance(value, Statement) else evidence_spans(value)


def _tags(value: Value) -> list[str]:
    if isinstance(value, Event):
        return [each for each in (value.type, value.mode, value.factuality.status) if each is not None]
    names = ("act", "stance", "status", "measure", "change", "actor", "member")
    found = [getattr(value, name, None) for name in names]
    speaker = value.speaker.actor if isinstance(value, Statement) and value.speaker is not None else None
    return [each for each in (*found, speaker) if isinstance(each, str)]


def _target(told: Told, span: Span) -> dict[str, Any]:
    text = told.record.article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": told.record.article.source.uri, "selector": [quote, position, *_nodes(told, span)]}


def _nodes(told: Told, span: Span) -> list[dict[str, Any]]:
    """Where the words stand in a page: from a text node to a text node."""
    source_map = told.record.article.source_map
    anchors = source_map.anchors_of(span) if source_map.kind == XPATH else ()
    if not anchors:
        return []
    first, last = anchors[0], anchors[-1]
    end = last.offset + last.end - last.start
    return [{"type": "RangeSelector", "startSelector": _point(first.path, first.offset), "endSelector": _point(last.path, end)}]


def _point(path: str, offset: int) -> dict[str, Any]:
    return {"type": "XPathSelector", "value": path, "refinedBy": {"type": "TextPositionSelector", "start": offset, "end": offset}}
