"""A page as a browser sees it: parsed as HTML5, walked once, its text in blocks with the way back to the text nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.tables import rows
from dateline.model.article import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

DEEPEST = 1500  # nested elements; browsers themselves stop at 512
MOST_NODES = 150_000
ENTRY_MARK = "data-dateline-entry"  # attribute of the root element of a page that was made from an entry of a feed
_SPEAKING = ("class", "id", "role", "itemprop", "data-testid", "data-component", "rel")  # attributes that tell what an element is for
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_GAP = re.compile(r"[ \t\n\r\f\u00a0\u2007\u202f]+")
_NOTHING = "\u00ad\u200b\u2060\ufeff"
_SPACES = " \t\n\r\f\u00a0\u2007\u202f"
_PIECE = re.compile(f"[{_SPACES}]+|[{_NOTHING}]+|[\x00\ud800-\udfff]+|[^{_SPACES}{_NOTHING}\x00\ud800-\udfff]+")
_RAW_START = re.compile(r"<!--|<(script|style|textarea|title|noscript)\b[^>]*>?", re.IGNORECASE)
_CLOSING = {
    "!": re.compile(r"--!?>"),
    **{name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "noscript")},
}


@dataclass(frozen=True, slots=True)
class Element:
    """An element around some text: its name, its words (classes, id, role, item property), where it hangs."""

    tag: str
    words: str
    parent: Element | None
    depth: int
    number: int  # in document order
    time: str = ""  # a machine-readable date, for <time>

    def up(self) -> Iterator[Element]:
        """The element and all around it, from the inside."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between two breaks; the anchors count from the beginning of ``text``."""

    text: str
    anchors: tuple[Anchor, ...]
    element: Element  # the innermost breaking element around it
    linked: int  # characters that are links
    inner: tuple[Element, ...]  # inline elements with something to say (time, byline classes) inside it

    @property
    def link_share(self) -> float:
        """The share of the block's characters that are links."""
        return self.linked / max(1, len(self.text))


@dataclass
class _Open:
    """A block while it grows."""

    pieces: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    inner: list[Element] = field(default_factory=list)
    breaks: int = 0  # <br> since the last character


@lru_cache(maxsize=2)
def _elements(kind: str) -> frozenset[str]:
    return frozenset(row[1] for row in rows("elements") if row[0] == kind)


class Walk:
    """One pass over the page, without recursion; ``blocks`` are in the order of the document."""

    def __init__(self, root: LexborNode, uri: str) -> None:
        self.blocks: list[Block] = []
        self.title: Block | None = None
        self._uri = uri
        self._silent, self._breaking = _elements("silent"), _elements("breaking")
        self._open = _Open()
        self._count = 0
        self._links = 0
        self._run(root)

    def _run(self, root: LexborNode) -> None:
        top = Element(root.tag or "html", "", None, 0, 0)
        # each entry: next node, its parent's path, its parent element, breaking element, counters of its siblings
        stack: list[tuple[LexborNode | None, str, Element, Element, dict[str, int]]] = [(root.child, "/html", top, top, {})]
        leaving: list[tuple[bool, bool]] = [(False, False)]
        while stack:
            node, path, around, breaking, counts = stack.pop()
            if node is None:
                breaks, is_link = leaving.pop()
                if breaks:
                    self._close(breaking)
                self._links -= is_link
                continue
            stack.append((node.next, path, around, breaking, counts))
            self._visit(node, path, around, breaking, counts, stack, leaving)
        self._close(top)

    def _visit(
        self, node: LexborNode, path: str, around: Element, breaking: Element, counts: dict[str, int],
        stack: list[tuple[LexborNode | None, str, Element, Element, dict[str, int]]], leaving: list[tuple[bool, bool]],
    ) -> None:  # fmt: skip
        tag = node.tag or ""
        if tag == "-text":
            counts["#"] = counts.get("#", 0) + 1
            self._text(node.text_content or "", f"{path}/text()[{counts['#']}]")
            return
        if not tag or tag[0] in "-!_#":
            return
        self._count += 1
        counts[tag] = counts.get(tag, 0) + 1
        counts["*"] = counts.get("*", 0) + 1
        if around.depth > DEEPEST or self._count > MOST_NODES:
            raise UnreadableSource(f"{self._uri}: the page nests or repeats elements beyond reason; save the report as text.")
        if tag in self._silent or (tag == "sup" and _is_note(node)):
            if tag in ("title", "head"):
                self._head(node, path, counts[tag])
            return
        if tag == "br":
            self._break(breaking)
            return
        step = f"{tag}[{counts[tag]}]" if _PLAIN_NAME.fullmatch(tag) else f"*[{counts['*']}]"
        element = _element(node, tag, around, self._count)
        breaks = tag in self._breaking
        if breaks:
            self._close(breaking)
        elif element.words or element.time:
            self._open.inner.append(element)
        is_link = tag == "a"
        self._links += is_link
        leaving.append((breaks, is_link))
        stack.append((node.child, f"{path}/{step}", element, element if breaks else breaking, {}))

    def _head(self, node: LexborNode, path: str, number: int) -> None:
        """Keep the page's title: its text node can be pointed at, though not be seen."""
        title = node if node.tag == "title" else next((n for n in node.iter() if n.tag == "title"), None)
        text = title.child if title is not None else None
        if self.title is None and text is not None and text.tag == "-text":
            kept, self._open = self._open, _Open()
            here = f"{path}/title[{number}]" if node.tag == "title" else f"{path}/{node.tag}[{number}]/title[1]"
            around = Element("title", "", None, 0, self._count)
            self._text(text.text_content or "", f"{here}/text()[1]")
            self._close(around)
            self.title = self.blocks.pop() if self.blocks and self.blocks[-1].element is around else None
            self._open = kept

    def _break(self, breaking: Element) -> None:
        self._open.breaks += 1
        if self._open.breaks > 1:
            self._close(breaking)
        elif self._open.length:
            self._space(None)

    def _space(self, anchor: tuple[str, int] | None) -> None:
        """Add one space; one that only stands for a line break of the page has no anchor."""
        now = self._open
        if now.length and now.pieces[-1][-1] != " ":
            self._add(" ", anchor)

    def _add(self, piece: str, anchor: tuple[str, int] | None) -> None:
        now = self._open
        if anchor is not None:
            path, offset = anchor
            last = now.anchors[-1] if now.anchors else None
            if last and last.path == path and last.end == now.length and last.offset + last.end - last.start == offset:
                now.anchors[-1] = Anchor(last.start, now.length + len(piece), path, last.offset)
            else:
                now.anchors.append(Anchor(now.length, now.length + len(piece), path, offset))
        now.pieces.append(piece)
        now.length += len(piece)

    def _text(self, text: str, path: str) -> None:
        for match in _PIECE.finditer(text):
            piece = match.group()
            if piece[0] in _NOTHING:
                continue
            if piece[0].isspace() and _GAP.fullmatch(piece):
                self._space((path, match.start()))
                continue
            self._open.breaks = 0
            if piece[0] == "\0" or "\ud800" <= piece[0] <= "\udfff":
                piece = "\ufffd" * len(piece)
            self._add(piece, (path, match.start()))
            if self._links:
                self._open.linked += len(piece)

    def _close(self, breaking: Element) -> None:
        now, self._open = self._open, _Open()
        text = "".join(now.pieces)
        size = len(text.rstrip(" "))
        if size:
            anchors = tuple(Anchor(a.start, min(a.end, size), a.path, a.offset) for a in now.anchors if a.start < size)
            self.blocks.append(Block(text[:size], anchors, breaking, now.linked, tuple(now.inner)))


def _element(node: LexborNode, tag: str, around: Element, number: int) -> Element:
    attributes = node.attributes
    if not attributes:
        return Element(tag, "", around, around.depth + 1, number)
    words = " ".join(value for name in _SPEAKING if (value := attributes.get(name)))
    style = attributes.get("style") or ""
    if "hidden" in attributes or "display:none" in style.replace(" ", "").lower():
        words += " is-hidden"
    moment = (attributes.get("datetime") or "") if tag == "time" else ""
    return Element(tag, words.lower()[:300], around, around.depth + 1, number, moment[:60])


def parse_page(html: str) -> LexborNode:
    """The root of the page's tree as a browser that runs scripts builds it."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(without_noscript(html)).root
    if root is None:
        raise UnreadableSource("The page is empty; save the page of a report.")
    return root


def _is_note(node: LexborNode) -> bool:
    """True for the mark of a footnote: a raised link to another place of the page."""
    link = node.child
    return link is not None and link.tag == "a" and (link.attributes.get("href") or "").startswith("#")


def without_noscript(html: str) -> str:
    """The page with empty noscript elements: to a browser that runs scripts their content is one dead text."""
    out, done = [], 0
    while (opening := _RAW_START.search(html, done)) is not None:
        name = opening.group(1)
        closing = _CLOSING[name.lower() if name else "!"].search(html, opening.end())
        if name and name.lower() == "noscript":
            out.append(html[done : opening.end()])
        else:
            out.append(html[done : closing.start() if closing else len(html)])
        if closing is None:  # what is never closed goes on to the end of the page
            return "".join(out)
        done = closing.start() + (len(closing.group()) if not name else 0)
        out.append(closing.group() if not name else "")
    return "".join(out) + html[done:]
