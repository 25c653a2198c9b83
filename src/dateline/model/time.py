"""When: TIMEX3 values with the interval they cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words that tell a time, before they are anchored; ``first`` to ``last`` are tokens (half-open).

    ``pattern`` names the grammar rule and ``parts`` its captured pieces in the order that rule documents.
    """

    span: Span
    first: int
    last: int
    pattern: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 value (ISO-TimeML) with the interval of days it covers (ISO, both ends in it) and its anchor.

    ``alternatives`` are other readings of the same words; ``anchor`` is ``published``, the id of another time, or None.
    """

    id: str
    type: TimexType
    value: str
    begin: str | None
    end: str | None
    alternatives: tuple[str, ...]
    anchor: str | None
    spans: tuple[Span, ...]
    rule: str
    confidence: float
