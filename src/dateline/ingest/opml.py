"""Lists of feeds (OPML 1 and 2), in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from dateline.errors import UnreadableSource
from dateline.ingest.entry import whole_address
from dateline.ingest.markup import name_of, parse_xml
from dateline.ingest.sanitise import plain

LARGEST = 20 * 1024 * 1024  # bytes
MOST_FEEDS = 50_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed that a list names: its address, its title, the address of its site, the folders it lies in, from the outside."""

    feed: str
    title: str | None = None
    site: str | None = None
    folders: tuple[str, ...] = ()


def read_opml(data: bytes, uri: str) -> tuple[Outline, ...]:
    """The feeds of a list in order, each address once; ``UnreadableSource`` for bytes that are no list of feeds."""
    root = parse_xml(data, uri, LARGEST)
    found: dict[str, Outline] = {}
    for outline in _outlines(root, uri):
        found.setdefault(outline.feed, outline)
        if len(found) >= MOST_FEEDS:
            break
    if not found:
        raise UnreadableSource(f"{uri}: the list names no feed (an outline with an xmlUrl); check the file.")
    return tuple(found.values())


def _outlines(root: etree._Element, uri: str) -> Iterator[Outline]:
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        node, folders = waiting.pop()
        below = folders
        if name_of(node) == "outline":
            said = {str(key).lower(): str(value) for key, value in node.attrib.items()}
            address = whole_address(said.get("xmlurl"), uri)
            title = next((words for key in ("title", "text") if (words := plain(said.get(key))) and words != address), None)
            if address:
                yield Outline(address, title, whole_address(said.get("htmlurl"), uri), folders)
            elif title and len(folders) < 20:
                below = (*folders, title)
        waiting.extend((child, below) for child in reversed(node) if isinstance(child.tag, str))


def write_opml(feeds: Iterable[Outline], title: str) -> bytes:
    """The list as OPML 2.0 in UTF-8, feeds grouped by folder in the order given; ``read_opml`` reads the same feeds from it."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = plain(title) or ""
    body = etree.SubElement(root, "body")
    groups: dict[tuple[str, ...], etree._Element] = {(): body}
    for feed in feeds:
        parent = _group(groups, feed.folders)
        said = {"type": "rss", "text": feed.title or feed.feed, "xmlUrl": feed.feed, "title": feed.title, "htmlUrl": feed.site}
        etree.SubElement(parent, "outline", {name: value for name, value in said.items() if value})
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _group(groups: dict[tuple[str, ...], etree._Element], folders: tuple[str, ...]) -> etree._Element:
    if folders not in groups:
        groups[folders] = etree.SubElement(_group(groups, folders[:-1]), "outline", {"text": folders[-1]})
    return groups[folders]
