"""XPaths of text nodes evaluated on a page's tree: the few forms that the source map uses, read as a browser reads them."""

from __future__ import annotations

import re

from dateline.ingest.page import parse_page
from dateline.model.article import Article

STEP = re.compile(r"(text\(\)|\*|[a-z][a-z0-9_-]*)(?:\[(\d+)\])?")


def text_node(root, path: str) -> str:
    """The characters of the text node that ``path`` names."""
    node, steps = root, path.strip("/").split("/")
    assert steps[0] == "html"
    for step in steps[1:]:
        name, number = STEP.fullmatch(step).groups()
        node = children(node, name)[int(number or 1) - 1]
    return node.text_content


def children(node, name: str) -> list:
    out, child = [], node.child
    while child is not None:
        text, element = child.tag == "-text", child.tag[0] not in "-!_#"
        if (name == "text()" and text) or (name == "*" and element) or child.tag == name:
            out.append(child)
        child = child.next
    return out


def read_back(page: str, article: Article) -> str:
    """The article's text put together again from the page by the source map, line breaks for what no anchor covers."""
    root, pieces, done = parse_page(page), [], 0
    for anchor in article.source_map.anchors:
        pieces.append("\n" * (anchor.start - done))
        pieces.append(text_node(root, anchor.path)[anchor.offset : anchor.offset + anchor.end - anchor.start])
        done = anchor.end
    return "".join(pieces) + "\n" * (len(article.text) - done)


def level(text: str) -> str:
    """White space of every kind as one character each."""
    return "".join(" " if char.isspace() else char for char in text)
