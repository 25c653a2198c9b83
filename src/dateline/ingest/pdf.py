"""A PDF statement or communique as an article: paragraphs from lines, each character with its page and its place there."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import Parts, article_of, date_order, part
from dateline.ingest.dates import iso_moment
from dateline.ingest.front import Front, read_block, read_front
from dateline.ingest.pdf_lines import PARTED, PageLine, pdf_text
from dateline.ingest.plain import with_datelines
from dateline.ingest.tables import rows
from dateline.ingest.trailers import split_body
from dateline.model.article import Anchor, Article, Source, SourceMap
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BETWEEN = "\n\n"  # parts paragraphs in the text
FURTHEST_HEADLINE = 10  # blocks from the beginning
LONGEST_HEADLINE = 45  # words
_ENDS = re.compile(r"[.!?:;…][\"”’')\]]*$")
_ITEM = re.compile(r"(?:[•·▪►‣*–-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s)")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–\s]*\d{1,4}[-–\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'?\d\d)?)?")


@dataclass(slots=True)
class _Block:
    """A paragraph while its lines are gathered."""

    lines: list[PageLine] = field(default_factory=list)
    span: Span = field(default_factory=lambda: Span(0, 1))

    @property
    def size(self) -> float:
        """The type size of its first line, points."""
        return self.lines[0].size


def read_pdf(
    data: bytes, source: Source, *, title: str | None = None, published: str | None = None, given: str | None = None,
    address: str | None = None,
) -> Article:  # fmt: skip
    """The article in a PDF; ``UnreadableSource`` where it cannot be opened or holds no text.

    ``published`` is the date that came with it, else the day on which it says it was made; a printed date wins over both.
    """
    found = pdf_text(data, source.uri)
    running = _running(found.lines, found.pages)
    body = [line for line in found.lines if line not in running]
    if not body:
        raise UnreadableSource(f"{source.uri}: there is nothing but page numbers in the PDF; check that it holds a report.")
    blocks = list(_blocks(body))
    text, anchors = _joined(blocks, "\n".join(line.text for line in found.lines))
    parts = Parts(text, source, SourceMap("page", "", anchors), given_date=given, address=address)
    parts.metadata_date = published or _moment(found.made)
    _fill(parts, blocks)
    return article_of(parts)


def _running(lines: Sequence[PageLine], pages: int) -> frozenset[PageLine]:
    """Page numbers, and lines at the head or foot of pages that come back on others."""
    edge = [line for line in lines if line.top or line.bottom]
    keys = Counter(key for key, _ in itertools.groupby(sorted((_key(line), line.page) for line in edge), key=lambda pair: pair[0]))
    seen: dict[str, set[int]] = {}
    for line in edge:
        seen.setdefault(_key(line), set()).add(line.page)
    often = {key for key in keys if len(seen[key]) >= max(2, pages / 3)}
    return frozenset(line for line in edge if _key(line) in often or _PAGE_NUMBER.fullmatch(line.text))


def _key(line: PageLine) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))


def _blocks(lines: Sequence[PageLine]) -> Iterator[_Block]:
    """The lines as paragraphs."""
    layout = _layout(lines)
    now = _Block()
    for line in lines:
        if now.lines and layout.parts(now.lines, line):
            yield now
            now = _Block()
        now.lines.append(line)
    yield now


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a PDF stand: the distance of lines in a paragraph and the usual size of type, the right edge of each page."""

    pitch: float  # as a share of the type size
    usual: float  # points
    right: dict[int, float]  # points

    def parts(self, block: list[PageLine], line: PageLine) -> bool:
        """True if ``line`` begins another paragraph: a gap, another size, an indent, a list item or a short line before it tell."""
        last = block[-1]
        if abs(last.size - line.size) > 0.15 * max(last.size, line.size) or _ITEM.match(line.text):
            return True
        closed = _ENDS.search(last.text) is not None
        step = last.base - line.base
        if last.page != line.page or step < 0 or step > 12 * last.size:  # another page or column: the sentence decides
            return closed or line.text[:1].isupper()
        if step > (self.pitch + 0.35) * last.size:
            return True
        left = min(each.left for each in block)
        missing = (self.right[last.page] - last.right) / max(1.0, self.right[last.page] - left)
        alone = missing > 0.4 and line.text[:1].isupper() and last.size < 1.1 * self.usual
        return alone or (closed and (missing > 0.2 or line.left - left > 0.8 * line.size))


def _layout(lines: Sequence[PageLine]) -> _Layout:
    steps: Counter[float] = Counter()
    sizes: Counter[float] = Counter()
    for a, b in itertools.pairwise(lines):
        step = a.base - b.base
        if a.page == b.page and 0.8 * a.size < step < 3 * a.size and abs(a.size - b.size) < 0.1 * a.size:
            steps[round(step / a.size, 1)] += 1
    right: dict[int, float] = {}
    for page, found in itertools.groupby(lines, key=lambda line: line.page):
        ends = sorted(line.right for line in found)
        right[page] = ends[int(0.9 * (len(ends) - 1))]
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    pitch = max(steps.items(), key=lambda item: (item[1], -item[0]), default=(1.2, 0))[0]
    return _Layout(pitch, max(sizes, key=lambda size: (sizes[size], -size)), right)


def _joined(blocks: list[_Block], whole: str) -> tuple[str, tuple[Anchor, ...]]:
    """The text of the blocks, which notes its span in each, and the anchors of its characters."""
    out = _Text()
    for block in blocks:
        out.add(BETWEEN if out.length else "")
        start = out.length
        for number, line in enumerate(block.lines):
            following = block.lines[number + 1] if number + 1 < len(block.lines) else None
            kept, joint = _end_of(line, following, whole)
            out.take(line, kept)
            out.add(joint)
        block.span = Span(start, max(out.length, start + 1))
    return "".join(out.pieces), tuple(out.anchors)


class _Text:
    """A text and its anchors while they grow."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.anchors: list[Anchor] = []
        self.length = 0

    def add(self, piece: str) -> None:
        """Add characters that the source has not."""
        self.pieces.append(piece)
        self.length += len(piece)

    def take(self, line: PageLine, size: int) -> None:
        """Add the first ``size`` characters of a line, white space level, what cannot be shown as U+FFFD."""
        piece = "".join(_shown(char) for char in line.text[:size])
        if piece:
            self.anchors.append(Anchor(self.length, self.length + len(piece), str(line.page), line.offset))
            self.add(piece)


def _shown(char: str) -> str:
    """A character as it stands in the article: white space level, hyphens as such, U+FFFD for what cannot be shown."""
    if char.isspace():
        return " "
    if char in PARTED:
        return "-"
    return char if char.isprintable() or char in "\u00ad\u200d" else "\ufffd"


def _end_of(line: PageLine, following: PageLine | None, whole: str) -> tuple[int, str]:
    """How many characters of a line are kept, and what joins it to the one that follows: a word parted at its end is put together."""
    size = len(line.text)
    if following is None:
        return size, ""
    mark = line.text[-1]
    if mark in f"\u00ad{PARTED}" or (mark in "-\u2010" and size > 2 and line.text[-2].isalpha() and following.text[:1].islower()):
        head, tail = re.search(r"\w*$", line.text[:-1]), re.match(r"\w*", following.text)
        spelt = f"{head.group() if head else ''}-{tail.group() if tail else ''}"
        return (size if spelt in whole and mark != "\u00ad" else size - 1), ""
    return size, "" if mark in "-\u2010\u2013/" and size > 1 and not line.text[-2].isspace() and following.text[:1].isalnum() else " "


def _moment(made: str | None) -> str | None:
    """The moment that a PDF says it was made, in ISO form."""
    found = _MADE.match(made or "")
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    written = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}" if hour else "")
    if hour and zone:
        written += "Z" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
    return iso_moment(written)


def _fill(parts: Parts, blocks: list[_Block]) -> None:
    """Sort the paragraphs into headline, front, body and trailers."""
    text, place = parts.text, _headline(blocks, parts.text)
    order = date_order(parts.address, None)
    before, after = (blocks[:place], blocks[place + 1 :]) if place is not None else ([], blocks)
    above = Front(headline=Span(0, 1))
    for block in before:
        if not read_block(above, text, block.span, order=order):
            parts.asides.append(block.span)
    spans = with_datelines(text, [block.span for block in after])
    front = read_front(text, spans, headline=blocks[place].span if place is not None else None, order=order)
    body, asides = split_body(text, spans[front.body :])
    parts.headline = part(text, front.headline) if front.headline else None
    parts.standfirst = tuple(front.standfirst)
    byline = front.byline or above.byline
    parts.byline = part(text, byline) if byline else None
    parts.dates = above.dates or front.dates or above.updated or front.updated
    parts.body = body
    parts.asides.extend([*above.asides, *front.asides, *asides])


@lru_cache(maxsize=1)
def _letterheads() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in rows("letterheads")), re.IGNORECASE)


def _headline(blocks: list[_Block], text: str) -> int | None:
    """The block that is the headline: the one in the largest type above the body that is no letterhead; None where none stands out."""
    usual = _layout([line for block in blocks for line in block.lines]).usual
    found: list[tuple[float, int, int]] = []
    for number, block in enumerate(blocks[:FURTHEST_HEADLINE]):
        words = block.span.of(text).split()
        if len(words) > LONGEST_HEADLINE:
            break
        stands_out = block.size > 1.1 * usual or (len(words) > 2 and block.span.of(text).isupper())
        if stands_out and len(words) > 1 and not _letterheads().fullmatch(" ".join(words)):
            found.append((block.size, len(words), number))
    return max(found, key=lambda one: (one[0], one[1], -one[2]))[2] if found else None
