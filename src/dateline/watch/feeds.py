"""The alerts of a watch as RSS 2.0, Atom 1.0 and JSON Feed 1.1, for any reader of feeds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dateline.errors import OutputError
from dateline.watch.wording import Message, as_data, lines

MOST = 100  # alerts of a feed, the newest
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ATOM = "http://www.w3.org/2005/Atom"


def identity(mark: str, number: int) -> str:
    """The id of an alert in feeds, the same each time: ``mark`` is what tells its store from others."""
    return uuid5(NAMESPACE_URL, f"dateline:{mark}/alerts/{number}").urn


def feed(kind: str, watch: str, mark: str, messages: Sequence[Message]) -> bytes:
    """The feed of that kind (rss, atom, json) with ``messages``, the newest first."""
    return {"rss": rss, "atom": atom, "json": json_feed}[kind](watch, mark, messages)


def rss(watch: str, mark: str, messages: Sequence[Message]) -> bytes:
    """RSS 2.0."""
    from lxml import etree

    root = etree.Element("rss", version="2.0")
    channel = etree.SubElement(root, "channel")
    for name, text in (("title", f"Dateline: {watch}"), ("link", "about:blank"), ("description", f"Alerts of the watch {watch}")):
        etree.SubElement(channel, name).text = _xml(text)
    for message in messages:
        item = etree.SubElement(channel, "item")
        parts = [("title", message.title), ("description", "\n".join(lines(message)[1:])), ("pubDate", format_datetime(_moment(message)))]
        if message.link and message.link.startswith(("http://", "https://")):
            parts.insert(1, ("link", message.link))
        for name, text in parts:
            etree.SubElement(item, name).text = _xml(text)
        etree.SubElement(item, "guid", isPermaLink="false").text = identity(mark, message.id)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def atom(watch: str, mark: str, messages: Sequence[Message]) -> bytes:
    """Atom 1.0."""
    from lxml import etree

    names: Any = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=names)

    def add(parent: etree._Element, name: str, text: str) -> None:
        etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _xml(text)

    add(root, "title", f"Dateline: {watch}")
    add(root, "id", uuid5(NAMESPACE_URL, f"dateline:{mark}/watches/{watch}").urn)
    add(root, "updated", _moment(messages[0]).isoformat() if messages else "1970-01-01T00:00:00+00:00")
    add(etree.SubElement(root, f"{{{ATOM}}}author"), "name", "Dateline")
    for message in messages:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        add(entry, "title", message.title)
        add(entry, "id", identity(mark, message.id))
        add(entry, "updated", _moment(message).isoformat())
        if message.link and message.link.startswith(("http://", "https://")):
            etree.SubElement(entry, f"{{{ATOM}}}link", href=_xml(message.link), rel="alternate")
        add(entry, "content", "\n".join(lines(message)[1:]))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def json_feed(watch: str, mark: str, messages: Sequence[Message]) -> bytes:
    """JSON Feed 1.1; each alert whole under ``_dateline``."""
    items = [
        {"id": identity(mark, message.id), "title": message.title, "content_text": "\n".join(lines(message)[1:]) or message.what,
         "date_published": _moment(message).isoformat(), **({"external_url": message.link} if message.link else {}),
         "_dateline": as_data(message)}
        for message in messages
    ]  # fmt: skip
    made = {"version": "https://jsonfeed.org/version/1.1", "title": f"Dateline: {watch}", "items": items}
    return json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file, whole or not at all; ``OutputError`` where that fails."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: it cannot be written ({error.strerror}).") from error


def _moment(message: Message) -> datetime:
    return datetime.fromisoformat(message.raised_at)


def _xml(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _NOT_XML.sub("", text)
