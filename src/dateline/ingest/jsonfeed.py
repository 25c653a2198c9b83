"""JSON Feed (versions 1 and 1.1) as the entries that it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline.errors import UnreadableSource
from dateline.ingest.capture import Rejected
from dateline.ingest.encoding import decode
from dateline.ingest.entry import Said

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_json(data: bytes, uri: str) -> tuple[Said, Iterator[Said | Rejected]]:
    """What the feed says of itself (``updated`` holds the address of its next page) and its items in order.

    Raises ``UnreadableSource`` for JSON that is broken or no feed.
    """
    try:
        value = json.loads(decode(data).text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(f"{uri}: the JSON of the feed is broken; the feed's maker must mend it.") from error
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise UnreadableSource(f"{uri}: this JSON is no feed: it has no list of items.")
    said = Said(title=_string(value, "title"), address=_string(value, "home_page_url"), language=_string(value, "language"))
    said.updated = _string(value, "next_url")
    return said, _items(value["items"], uri)


def _items(items: list[Any], uri: str) -> Iterator[Said | Rejected]:
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield Rejected(uri, f"{uri}, item {number}: this is no JSON object; the feed's maker must mend it.")
            continue
        text = _string(item, "content_text")
        identity = item.get("id")
        yield Said(
            id=str(identity)[:2000] if isinstance(identity, (str, int, float)) else None,
            address=_string(item, "url") or _string(item, "external_url"),
            title=_string(item, "title"),
            published=_string(item, "date_published"),
            updated=_string(item, "date_modified"),
            summary=_string(item, "summary"),
            content=_string(item, "content_html") or (_as_html(text) if text else None),
            author=_author(item),
            language=_string(item, "language"),
        )


def _as_html(text: str) -> str:
    """Plain words as paragraphs."""
    from html import escape

    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in text.split("\n") if part.strip())


def _author(item: dict[str, Any]) -> str | None:
    listed = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_string(each, "name") for each in listed or () if isinstance(each, dict)]
    return ", ".join(name for name in names if name) or None


def _string(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    return value.replace("\0", "") if isinstance(value, str) else None
