"""Plain text as an article: lines to headline, standfirst, byline, date, dateline, paragraphs and trailers."""

from __future__ import annotations

import hashlib

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import LONGEST_TEXT, Parts, article_of, date_order, part
from dateline.ingest.datelines import stands_alone
from dateline.ingest.encoding import decode
from dateline.ingest.front import FURTHEST_DATELINE, Front, read_front
from dateline.ingest.layout import is_wrapped, lines_of, paragraphs_of
from dateline.ingest.trailers import split_body
from dateline.model.article import Anchor, Article, Source, SourceMap
from dateline.model.span import Span

MOST_LINES = 20_000


def read_plain(
    data: bytes, source: Source, *, published: str | None = None, given: str | None = None, address: str | None = None,
    charset: str | None = None,
) -> Article:  # fmt: skip
    """The article in the bytes of a plain text; the text of the article is the file as decoded.

    ``published`` is the date that comes with the text (metadata), ``given`` the one the caller adds.
    """
    decoded = decode(data, charset)
    return _read(Parts(decoded.text, source, decoded.source_map, metadata_date=published, given_date=given, address=address), None)


def read_text(
    text: str, uri: str, *, title: str | None = None, published: str | None = None, given: str | None = None,
    address: str | None = None, source: Source | None = None,
) -> Article:  # fmt: skip
    """The article in a string; a title that the text does not open with is set before it.

    ``published`` is the date that comes with the text (metadata), ``given`` the one the caller adds.
    """
    body, heading = clean(text), " ".join(clean(title or "").split())
    opening = next(iter(lines_of(body)), None)
    shown = " ".join(opening.span.of(body).split()) if opening else ""
    front = "" if not heading or shown.casefold() == heading.casefold() else heading + "\n\n"
    anchors = [Anchor(0, len(heading), "title", 0)] if front else []
    anchors += _field_anchors(text, len(front))
    made = source or Source(uri, "text/plain", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    parts = Parts(front + body, made, SourceMap("field", "", tuple(anchors)), metadata_date=published, given_date=given, address=address)
    return _read(parts, Span(0, len(heading)) if front else None)


def clean(text: str) -> str:
    """The text with one kind of line break, NUL and lone surrogates as U+FFFD."""
    level = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return level if level.isascii() else level.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _field_anchors(text: str, start: int) -> list[Anchor]:
    """Where the characters of a string's own text stand, in code points of the string."""
    anchors, done, at = [], 0, start
    for piece in text.split("\r\n"):
        size = len(piece) + (1 if done else 0)  # the line feed goes with what follows it
        begin = done - 1 if done else 0
        if size:
            anchors.append(Anchor(at, at + size, "text", begin))
        at += size
        done += len(piece) + 2
    return anchors


def _read(parts: Parts, headline: Span | None) -> Article:
    text = parts.text
    if len(text) > LONGEST_TEXT:
        raise UnreadableSource(f"{parts.source.uri}: {len(text):,} characters are too many for one report; split it, or use JSON Lines.")
    lines = lines_of(text, headline.end if headline else 0)
    if len(lines) > MOST_LINES:
        raise UnreadableSource(f"{parts.source.uri}: {len(lines):,} lines are too many for one report; split it, or use JSON Lines.")
    blocks = with_datelines(text, paragraphs_of(text, lines, wrapped=is_wrapped(text, lines)))
    front = read_front(text, blocks, headline=headline, order=date_order(parts.address, None))
    body, asides = split_body(text, blocks[front.body :])
    _fill(parts, front, body, asides)
    return article_of(parts)


def with_datelines(text: str, blocks: list[Span]) -> list[Span]:
    """The blocks, a dateline that stands alone on its line joined to the paragraph below it."""
    for number, block in enumerate(blocks[:FURTHEST_DATELINE]):
        if number + 1 < len(blocks) and stands_alone(text, block):
            return [*blocks[:number], Span(block.start, blocks[number + 1].end), *blocks[number + 2 :]]
    return blocks


def _fill(parts: Parts, front: Front, body: list[Span], asides: list[Span]) -> None:
    text = parts.text
    parts.headline = part(text, front.headline) if front.headline else None
    parts.standfirst = tuple(front.standfirst)
    parts.byline = part(text, front.byline) if front.byline else None
    parts.dates = front.dates or front.updated
    parts.body, parts.asides = body, [*front.asides, *asides]
