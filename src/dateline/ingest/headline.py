"""The headline of a page: the heading that the page's own title repeats, without the name of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.ingest.page import Block
from dateline.ingest.selection import key_of, named
from dateline.model.article import Anchor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.ingest.metadata import Metadata

_PARTING = re.compile(r"\s+(?:[|\-–—•·»«:]|::|\|\|)\s+|\s*[|»]\s*")
LONGEST = 400


def headline_block(blocks: Sequence[Block], title: Block | None, chosen: Sequence[bool], says: Metadata) -> Block | None:
    """The block that is the headline: a heading that fits the stated titles, else the page's title cut to size, else the first h1."""
    stated = [key_of(text) for text in (says.headline, title.text if title else None) if text]
    last = max((n for n, yes in enumerate(chosen) if yes), default=len(blocks))
    headings = [block for block in blocks[: last + 1] if _is_heading(block) and 0 < len(block.text) <= LONGEST]
    for wanted in stated:
        fitting = [block for block in headings if _fits(key_of(block.text), wanted)]
        if fitting:
            return max(fitting, key=lambda block: (block.element.tag == "h1", len(block.text)))
    prime = next((block for block in headings if block.element.tag == "h1" and len(block.text.split()) > 2), None)
    return prime or _cut_title(title, says)


def _is_heading(block: Block) -> bool:
    if block.element.tag in ("h1", "h2", "h3"):
        return True
    around = (*block.inner, *list(block.element.up())[:2])
    return any(named(element.words, "headline") for element in around) and len(block.text.split()) > 2


def _fits(heading: str, stated: str) -> bool:
    """True if the heading is the stated title, or most of one is the other."""
    if not heading or not stated:
        return False
    short, long = sorted((heading, stated), key=len)
    return heading == stated or (len(short.split()) >= 3 and f" {short} " in f" {long} ")


def _cut_title(title: Block | None, says: Metadata) -> Block | None:
    """The title element without the name of the site before or behind it."""
    if title is None or not title.text.strip():
        return None
    stated = " ".join((says.headline or "").split())
    at = title.text.find(stated) if stated else -1
    if at >= 0:
        return part_of(title, at, at + len(stated))
    pieces, start = [], 0
    for mark in _PARTING.finditer(title.text):
        pieces.append((start, mark.start()))
        start = mark.end()
    pieces.append((start, len(title.text)))
    site = key_of(says.site or "")
    kept = [piece for piece in pieces if piece[0] < piece[1] and (not site or key_of(title.text[slice(*piece)]) != site)]
    if not kept:
        return title
    while len(kept) > 1 and len(title.text[slice(*kept[-1])].split()) <= 4:
        kept.pop()
    return part_of(title, kept[0][0], kept[-1][1])


def part_of(block: Block, start: int, end: int) -> Block:
    """The characters ``[start, end)`` of a block as a block."""
    anchors = []
    for anchor in block.anchors:
        a, b = max(anchor.start, start), min(anchor.end, end)
        if a < b:
            anchors.append(Anchor(a - start, b - start, anchor.path, anchor.offset + a - anchor.start))
    return Block(block.text[start:end], tuple(anchors), block.element, 0, ())
