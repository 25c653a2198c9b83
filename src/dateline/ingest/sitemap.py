"""Sitemaps, those of news above all: the addresses that a site lists, with their titles and dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.ingest.entry import moment_of, whole_address
from dateline.ingest.kinds import unpack
from dateline.ingest.markup import name_of, parse_xml
from dateline.ingest.sanitise import plain

if TYPE_CHECKING:
    from lxml import etree

LARGEST = 60 * 1024 * 1024  # bytes; the protocol allows 50 MB
MOST = 50_000  # addresses of one sitemap, as the protocol has it


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a sitemap lists: its address, and its title, publication, change (ISO 8601), language, None where not said."""

    address: str
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: ``pages``, or the addresses of ``further`` sitemaps with their changes; ``left`` were too many to read."""

    pages: tuple[Listed, ...]
    further: tuple[Listed, ...]
    left: int = 0


def read_sitemap(data: bytes, uri: str, *, retrieved: str | None = None) -> Sitemap:
    """The addresses of a sitemap or of an index of sitemaps, packed by gzip or not, in order, each once.

    ``uri`` is its address, ``retrieved`` the moment it was fetched (None: now). Raises ``UnreadableSource`` for other bytes.
    """
    root = parse_xml(unpack(data, uri), uri, LARGEST)
    pages: dict[str, Listed] = {}
    further: dict[str, Listed] = {}
    left = 0
    for node in root:
        name = name_of(node)
        if name not in ("url", "sitemap"):
            continue
        listed = _listed(node, uri, retrieved)
        place = pages if name == "url" else further
        if listed and len(place) < MOST:
            place.setdefault(listed.address, listed)
        elif listed:
            left += 1
    return Sitemap(tuple(pages.values()), tuple(further.values()), left)


def _listed(node: etree._Element, uri: str, retrieved: str | None) -> Listed | None:
    said: dict[str, str] = {}
    for child in node.iter():
        if child.text and child is not node and (name := name_of(child)):
            said.setdefault(name, child.text.strip())
    address = whole_address(said.get("loc"), uri)
    if address is None:
        return None
    published, doubt = moment_of(said.get("publication_date"), retrieved)
    modified, other = moment_of(said.get("lastmod"), retrieved)
    language = (said.get("language") or "").split("-")[0].lower()[:8] or None
    return Listed(address, plain(said.get("title")), published, modified, language, doubt or other)
