"""Markup from outside as plain words, or as markup that can do nothing but be read."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.page import Walk, parse_page
from dateline.ingest.tables import rows

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 400  # nested elements that are kept; what lies deeper keeps its words alone
MOST_NODES = 50_000
_TAG = re.compile(r"</?(?:p|br|b|i|u|em|strong|a|span|div|img|script|h[1-6]|li|ul)\b[^<>]*>", re.IGNORECASE)


@lru_cache(maxsize=1)
def _kept() -> frozenset[str]:
    return frozenset(row[0] for row in rows("kept_elements"))


@lru_cache(maxsize=1)
def _silent() -> frozenset[str]:
    return frozenset(row[1] for row in rows("elements") if row[0] == "silent")


def plain(markup: str | None) -> str | None:
    """The words of a piece of text or HTML in one line, without markup and control characters; None where there are none."""
    if not markup or not markup.strip():
        return None
    words = _words(markup)
    if _TAG.search(words):  # some feeds write their markup as text once too often
        words = _words(words)
    shown = "".join(char if char.isprintable() else " " for char in words)
    return " ".join(shown.split()) or None


def _words(markup: str) -> str:
    if "<" not in markup:
        return unescape(markup) if "&" in markup else markup
    try:
        return " ".join(block.text for block in Walk(parse_page(f"<body>{markup}"), "markup").blocks)
    except UnreadableSource:
        return ""


def safe_html(markup: str) -> str:
    """The HTML with its words, paragraphs and links to http(s) addresses, and nothing else: no scripts, styles, attributes."""
    root = parse_page(f"<body>{markup}")
    body = next((node for node in root.iter() if node.tag == "body"), None)
    out: list[str] = []
    # each entry: the next node, how deep it lies, what to write when its row of siblings ends
    stack: list[tuple[LexborNode | None, int, str]] = [(body.child if body is not None else None, 0, "")]
    nodes = 0
    while stack and nodes < MOST_NODES:
        node, depth, closing = stack.pop()
        if node is None:
            out.append(closing)
            continue
        nodes += 1
        stack.append((node.next, depth, closing))
        tag = node.tag or ""
        if tag == "-text":
            out.append(escape(node.text_content or "", quote=False))
        elif tag and tag[0] not in "-!_#" and tag not in _silent():
            shown = tag in _kept() and depth < DEEPEST
            out.append(_opening(node, tag) if shown else "")
            stack.append((node.child, depth + 1, f"</{tag}>" if shown and tag not in ("br", "hr") else ""))
    return "".join(out)


def _opening(node: LexborNode, tag: str) -> str:
    address = (node.attributes.get("href") or "").strip() if tag == "a" else ""
    if address.startswith(("http://", "https://")):
        return f'<a href="{escape(address[:2000])}">'
    return f"<{tag}>"
