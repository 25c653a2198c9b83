"""What stands on a list: a feed, a sitemap, a list of feeds, a page of links, as addresses of reports and of further lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urljoin, urlsplit

from dateline.collect.addresses import cleaned, key_of
from dateline.collect.config import SourceSettings
from dateline.collect.fetch import Answer
from dateline.collect.state import digest_of
from dateline.errors import UnreadableSource
from dateline.ingest import Kind, Rejected, recognise, unpack
from dateline.ingest.entries import page_of
from dateline.ingest.entry import Entry
from dateline.ingest.feed import open_feed
from dateline.ingest.sitemap import read_sitemap

MOST_LINKS = 2_000  # of one page


@dataclass(frozen=True, slots=True)
class Seen:
    """A report that a list names.

    ``key`` is what it is known by, ``address`` where to fetch it (None: ``page`` is the report itself, made from the feed's entry),
    ``mark`` changes when the list says something else of it, ``dated`` is its publication or last change.
    """

    key: str
    mark: str
    address: str | None = None
    page: bytes | None = None
    title: str | None = None
    published: str | None = None
    dated: str | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """Another list that a list names, with its last change (ISO 8601)."""

    address: str
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: what it asks its readers to wait (seconds), and what stands on it, read as it is asked for."""

    pause: float | None
    items: Iterator[Seen | Further | Rejected]


def listing_of(answer: Answer, source: SourceSettings, address: str) -> Listing:
    """What stands on the list that was fetched from ``address``. Raises ``UnreadableSource`` for what is none."""
    data = unpack(answer.body or b"", address)
    if source.kind == "page":
        return Listing(None, links_of(data, answer, source.links or "*"))
    if source.kind == "sitemap":
        return Listing(None, _mapped(data, answer, address))
    kind = recognise(data)
    if kind is Kind.HTML:
        raise UnreadableSource(f"{address}: this is a page, no feed; dateline add {address} finds its feed.")
    feed, entries = open_feed(data, answer.address, retrieved=answer.retrieved, charset=answer.charset)
    return Listing(feed.pause, (_entry(each, address, source) for each in entries))


def _mapped(data: bytes, answer: Answer, address: str) -> Iterator[Seen | Further | Rejected]:
    found = read_sitemap(data, answer.address, retrieved=answer.retrieved)
    yield from (Further(each.address, each.modified) for each in found.further)
    for page in found.pages:
        if (target := cleaned(page.address)) is None:
            continue
        mark, dated = digest_of(page.modified, page.title), page.published or page.modified
        yield Seen(key_of(target), mark, target, title=page.title, published=page.published, dated=dated)
    if found.left:
        yield Rejected(address, f"{address}: {found.left:,} addresses of the sitemap are more than one may hold; they were passed over.")


def _entry(entry: Entry | Rejected, feed: str, source: SourceSettings) -> Seen | Rejected:
    """An entry as a report to be fetched, or as the report itself where the feed holds it whole.

    Its id plays no part: sites change them for old items.
    """
    if isinstance(entry, Rejected):
        return entry
    target = cleaned(entry.address) if entry.address else None
    fetch = source.article == "always" or (source.article == "teaser" and entry.teaser)
    mark = digest_of(entry.title, entry.content or entry.summary, entry.updated)
    if target and fetch:
        return Seen(key_of(target), mark, target, title=entry.title, published=entry.published, dated=entry.published)
    if not entry.title and not entry.content:
        name = entry.address or feed
        return Rejected(name, f"{name}: the entry has neither title nor text.")
    key = key_of(target) if target else f"{feed}#{digest_of(entry.title, entry.published)}"
    return Seen(key, mark, target, page_of(entry).encode("utf-8", "replace"), entry.title, entry.published, entry.published)


def links_of(data: bytes, answer: Answer, pattern: str) -> Iterator[Seen]:
    """The links of a page to pages of the same host whose path fits the pattern (``*`` and ``?``), each once, in order."""
    from dateline.ingest.html import decode_page
    from dateline.ingest.page import parse_page

    host, seen = urlsplit(answer.address).netloc.lower(), set()
    for node in parse_page(decode_page(data, answer.charset)).css("a[href]"):
        try:
            target = cleaned(urljoin(answer.address, node.attributes.get("href") or ""))
            parts = urlsplit(target or "")
        except ValueError:
            continue
        if target is None or parts.netloc.lower() != host or not fnmatchcase(parts.path, pattern):
            continue
        key = key_of(target)
        if key not in seen and key != key_of(answer.address):
            seen.add(key)
            yield Seen(key, "", target)
        if len(seen) >= MOST_LINKS:
            return
