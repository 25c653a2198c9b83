"""Half-open ranges of Unicode code points in an article's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points in an article's text.

    Raises ``ValueError`` for a range that is empty or begins before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True if every character of ``other`` lies in this span."""
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Span) -> int:
        """The number of characters that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of ``spans``; ``ValueError`` if there is none."""
    listed = tuple(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as ``spans``, as sorted spans of which no two touch."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def trimmed(text: str, span: Span, strip: str = " \t\r\n\u00a0") -> Span | None:
    """``span`` without the characters of ``strip`` at its ends, or None if nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return Span(start, end) if start < end else None


def any_overlap(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """True if some span of the one list shares a character with some span of the other."""
    return any(a.overlaps(b) for a in spans for b in others)
