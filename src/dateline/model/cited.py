"""A value that carries the words it was taken from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from dateline.model.span import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """A value, the spans it was taken from, and the rule or model that took it.

    Two cited values are equal if their values are; where they came from does not count. A cited value refuses to be
    without spans (``ValueError``). ``confidence`` is 0 to 1.
    """

    value: T
    spans: tuple[Span, ...] = field(compare=False)
    rule: str = field(compare=False)
    confidence: float = field(compare=False, default=1.0)

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a cited value needs at least one span")
