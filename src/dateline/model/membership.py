"""Who belongs to which coalition or organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.span import Span

MembershipChange = Literal["member", "joined", "left", "suspended", "applied"]


@dataclass(frozen=True, slots=True)
class Membership:
    """An actor's belonging to a group, or a change of it; ``count`` is a number of members claimed in the same words."""

    group: str
    member: str
    change: MembershipChange
    count: int | None
    according_to: tuple[str, ...]
    time: str | None
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
