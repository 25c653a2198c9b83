"""A plain text as lines and paragraphs: one a line, parted by empty lines, or wrapped at a column."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from dateline.model.span import Span

WIDEST_WRAP = 100  # columns; a text with longer lines is not wrapped by hand
_LINE = re.compile(r"[^\n\x0b\x0c\u2028\u2029\x85]+")
_TERMINAL = re.compile(r"[.!?…:][\"”’'»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds more than white space: its characters without margins, what stood before it."""

    span: Span
    gap: bool  # an empty line (or the beginning) stands before it
    indent: int


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of the text that hold something."""
    out, last_end = [], None
    for match in _LINE.finditer(text, start):
        piece = match.group()
        begin = match.start() + len(piece) - len(piece.lstrip())
        end = match.start() + len(piece.rstrip())
        if begin >= end or not piece.strip("\ufeff\u200b \t\u00a0"):
            continue
        gap = last_end is None or text.count("\n", last_end, begin) > 1
        out.append(Line(Span(begin, end), gap, begin - match.start()))
        last_end = end
    return out


def is_wrapped(text: str, lines: list[Line]) -> bool:
    """True if the lines are broken at a column: hardly one could have held the first word of the next."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap]
    if len(pairs) < 3 or max(len(line.span) for line in lines) > WIDEST_WRAP:
        return False
    width = sorted(len(line.span) for line in lines)[int(0.9 * (len(lines) - 1))]
    if width < 40:
        return False
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    return full >= 0.6 * len(pairs)


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """True if the first word of the following line would not have fitted on this one."""
    word = following.span.of(text).split(None, 1)[0]
    return len(line.span) + 1 + len(word) > width - 2


def paragraphs_of(text: str, lines: list[Line], *, wrapped: bool) -> list[Span]:
    """The lines as paragraphs: wrapped ones joined until a line is short, a gap follows, or the next is indented."""
    if not wrapped:
        return [line.span for line in lines]
    width = max((len(line.span) for line in lines), default=0)
    out: list[Span] = []
    previous: Line | None = None
    for line in lines:
        joins = previous is not None and not line.gap and line.indent <= previous.indent
        if joins and previous is not None:
            short = len(previous.span) < 0.75 * width and _TERMINAL.search(previous.span.of(text)) is not None
            joins = not short
        if joins:
            out[-1] = Span(out[-1].start, line.span.end)
        else:
            out.append(line.span)
        previous = line
    return out
