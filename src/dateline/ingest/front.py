"""What stands before a report begins: headline, standfirst, byline, printed date, correction lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.ingest.datelines import find_dateline
from dateline.ingest.dates import PrintedDate, printed_dates
from dateline.ingest.tables import listed, rows
from dateline.ingest.trailers import matches_front
from dateline.model.span import Span, trimmed

FURTHEST_DATELINE = 14  # blocks before the report begins
LONGEST_HEADLINE = 240
LONGEST_STANDFIRST = 320
_BYLINE = re.compile(
    r"(?:(?-i:By|BY)\s*:?\s+|by\s+(?=(?-i:[A-Z]))|(?:story|text|report|written|posted|reported)\s+by\s*:?\s+)(?=\S)", re.IGNORECASE
)
_MARKS = " \t|,;-–—•·\u00a0"
_LAST_WORD = re.compile(r"(?<=\s)[^\W\d_]+:?$")
_NAME = re.compile(r"[A-Z][\w’'.\-]*(?:[ ,|/]+(?:[A-Z][\w’'.\-]*|and|in|at|for|of|the|with|de|van|von|der|al|bin|el|&))*", re.UNICODE)
_ENDS = re.compile(r"(?<![A-Z]\.[A-Z])[.…。।۔][\"”’')\]]*$")
_BULLET = re.compile(r"[*•·▪►‣-]\s+(?=\S)")
_UPDATED = re.compile(r"\b(?:updated|modified|update)\b[:\s]*$", re.IGNORECASE)


@dataclass
class Front:
    """The parts found before the report begins, while they are gathered; ``body`` is the number of its first block."""

    headline: Span | None = None
    standfirst: list[Span] = field(default_factory=list)
    byline: Span | None = None
    dates: list[PrintedDate] = field(default_factory=list)
    updated: list[PrintedDate] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    body: int = 0


def read_front(text: str, blocks: list[Span], *, headline: Span | None = None, order: str | None = None) -> Front:
    """The front of a text whose paragraphs and lines are ``blocks``; ``headline`` where it is known already."""
    front = Front(headline=headline)
    opening = next((n for n, block in enumerate(blocks[:FURTHEST_DATELINE]) if find_dateline(text, block) and len(block) > 60), None)
    if opening is not None and not _may_precede(text, blocks[:opening]):
        opening = None
    for number in range(len(blocks)):
        front.body = number
        if number == opening or not _take(front, text, blocks, number, opening, order):
            return front
    front.body = len(blocks)
    return front


def _may_precede(text: str, blocks: list[Span]) -> bool:
    """True if the blocks may all stand before a report: no long ones, one sentence of prose at most."""
    prose = sum(len(block) > 100 and _ENDS.search(block.of(text)) is not None for block in blocks)
    return prose <= 1 and all(len(block) <= LONGEST_STANDFIRST for block in blocks)


def read_block(front: Front, text: str, block: Span, *, order: str | None = None) -> bool:
    """Put a block that is a date, a byline or a correction line in its place in ``front``; False if it is none of these."""
    if _take_dates(front, text, block, order) or _take_byline(front, text, block, order):
        return True
    if matches_front(block.of(text)):
        front.asides.append(block)
        return True
    return False


def _take(front: Front, text: str, blocks: list[Span], number: int, opening: int | None, order: str | None) -> bool:
    """Put one block in its place in the front; False if the report begins with it."""
    block = blocks[number]
    words = block.of(text)
    if not any(char.isalnum() for char in words):
        front.asides.append(block)
    elif read_block(front, text, block, order=order):
        pass
    elif front.headline is None:
        if not _is_headline(words, alone=number + 1 == len(blocks), before_dateline=opening is not None):
            return False
        front.headline = _without_slug(front, text, block)
    elif opening is not None or _is_standfirst(front, text, blocks, number):
        bullet = _BULLET.match(words)
        front.standfirst.append(Span(block.start + bullet.end(), block.end) if bullet else block)
    else:
        return False
    return True


def _take_dates(front: Front, text: str, block: Span, order: str | None) -> bool:
    """True if the block is hardly more than a date."""
    if len(block) > 120:
        return False
    found = list(printed_dates(text, block.start, block.end, order=order))
    if not found:
        return False
    rest = (
        text[block.start : found[0].span.start]
        + " "
        + " ".join(
            text[a.span.end : b.start] for a, b in zip(found, [*(f.span for f in found[1:]), Span(block.end, block.end + 1)], strict=True)
        )
    )
    left = [word for word in re.findall(r"[^\W\d_]+", rest) if word.lower() not in listed("date_words")]
    stop = text[block.end - 1] == "." and bool(left)
    sentence = stop or any(word.islower() and len(word) > 1 for word in left)  # "The ship sailed on 3 May 1945." says more than a date
    if sentence or len(left) > 4 or sum(map(len, left)) > 32 or _BYLINE.match(block.of(text)):
        return False
    _add_dates(front, text, block, found)
    return True


def _add_dates(front: Front, text: str, block: Span, found: list[PrintedDate]) -> None:
    for one in found:
        late = _UPDATED.search(text[block.start : one.span.start]) is not None
        (front.updated if late else front.dates).append(one)


def _take_byline(front: Front, text: str, block: Span, order: str | None) -> bool:
    words = block.of(text)
    if len(words) > 160 or not _BYLINE.match(words) or words.endswith((",", ";")):
        return False
    found = list(printed_dates(text, block.start, block.end, order=order))
    end = found[0].span.start if found else block.end
    name = _name_alone(text, Span(block.start, end)) if end > block.start else None
    lead = _BYLINE.match(words)
    if name is None or lead is None or not _NAME.match(text[block.start + lead.end() : name.end]):
        return False
    small = [
        w for w in re.findall(r"[^\W\d_]+", text[block.start + lead.end() : name.end]) if w.islower() and w not in listed("name_words")
    ]
    if small and not found and _ENDS.search(words):
        return False
    if front.byline is None:
        front.byline = name
    else:
        front.asides.append(name)
    _add_dates(front, text, block, found)
    return True


def _name_alone(text: str, span: Span) -> Span | None:
    """The byline without the marks and the words ("on", "Updated") that lead to a date after it."""
    name = trimmed(text, span, _MARKS)
    while name is not None and (last := _LAST_WORD.search(name.of(text))) and last.group().lower() in listed("date_words"):
        name = trimmed(text, Span(name.start, name.start + last.start()), _MARKS)
    return name


def _is_headline(words: str, *, alone: bool, before_dateline: bool) -> bool:
    if len(words) > LONGEST_HEADLINE or len(words.split()) > 40:
        return False
    if before_dateline:
        return True
    if _ENDS.search(words) and not (_in_title_case(words) and not alone):
        return False
    return not words.endswith((",", ":")) and not (alone and len(words) > 160)


def _in_title_case(words: str) -> bool:
    """True for "Rebels Reject Ceasefire Offer.": some feeds close headlines with a full stop."""
    long = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    return len(words) <= 140 and len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _is_standfirst(front: Front, text: str, blocks: list[Span], number: int) -> bool:
    words = blocks[number].of(text)
    if len(front.standfirst) >= 4 or len(words) > LONGEST_STANDFIRST or number + 1 >= len(blocks):
        return False
    if _BULLET.match(words):
        return True
    if words[0] in "\"“'‘" or len(front.standfirst) >= 2:
        return False
    if _closes_front(text, blocks, number):
        return True
    if not _ENDS.search(words) and words[-1] not in "\"”’'!?:" and len(words) <= 200:
        return len(blocks[number + 1]) > len(words) or _is_special(text, blocks[number + 1])
    return any(_is_special(text, block) for block in blocks[number + 1 : number + 3])


def _closes_front(text: str, blocks: list[Span], number: int) -> bool:
    """True for a line right under a date or byline that an empty line parts from the rest: it belongs to the front."""
    block, after = blocks[number], blocks[number + 1]
    if number == 0 or text.count("\n", block.end, after.start) < 2 or text.count("\n", blocks[number - 1].end, block.start) > 1:
        return False
    return _is_special(text, blocks[number - 1]) and len(blocks) > number + 2


def _is_special(text: str, block: Span) -> bool:
    """True for a date or byline alone: what stands above it is not the report yet."""
    trial = Front()
    return _take_dates(trial, text, block, None) or _take_byline(trial, text, block, None)


@lru_cache(maxsize=1)
def _slug_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(row[0]) for row in sorted(rows("slugs"), key=lambda row: -len(row[0])))
    return re.compile(rf"(?:(?:{words})(?:\s*\d+)?\s*[-:–—]\s*)+")


def _without_slug(front: Front, text: str, block: Span) -> Span:
    """The headline without "UPDATE 1-" before it, which becomes an aside."""
    slug = _slug_pattern().match(block.of(text))
    if slug is None or slug.end() >= len(block):
        return block
    front.asides.append(Span(block.start, block.start + len(slug.group().rstrip())))
    return Span(block.start + slug.end(), block.end)
