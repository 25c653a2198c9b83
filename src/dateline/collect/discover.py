"""The feed of a page: the one that it names, else the one at a usual place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from dateline.collect.config import Config, SourceSettings
from dateline.collect.fetch import Answer, Asked, Fetcher, FetchFailed
from dateline.errors import UnreadableSource, UsageError
from dateline.ingest import Kind, Rejected, recognise, unpack

FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
USUAL = ("/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml")
LARGEST = 20 << 20  # bytes
TRIED = 12


def find_feed(address: str, config: Config, fetcher: Fetcher) -> SourceSettings:
    """The source for an address: the feed that is there, or that its page leads to. Raises ``UsageError`` where none is found."""
    whole = address if "://" in address else f"https://{address}"
    try:
        answer = fetcher.fetch(Asked(whole, largest=LARGEST))
    except FetchFailed as error:
        raise UsageError(str(error)) from error
    taken = {source.name for source in config.source}
    known = {source.address: source.name for source in config.source}
    for candidate in islice(_candidates(answer, fetcher), TRIED):
        if title := _title(candidate):
            if candidate.address in known:
                raise UsageError(f"{candidate.address} is there already, as {known[candidate.address]!r}.")
            return SourceSettings(_free(title, taken), "feed", candidate.address)
    raise UsageError(f'{whole}: no feed was found there; give the feed\'s own address, or collect the page itself (kind = "page").')


def _candidates(answer: Answer, fetcher: Fetcher) -> Iterator[Answer]:
    """Answers that may be the feed: the address itself, then what the page names, then the usual places."""
    yield answer
    root = urljoin(answer.address, "/")
    for target in dict.fromkeys((*_named(answer), *(urljoin(root, path) for path in USUAL))):
        try:
            yield fetcher.fetch(Asked(target, largest=LARGEST))
        except FetchFailed:
            continue


def _named(answer: Answer) -> list[str]:
    from dateline.ingest.html import decode_page
    from dateline.ingest.page import parse_page

    try:
        page = parse_page(decode_page(unpack(answer.body or b"", answer.address), answer.charset))
    except UnreadableSource:
        return []
    found = []
    for node in page.css("link[href]"):
        said = node.attributes
        if "alternate" in (said.get("rel") or "").lower().split() and (said.get("type") or "").lower() in FEEDS:
            found.append(urljoin(answer.address, said.get("href") or ""))
    return [each for each in found if each.startswith(("http://", "https://"))]


def _title(answer: Answer) -> str | None:
    """The title of the feed in an answer, or its host; None where it is no feed with entries."""
    from dateline.ingest.feed import open_feed

    try:
        data = unpack(answer.body or b"", answer.address)
        if recognise(data) is not Kind.FEED:
            return None
        feed, entries = open_feed(data, answer.address)
        first = next(entries, None)
    except UnreadableSource:
        return None
    if first is None or isinstance(first, Rejected):
        return None
    return feed.title or urlsplit(answer.address).netloc


def _free(title: str, taken: set[str]) -> str:
    name = title[:100]
    number = 2
    while name in taken:
        name, number = f"{title[:100]} {number}", number + 1
    return name
