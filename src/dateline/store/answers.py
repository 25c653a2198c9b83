"""Answers as typed values: every one with its report, its quote, the rule that took it and its confidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """The report that an answer stands in, as the version of it that was read; ``address`` is where it came from.

    ``published`` is an ISO date or moment, ``kept_at`` when the store took it in (UTC).
    """

    article: str
    version: int
    reading: int
    address: str
    source: str | None
    headline: str | None
    published: str | None
    language: str | None
    kept_at: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in an answer: the actor's id and name where the words could be resolved, and the words where they are kept."""

    id: str | None
    name: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an answer; ``geonameid`` is None where GeoNames does not list it."""

    name: str
    geonameid: int | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What all answers have: the report, ``number`` in the record's list, the quote, the rule and its confidence (0 to 1).

    ``judged`` says what a person made of it: ``accepted``, ``replaced`` (the value shown is the person's), or None.
    """

    report: Report
    number: int
    quote: str
    rule: str
    confidence: float
    judged: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement(Found):
    """Who said what to whom; ``content`` is what was said, in the report's words."""

    id: str
    speaker: Party | None
    addressee: Party | None
    act: str
    manner: str
    cue: str | None
    content: str
    continues: str | None
    inside: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent(Found):
    """What happened, did not happen or may happen: who, to whom, where, when, and by whose word."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    trigger: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Spot, ...]
    begins: str | None
    ends: str | None
    killed: int | None
    wounded: int | None
    arrested: int | None
    size: int | None
    status: str
    certainty: str
    polarity: str
    score: float
    according_to: tuple[Party, ...]
    statement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPosition(Found):
    """Where a party stands on a proposition."""

    actor: Party
    proposition: str
    text: str
    stance: str
    condition: str | None
    begins: str | None
    ends: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCommitment(Found):
    """What was pledged, by whom, towards whom, by when."""

    actors: tuple[Party, ...]
    type: str | None
    action: str
    towards: Party | None
    stance: str | None
    deadline: str | None
    status: str
    statement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure(Found):
    """How much of what, where, when and by whose word."""

    measure: str
    subject: Party | None
    value: float | int | None
    low: float | int | None
    high: float | int | None
    bound: str
    unit: str | None
    places: tuple[Spot, ...]
    begins: str | None
    ends: str | None
    according_to: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMembership(Found):
    """Who belongs to which group, or joined or left it."""

    group: Party
    member: Party
    change: str
    count: int | None
    begins: str | None
    ends: str | None
    according_to: tuple[Party, ...]


Value = FoundStatement | FoundEvent | FoundPosition | FoundCommitment | FoundFigure | FoundMembership


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReport:
    """A report that answers a question, with those of its values that were asked for and the words around what was searched for."""

    report: Report
    excerpt: str | None
    values: tuple[Value, ...]


Answer = FoundReport | Value
