"""What was pledged: by whom, to do what, for or against whom, by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.span import Span

CommitmentStatus = Literal["open", "due", "overdue", "repeated", "acted-on", "contradicted", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Action:
    """What is pledged: its PLOVER type where it has one, and its words."""

    type: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A pledge; ``towards`` is the actor it concerns, ``deadline`` an ISO date or None."""

    actors: tuple[str, ...]
    action: Action
    towards: str | None
    stance: Literal["against", "for"] | None
    deadline: str | None
    status: CommitmentStatus
    evidence: tuple[Span, ...]
    statement: str | None
    rule: str
    confidence: float
