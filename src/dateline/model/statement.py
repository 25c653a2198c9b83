"""Who said what: speaker, cue, content, and what kind of act it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.actor import ActorRef
from dateline.model.span import Span

Manner = Literal["direct", "indirect", "mixed"]
Act = Literal["assert", "pledge", "deny", "reject", "call", "threaten", "accuse", "praise", "concern"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text that play a part (cue, content, trigger)."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said: direct, indirect or mixed speech, with its act.

    ``speaker`` is None where nobody is named; ``continues`` the statement that this one goes on from (a quotation
    over several paragraphs, or a second sentence of the same speaker); ``inside`` the statement that this one is
    nested in ("Kerry said Washington says ...").
    """

    id: str
    speaker: ActorRef | None
    cue: Words | None
    content: Words
    addressee: ActorRef | None
    manner: Manner
    act: Act
    continues: str | None
    inside: str | None
    rule: str
    confidence: float
