"""Quotation marks paired, across paragraphs where wire copy leaves one open.

Double marks, single ones in the British manner, guillemets, straight and curly, and the pairs of single marks ('' ``) of old wire
systems. Only the outermost quotation counts: marks of another kind inside it belong to its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.model.parse import Quotation
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Family = Literal["double", "single", "guillemet"]
Turn = Literal["open", "close", "either"]

_MARK = re.compile(r"''|``|\u2018\u2018|\u2019\u2019|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb'\u2018\u2019\u201b`\u2039\u203a]")
_FAMILY: tuple[tuple[str, Family], ...] = (
    ('"\u201c\u201d\u201e\u201f', "double"), ("'\u2018\u2019\u201b`", "single"), ("\u00ab\u00bb\u2039\u203a", "guillemet"),
)  # fmt: skip
_BEFORE_OPEN = " \t\n\r\u00a0([{-\u2010\u2011\u2012\u2013\u2014\u2015/:"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u2060\ufeff"
_AFTER_CLOSE = " \t\n\r\u00a0)]}.,;:!?-\u2010\u2011\u2013\u2014\u2015/\u2026"
_ELIDED = re.compile(r"(?:\d\d?0?s?\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b|s\b|t\b)", re.IGNORECASE)  # 'em, '90s: no opening mark
_SENTENCE_END = re.compile(r"[.!?\u2026](?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in the text: where, of which family, and which way it may turn."""

    start: int
    end: int
    family: Family
    turn: Turn


def quotations(text: str, blocks: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quoted stretches of ``blocks``, in order.

    A quotation that its block leaves open goes on in the next block only if that one begins with an opening mark or closes it
    without opening another; otherwise it ends with its sentence, or with the block where it took up the whole of it.
    """
    marks = [_marks(text, block) for block in blocks]
    found: list[Quotation] = []
    pending: Family | None = None  # the family of the mark that the block before left open
    for number, block in enumerate(blocks):
        follower = (text, blocks[number + 1], marks[number + 1]) if number + 1 < len(blocks) else None
        pending = _pair(text, block, marks[number], pending, follower, found)
    return tuple(found)


def _marks(text: str, block: Span) -> list[_Mark]:
    """The marks of the block that may open or close a quotation, apostrophes left out."""
    marks: list[_Mark] = []
    for match in _MARK.finditer(text, block.start, block.end):
        start, end = match.span()
        before = text[start - 1] if start > block.start and text[start - 1] not in _UNSEEN else " "
        after = text[end] if end < block.end else " "
        turn = _turn(match.group(), before, after)
        if turn is None:
            continue
        double = end - start == 2
        family: Family = "double" if double else next(kind for signs, kind in _FAMILY if match.group() in signs)
        if family == "single" and _apostrophe(text, match.group(), before, end):
            continue
        if match.group() == '"' and before.isdigit() and turn == "either":  # inches
            continue
        marks.append(_Mark(start, end, family, turn))
    return marks


def _turn(sign: str, before: str, after: str) -> Turn | None:
    opens = before in _BEFORE_OPEN or before in "\"\u201c\u2018'\u00ab"
    closes = after in _AFTER_CLOSE or after in "\"\u201d\u2019'\u00bb"
    spaced_before, spaced_after = before.isspace(), after.isspace()
    if sign in ("\u201c", "\u00ab", "``", "\u2018\u2018", "\u201e", "\u2039"):
        return "open"
    if sign in ("\u201d", "\u00bb", "\u203a", "\u2019\u2019"):
        return "open" if spaced_before and not spaced_after and after.isalnum() else "close"
    if sign in ('"', "''", "\u201f"):
        if spaced_before and spaced_after:
            return "either"
        if opens and not spaced_after and not (closes and not spaced_before):
            return "open"
        return "close" if closes or (not spaced_before and not before.isalnum()) else "either"
    if opens and (after.isalnum() or after in '"\u201c$\u2026[(.'):
        return "open"
    return "close" if not spaced_before and closes and sign in "'\u2019" else None


def _apostrophe(text: str, sign: str, before: str, end: int) -> bool:
    """Whether a single mark is an apostrophe before a shortened word ('em, '90s)."""
    return sign in "'\u2019" and before.isspace() and _ELIDED.match(text, end) is not None


def _pair(
    text: str,
    block: Span,
    marks: list[_Mark],
    pending: Family | None,
    follower: tuple[str, Span, list[_Mark]] | None,
    found: list[Quotation],
) -> Family | None:
    """Adds the block's quotations to ``found``; returns the family of the mark it leaves open for the next block, or None."""
    place = 0
    if pending is not None:
        place = _carried(block, marks, pending, found)
    continues = len(found) - 1 if pending is not None and place == 0 else None
    while place < len(marks):
        mark = marks[place]
        if mark.turn == "close":
            place += 1
            continue
        close = _close(text, marks, place)
        if close is not None:
            _add(found, mark.start, mark.end, marks[close].start, marks[close].end, continues=continues)
            continues, place = None, close + 1
            continue
        goes_on = _goes_on(mark, follower)
        if mark.family != "single" or goes_on or mark.start == block.start:
            end = block.end if goes_on else _unclosed_end(text, block, mark, marks, place)
            _add(found, mark.start, mark.end, end, end, continues=continues, closed=False)
            if goes_on:
                return mark.family
            continues = None
            place += 1
            while place < len(marks) and marks[place].start < end:
                place += 1
            continue
        place += 1
    return None


def _carried(block: Span, marks: list[_Mark], pending: Family, found: list[Quotation]) -> int:
    """The mark to go on with in a block that stands inside a quotation; a mark that closes it first makes one without an opening mark."""
    first = next((number for number, mark in enumerate(marks) if mark.family == pending), None)
    if first is not None and marks[first].turn != "close" and marks[first].start == block.start:
        return 0
    if first is not None and marks[first].turn == "close":
        end = marks[first]
        _add(found, block.start, block.start, end.start, end.end, continues=len(found) - 1, opened=False)
        return first + 1
    return 0


def _close(text: str, marks: list[_Mark], place: int) -> int | None:
    """The mark that closes the one at ``place``, or None."""
    opening = marks[place]
    if opening.family == "single":
        return _close_single(text, marks, place)
    depth = 0
    for number in range(place + 1, len(marks)):
        mark = marks[number]
        if mark.family != opening.family:
            continue
        if mark.turn != "open":
            if depth == 0:
                return number
            depth -= 1
        elif _nested(marks, number):
            depth += 1
        else:
            return None  # a second opening mark: the first was never closed
    return None


def _nested(marks: list[_Mark], place: int) -> bool:
    """Whether two marks close after this opening one before a third opens: it stands inside another."""
    closing = 0
    for mark in marks[place + 1 :]:
        if mark.family == marks[place].family:
            if mark.turn == "open":
                return False
            closing += 1
            if closing == 2:
                return True
    return False


def _close_single(text: str, marks: list[_Mark], place: int) -> int | None:
    """The closing single mark: not a plural's apostrophe where a better one follows."""
    doubtful: int | None = None
    for number in range(place + 1, len(marks)):
        mark = marks[number]
        if mark.family != "single":
            continue
        if mark.turn == "open":
            break
        before, after = text[mark.start - 1], text[mark.end : mark.end + 2]
        if before in "sS" and after[:1] == " " and after[1:2].islower():
            doubtful = number if doubtful is None else doubtful
            continue
        if doubtful is None or before in ".,!?":
            return number
    return doubtful


def _goes_on(mark: _Mark, follower: tuple[str, Span, list[_Mark]] | None) -> bool:
    """Whether the next block goes on with the quotation that ``mark`` opens."""
    if follower is None:
        return False
    _, block, marks = follower
    same = [other for other in marks if other.family == mark.family]
    if not same:
        return False
    if same[0].turn == "open":
        return same[0].start == block.start
    return mark.family != "single" and same[0].turn == "close"


def _unclosed_end(text: str, block: Span, mark: _Mark, marks: list[_Mark], place: int) -> int:
    """Where a quotation ends whose closing mark is missing."""
    limit = next((other.start for other in marks[place + 1 :] if other.family == mark.family and other.turn == "open"), block.end)
    whole = mark.start == block.start or text[block.start : mark.start].rstrip().endswith((":", ","))
    if limit == block.end and whole:
        return block.end
    stop = _SENTENCE_END.search(text, mark.end, limit)
    end = stop.end() if stop else limit
    while end > mark.end + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _add(
    found: list[Quotation],
    start: int,
    inner_start: int,
    inner_end: int,
    end: int,
    *,
    continues: int | None,
    opened: bool = True,
    closed: bool = True,
) -> None:
    if inner_start < inner_end:
        found.append(Quotation(Span(start, end), Span(inner_start, inner_end), opened=opened, closed=closed, continues=continues))
