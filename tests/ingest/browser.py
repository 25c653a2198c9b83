"""A page in a real browser: whether spans lead to the right characters of its own text nodes, as a script would select them."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dateline.ingest.encoding import encoding_of
from dateline.model.article import Article
from dateline.model.span import Span

from .xpath import level

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ADDRESS = "http://page.invalid/"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# what a reader of our records does: find the node, turn code points into UTF-16 units, select, read what is selected
SELECT = """(pieces) => pieces.map(([path, offset, size]) => {
  const node = document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
  if (!node) return null;
  const units = (count) => [...node.data].slice(0, count).join("").length;
  const range = document.createRange();
  try {
    range.setStart(node, units(offset));
    range.setEnd(node, units(offset + size));
  } catch (error) {
    return null;
  }
  return range.toString();
})"""


@dataclass(frozen=True)
class Outcome:
    """How many spans of a page were looked at, and those that did not lead to their characters: words, and what was found."""

    spans: int
    wrong: tuple[tuple[str, str], ...]


def all_spans(value: object) -> Iterator[Span]:
    """Every span in a record, wherever it stands."""
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from all_spans(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from all_spans(item)


@contextmanager
def chromium() -> Iterator[object]:
    """A page of a browser that runs no script of the page and fetches nothing, with scripting on as its visitors have it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = launched.new_page()
        yield page
        launched.close()


def charset_of(data: bytes) -> str:
    """The encoding that the page is read in: what its server would have said, which no file keeps."""
    declared = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", data[:4096], re.IGNORECASE)
    return encoding_of(data, declared.group(1).decode() if declared else None)[0]


def check(page, data: bytes, article: Article, spans: list[Span]) -> Outcome:
    """Opens the bytes of a page in the browser and selects every span in it."""
    headers = {"content-type": f"text/html; charset={charset_of(data)}", "content-security-policy": "default-src 'none'"}
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body=data, headers=headers) if route.request.url == ADDRESS else route.abort())
    page.goto(ADDRESS, wait_until="domcontentloaded")
    wanted = sorted(set(spans))
    anchors = [article.source_map.anchors_of(span) for span in wanted]
    pieces = sorted({(a.path, a.offset, a.end - a.start) for found in anchors for a in found})
    read = dict(zip(pieces, page.evaluate(SELECT, [list(piece) for piece in pieces]), strict=True))
    wrong = []
    for span, found in zip(wanted, anchors, strict=True):
        back, done = "", span.start
        for anchor in found:
            back += article.text[done : anchor.start] if not article.text[done : anchor.start].strip() else "?"
            back += read[anchor.path, anchor.offset, anchor.end - anchor.start] or "(no such node)"
            done = anchor.end
        back += article.text[done : span.end] if not article.text[done : span.end].strip() else "?"
        if level(back) != level(span.of(article.text)):
            wrong.append((span.of(article.text), back))
    return Outcome(len(wanted), tuple(wrong))
