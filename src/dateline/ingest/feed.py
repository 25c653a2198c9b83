"""Feeds: RSS 0.9 to 2.0 and Atom through feedparser, some entries at a time, and JSON Feed."""

from __future__ import annotations

import calendar
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from dateline.errors import UnreadableSource
from dateline.ingest.capture import Rejected
from dateline.ingest.entry import Entry, Frame, Said, entry_of, whole_address
from dateline.ingest.jsonfeed import open_json
from dateline.ingest.markup import Xml, readable, without_entities
from dateline.ingest.sanitise import plain
from dateline.ingest.tables import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 200  # entries that are handed to the parser together
AT_ONCE_CHARACTERS = 1_000_000
LONGEST_ENTRY = 2_000_000  # characters of one entry
MOST_ENTRIES = 200_000
LARGEST_FEED = 160 * 1024 * 1024  # bytes
_MARK = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*\Z)|<!--(?:.*?-->|.*\Z)|<(/?)((?:[\w.-]+:)?(?:item|entry))(?=[\s/>])[^<>]*>", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself; None where it says nothing. ``pause`` is how long it asks readers to wait, in seconds."""

    form: str
    title: str | None
    address: str | None
    language: str | None
    updated: str | None = None
    pause: int | None = None
    next_page: str | None = None


def open_feed(
    data: bytes, uri: str, *, retrieved: str | None = None, charset: str | None = None
) -> tuple[Feed, Iterator[Entry | Rejected]]:
    """What a feed says of itself, and its entries in order, read as they are asked for; a broken one is set aside.

    ``uri`` is the feed's address, ``retrieved`` the moment it was fetched (None: now), ``charset`` what its server states.
    Raises ``UnreadableSource`` for bytes that are no feed.
    """
    if len(data) > LARGEST_FEED:
        raise UnreadableSource(f"{uri}: {len(data) / 1e6:.0f} MB is too large for a feed (limit {LARGEST_FEED >> 20} MB).")
    if data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"{"):
        said, items = open_json(data, uri)
        frame = Frame(uri, retrieved, said.language, whole_address(said.address, uri))
        entries = (item if isinstance(item, Rejected) else entry_of(item, frame) for item in items)
        return Feed("JSON Feed", plain(said.title), whole_address(said.address, uri), said.language, next_page=said.updated), entries
    pieces = _pieces(readable(data, uri, charset))
    first = _parse(pieces.head + pieces.tail)
    feed = _feed(first, uri)
    return feed, _entries(pieces, Frame(uri, retrieved, feed.language, feed.address))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A feed cut at its entries: what stands before and behind them, and where each stands; the last may be cut off."""

    text: str
    head: str
    tail: str
    spans: tuple[tuple[int, int], ...]
    cut: int | None  # where an entry begins that never ends
    left: int  # entries beyond the number that is read


def _pieces(xml: Xml) -> _Pieces:
    spans: list[tuple[int, int]] = []
    start, depth, name, left = -1, 0, "", 0
    for mark in _MARK.finditer(xml.text):
        closing, tag = mark.groups()
        if tag is None or (depth and tag != name):
            continue
        if not closing:
            whole = mark.group().endswith("/>")
            if depth == 0:
                start, name = mark.start(), tag
            depth += not whole
        elif depth:
            depth -= 1
        if depth == 0 and start >= 0:
            if len(spans) < MOST_ENTRIES:
                spans.append((start, mark.end()))
            left += len(spans) == MOST_ENTRIES and spans[-1][1] != mark.end()
            start = -1
    cut = start if depth else None
    head = xml.text[: spans[0][0] if spans else cut]
    tail = xml.text[spans[-1][1] : cut] if spans and cut is None else ""
    return _Pieces(xml.text, head, tail or _closing(xml, head), tuple(spans), cut, left)


def _closing(xml: Xml, head: str) -> str:
    """The ends of the elements that are open before the first entry, for a feed that breaks off."""
    channel = re.search(r"<((?:[\w.-]+:)?channel)\b", head)
    inside = f"</{channel.group(1)}>" if channel and f"</{channel.group(1)}" not in head else ""
    return f"{inside}</{xml.root}>"


class _Parsed(Protocol):
    """What feedparser gives: a dictionary that has attributes, too."""

    feed: Any
    entries: list[Any]
    version: str


def _parse(text: str) -> _Parsed:
    """What feedparser reads in the text; always from bytes in hand, so that nothing is opened."""
    import feedparser

    stream = io.BytesIO(without_entities(text).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    parsed: _Parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    return parsed


def _feed(parsed: _Parsed, uri: str) -> Feed:
    said = parsed.feed
    pause = _seconds(said)
    linked = [link.get("href") for link in said.get("links", ()) if link.get("rel") == "next"]
    return Feed(
        form=parsed.version or "unknown",
        title=plain(_string(said, "title")),
        address=whole_address(_string(said, "link"), uri),
        language=(_string(said, "language") or "").split("-")[0].lower()[:8] or None,
        updated=_moment(said, "updated") or _moment(said, "published"),
        pause=pause,
        next_page=whole_address(linked[0], uri) if linked else None,
    )


def _seconds(said: Any) -> int | None:
    """How long a feed asks its readers to wait: its ``ttl`` in minutes, or how often a period it is renewed."""
    ttl = _string(said, "ttl") or ""
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 6:
        return int(ttl) * 60 or None
    period = int(lookup("periods").get((_string(said, "sy_updateperiod") or "").strip().lower(), "0"))
    often = (_string(said, "sy_updatefrequency") or "1").strip()
    return period // max(1, int(often)) if period and often.isascii() and often.isdigit() and len(often) < 6 else None


def _entries(pieces: _Pieces, frame: Frame) -> Iterator[Entry | Rejected]:
    number = 0
    for begin, end in _batches(pieces.spans):
        batch = pieces.spans[begin:end]
        short = [span for span in batch if span[1] - span[0] <= LONGEST_ENTRY]
        found = _parse(pieces.head + "".join(pieces.text[a:b] for a, b in short) + pieces.tail).entries if short else []
        if len(found) == len(short):
            yield from (entry_of(_said(item), frame) for item in found)
        else:  # an entry that upsets its neighbours is found by asking one by one
            yield from _one_by_one(pieces, short, frame, begin)
        for position, span in enumerate(batch, begin + 1):
            if span not in short:
                yield Rejected(frame.uri, f"{frame.uri}, entry {position}: {(span[1] - span[0]) / 1e6:.0f} MB is too large for one report.")
        number = end
    if pieces.cut is not None:
        yield Rejected(frame.uri, f"{frame.uri}: the feed breaks off in entry {number + 1}; the {number} before it were read.")
    if pieces.left:
        yield Rejected(frame.uri, f"{frame.uri}: only the first {MOST_ENTRIES:,} entries were read; {pieces.left:,} more are in the feed.")


def _batches(spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Runs of entries, by number, that are parsed together."""
    begin, size = 0, 0
    for number, (start, end) in enumerate(spans):
        if number > begin and (number - begin >= AT_ONCE or size + end - start > AT_ONCE_CHARACTERS):
            yield begin, number
            begin, size = number, 0
        size += end - start
    if begin < len(spans):
        yield begin, len(spans)


def _one_by_one(pieces: _Pieces, spans: list[tuple[int, int]], frame: Frame, before: int) -> Iterator[Entry | Rejected]:
    for number, (start, end) in enumerate(spans, before + 1):
        found = _parse(pieces.head + pieces.text[start:end] + pieces.tail).entries
        if found:
            yield entry_of(_said(found[0]), frame)
        else:
            yield Rejected(frame.uri, f"{frame.uri}, entry {number}: it cannot be read as XML; the feed's maker must mend it.")


def _said(item: Any) -> Said:
    """What feedparser read of one entry, by our names."""
    contents = [each for each in item.get("content", ()) if isinstance(each.get("value"), str)]
    best = max(contents, key=lambda each: len(each["value"]), default=None)
    shown = [link.get("href") for link in item.get("links", ()) if link.get("rel") == "alternate" and link.get("href")]
    return Said(
        id=_string(item, "id"),
        address=_string(item, "feedburner_origlink") or _string(item, "link") or (shown[0] if shown else None),
        title=_string(item, "title"),
        published=_moment(item, "published"),
        updated=_moment(item, "updated"),
        summary=_string(item, "summary"),
        content=best["value"] if best else None,
        author=_string(item, "author"),
        language=_string(best, "language") if best else None,
    )


def _string(said: Any, name: str) -> str | None:
    value = said.get(name) if name in said else None
    return value if isinstance(value, str) else None


def _moment(said: Any, name: str) -> str | None:
    """A moment as feedparser reads it (in UTC), else the words of the feed."""
    parsed = said.get(f"{name}_parsed") if f"{name}_parsed" in said else None
    if parsed is None:
        return _string(said, name)
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
