"""What happened, did not happen or may happen: PLOVER events and their factuality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.actor import ActorRef
from dateline.model.span import Span
from dateline.model.statement import Words

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal[
    "happened", "ongoing", "scheduled", "pledged", "threatened", "called-for", "possible", "conditional", "alleged",
    "denied", "ruled-out", "negated",
]  # fmt: skip
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Polarity = Literal["positive", "negative", "underspecified"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decide the factuality of an event, and the status they speak for."""

    spans: tuple[Span, ...]
    means: str


@dataclass(frozen=True, slots=True)
class Factuality:
    """Whether an event took place, as the text tells it, and by whose word (FactBank; statuses: RECORD.md).

    ``score`` is -3 (certainly not) to 3 (certainly); ``according_to`` is the chain of sources, ``author`` first.
    """

    status: Status
    certainty: Certainty
    polarity: Polarity
    score: float
    according_to: tuple[str, ...]
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Magnitude:
    """How large: persons killed, wounded, arrested; ``size`` the number of people or things taking part."""

    killed: int | None = None
    wounded: int | None = None
    arrested: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A trigger with its participants, before it is known whether it took place.

    ``first`` to ``last`` are the trigger's tokens (half-open), ``head`` the token that governs its clause or phrase.
    """

    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    span: Span
    first: int
    last: int
    head: int
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    places: tuple[str, ...]
    time: str | None
    magnitude: Magnitude
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event: type, mode and contexts; who, to whom, where, when; how large; and whether it took place."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Words
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    places: tuple[str, ...]
    time: str | None
    magnitude: Magnitude
    factuality: Factuality
    statement: str | None
    rule: str
    confidence: float
