"""Lists of the desk as RSS 2.0, written with lxml, for any reader of feeds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from uuid import NAMESPACE_URL, uuid5

MEDIA = "application/rss+xml; charset=utf-8"
MOST = 50  # entries of a feed where no limit is given
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``name`` is what it is always known by, ``moment`` an ISO day or moment (None: undated)."""

    name: str
    title: str
    link: str
    text: str
    moment: str | None


def rss(title: str, link: str, about: str, entries: Iterable[Entry]) -> bytes:
    """The feed with ``entries`` in the order given; ``link`` is the page that shows the same."""
    from lxml import etree

    root = etree.Element("rss", version="2.0")
    channel = etree.SubElement(root, "channel")
    for name, text in (("title", title), ("link", link), ("description", about)):
        etree.SubElement(channel, name).text = _xml(text)
    for entry in entries:
        item = etree.SubElement(channel, "item")
        for name, text in (("title", entry.title), ("link", entry.link), ("description", entry.text)):
            etree.SubElement(item, name).text = _xml(text)
        if (moment := _moment(entry.moment)) is not None:
            etree.SubElement(item, "pubDate").text = format_datetime(moment)
        etree.SubElement(item, "guid", isPermaLink="false").text = uuid5(NAMESPACE_URL, f"dateline:{entry.name}").urn
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _moment(value: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo is not None else found.replace(tzinfo=UTC)


def _xml(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _NOT_XML.sub("", text)
