"""Spans written as markup in sentences, so that nobody counts characters."""

from __future__ import annotations

import re

from dateline.model.article import Article
from dateline.model.span import Span

MARK = re.compile(r"\[(?P<words>[^\[\]]+)\]")


def marked(text: str) -> tuple[str, list[Span]]:
    """The text without brackets, and the spans that they were set around."""
    spans, clean, done = [], "", 0
    for found in MARK.finditer(text):
        clean += text[done : found.start()]
        spans.append(Span(len(clean), len(clean) + len(found["words"])))
        clean += found["words"]
        done = found.end()
    return clean + text[done:], spans


def spans_of(article: Article) -> list[Span]:
    """Every span that an article names."""
    parts = [part for part in (article.headline, article.standfirst, article.byline) if part]
    spans = [span for part in parts for span in part.spans] + [*article.paragraphs, *article.asides]
    if article.dateline:
        spans += [*article.dateline.spans, *article.dateline.place_spans]
    if article.published:
        spans += article.published.spans
    return spans + [span for note in article.notes for span in note.spans]
