"""Entries of feeds as captures: each is read as the page that its title and its content make."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.capture import Capture, Rejected
from dateline.ingest.entry import Entry
from dateline.ingest.feed import open_feed
from dateline.ingest.kinds import Kind
from dateline.ingest.page import ENTRY_MARK
from dateline.ingest.sanitise import safe_html
from dateline.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

TEASER = "The feed holds only the opening of this report; the rest stands at its address."


def captures_of(data: bytes, uri: str, given: str | None = None) -> Iterator[Capture | Rejected]:
    """A capture for each entry of a feed that says something; the others are set aside."""
    try:
        _, entries = open_feed(data, uri)
    except UnreadableSource as error:
        yield Rejected(uri, str(error))
        return
    found = False
    for number, entry in enumerate(entries, 1):
        found = True
        yield entry if isinstance(entry, Rejected) else capture_of(entry, f"{uri}#{entry.id or number}", given=given)
    if not found:
        yield Rejected(uri, f"{uri}: the feed has no entries; look again when something has been published.")


def capture_of(entry: Entry, uri: str, *, retrieved: str | None = None, given: str | None = None) -> Capture | Rejected:
    """The capture that stands for an entry: a page of its title and content, made safe; ``uri`` names it where it has no address."""
    name = entry.address or uri
    if not entry.title and not entry.content:
        return Rejected(name, f"{name}: the entry has neither title nor text; fetch its page instead.")
    notes = [Finding("teaser", TEASER, ())] if entry.teaser else []
    if entry.doubt:
        notes.append(Finding("date-implausible", entry.doubt, ()))
    page = page_of(entry).encode("utf-8", "replace")
    return Capture(page, name, Kind.HTML, address=entry.address, given=given, retrieved=retrieved, notes=tuple(notes))


def page_of(entry: Entry) -> str:
    """The entry as a page: what it says about itself in the head, its content in the body. The same entry gives the same page."""
    head = [f"<title>{escape(entry.title)}</title>" if entry.title else ""]
    if entry.address:
        head.append(f'<link rel="canonical" href="{escape(entry.address)}">')
    head.extend(
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in (("article:published_time", entry.published), ("article:author", entry.author))
        if value
    )
    language = f' lang="{escape(entry.language)}"' if entry.language else ""
    body = safe_html(entry.content or "")
    return f'<!DOCTYPE html>\n<html {ENTRY_MARK}{language}><head><meta charset="utf-8">{"".join(head)}</head>\n<body>{body}</body></html>\n'
