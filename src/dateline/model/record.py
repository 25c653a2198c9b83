"""What one report says: the article and every value taken from it, with their evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from dateline.model.actor import Actor
from dateline.model.article import Article
from dateline.model.commitment import Commitment
from dateline.model.event import Event
from dateline.model.figure import Figure
from dateline.model.finding import Finding
from dateline.model.function import Function
from dateline.model.membership import Membership
from dateline.model.place import Place
from dateline.model.position import Position
from dateline.model.serial import from_json, to_json
from dateline.model.span import Span, merged
from dateline.model.statement import Statement
from dateline.model.time import Timex

SCHEMA = "dateline/record/1"

Value = Actor | Place | Timex | Statement | Event | Position | Commitment | Figure | Membership | Finding


@dataclass(frozen=True, slots=True)
class Manifest:
    """What made the record: version of the program, models by name, digest of the knowledge, settings."""

    dateline: str
    models: Mapping[str, str]
    knowledge: str
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One report as data. Its JSON form is the public contract (``dateline schema`` prints its JSON Schema)."""

    article: Article
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    times: tuple[Timex, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    positions: tuple[Position, ...]
    commitments: tuple[Commitment, ...]
    figures: tuple[Figure, ...]
    memberships: tuple[Membership, ...]
    findings: tuple[Finding, ...]
    manifest: Manifest
    functions: tuple[Function, ...] = field(default=(), kw_only=True)
    schema: str = field(default=SCHEMA, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        """The record in the shape of the contract, as plain JSON values."""
        body = cast(dict[str, Any], to_json(self))
        return {"schema": body.pop("schema"), **body}

    def to_json(self) -> str:
        """The record as one line of JSON, the same characters for the same record."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Record:
        """The record that ``to_json`` wrote; ``ValueError`` if the text is no record of this schema."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise ValueError(f"not a record of schema {SCHEMA}")
        return from_json(cls, data)

    def values(self) -> Iterator[Value]:
        """Every value of the record, kind by kind."""
        yield from self.actors
        yield from self.places
        yield from self.times
        yield from self.statements
        yield from self.events
        yield from self.positions
        yield from self.commitments
        yield from self.figures
        yield from self.memberships
        yield from self.findings

    def evidence(self, value: Value) -> tuple[str, ...]:
        """The words of the article that ``value`` was taken from, in order."""
        return tuple(span.of(self.article.text) for span in evidence_spans(value))


def evidence_spans(value: Value) -> tuple[Span, ...]:
    """The spans that ``value`` was taken from, sorted, no two touching."""
    if isinstance(value, (Actor, Place)):
        return merged(span for mention in value.mentions for span in mention.spans)
    if isinstance(value, (Timex, Finding)):
        return merged(value.spans)
    if isinstance(value, Statement):
        parts = (value.speaker, value.cue, value.content, value.addressee)
        return merged(span for part in parts if part is not None for span in part.spans)
    if isinstance(value, Event):
        refs = (*value.actors, *value.recipients)
        return merged((*value.trigger.spans, *(s for r in refs for s in r.spans), *(s for c in value.factuality.cues for s in c.spans)))
    return merged(value.evidence)
