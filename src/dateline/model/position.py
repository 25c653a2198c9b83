"""Where parties stand: a stance on a proposition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.span import Span

Stance = Literal["supports", "opposes", "neutral", "conditional"]


@dataclass(frozen=True, slots=True)
class Proposition:
    """What positions are about: a canonical event frame that many wordings fold into ("assault/LBY")."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Position:
    """A party's stance on a proposition, with its evidence and date."""

    actor: str
    proposition: Proposition
    stance: Stance
    condition: str | None
    time: str | None
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
