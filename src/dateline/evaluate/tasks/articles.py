"""Plain texts of labelled sets as articles."""

from __future__ import annotations

import hashlib
import re

from dateline.model.article import Anchor, Article, Published, Source, SourceMap
from dateline.model.span import Span

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def article_of(text: str, published: str | None = None) -> Article:
    """The text as an article whose every line is a paragraph: nothing of it is taken for headline or dateline."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    paragraphs = tuple(Span(match.start(), match.end()) for match in _LINE.finditer(text))
    anchors = (Anchor(0, len(text), "", 0),)
    return Article(
        id=digest[:16], version=digest, text=text, language="en", source=Source("", "text/plain", digest),
        headline=None, standfirst=None, byline=None, dateline=None,
        published=Published(published, "given") if published else None,
        paragraphs=paragraphs, source_map=SourceMap("bytes", "utf-8", anchors),
    )  # fmt: skip
