"""Wordings folded into propositions."""

from __future__ import annotations

from dateline.model.position import Position
from dateline.knowledge import Knowledge


def propositions(positions: tuple[Position, ...], knowledge: Knowledge) -> tuple[Position, ...]:
    """The positions with their propositions in canonical form, the same stance of the same party told once."""
    return positions
