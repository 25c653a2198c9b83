"""Lines that are no part of a report: agency trailers, credits, links to other reports."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.ingest.tables import rows
from dateline.model.span import Span, trimmed

LONGEST = 600  # code points of such a line
TAIL = 700  # code points at the end of a paragraph where a credit is looked for


@lru_cache(maxsize=8)
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[1], re.IGNORECASE | re.DOTALL) for row in rows("trailers") if row[0] == where)


def _matches(words: str, where: str) -> bool:
    return len(words) <= LONGEST and any(pattern.fullmatch(words) for pattern in _patterns(where))


def matches_front(words: str) -> bool:
    """True for a correction or "updates with" line."""
    return _matches(words, "front")


def matches_end(words: str) -> bool:
    """True for a line that closes a report: credits, copyright, an agency's name alone."""
    return _matches(words, "end")


def matches_line(words: str) -> bool:
    """True for a line that is never part of a report, wherever it stands."""
    return _matches(words, "line") or not any(char.isalnum() for char in words)


def split_body(text: str, blocks: list[Span]) -> tuple[list[Span], list[Span]]:
    """The paragraphs of the report and the asides among and after them."""
    body: list[Span] = []
    asides: list[Span] = []
    for number, block in enumerate(blocks):
        words = block.of(text)
        last_part = number > 0 and number >= len(blocks) / 2
        if last_part and _matches(words, "end"):
            asides.extend(_rest(text, blocks[number:], body))
            break
        if matches_line(words) or (number > 0 and matches_front(words)):
            asides.append(block)
        else:
            body.extend(_without_tail(text, block, asides))
    return body, asides


def _rest(text: str, blocks: list[Span], body: list[Span]) -> list[Span]:
    """The asides from the first trailer on; long prose after it stays in the report."""
    asides = []
    for block in blocks:
        words = block.of(text)
        if len(words) > 200 and words[-1] in '.”"' and not _matches(words, "end"):
            body.append(block)
        else:
            asides.append(block)
    return asides


def _without_tail(text: str, block: Span, asides: list[Span]) -> list[Span]:
    """The paragraph without the credit that ends it; the credit goes to the asides."""
    begin = max(block.start, block.end - TAIL)
    words = text[begin : block.end]
    for pattern in _patterns("tail"):
        found = pattern.search(words)
        if found is None:
            continue
        credit = trimmed(text, Span(begin + found.start(), block.end))
        kept = trimmed(text, Span(block.start, begin + found.start())) if begin + found.start() > block.start else None
        if credit:
            asides.append(credit)
        return [kept] if kept else []
    return [block]
