"""Quantitative claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.span import Span

Bound = Literal["exact", "at-least", "at-most", "about"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantitative claim: what is measured, of whom, how much, in which unit, where, when, and by whose word."""

    measure: str
    subject: str | None
    value: float | int | None
    low: float | int | None
    high: float | int | None
    bound: Bound
    unit: str | None
    place: str | None
    time: str | None
    according_to: tuple[str, ...]
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
