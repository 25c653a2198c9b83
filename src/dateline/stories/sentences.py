"""Sentences of a report as spans of its text, without a parser: for quoting them whole."""

from __future__ import annotations

import re

from dateline.model.article import Article
from dateline.model.span import Span

_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:^|\s)(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Sen|Rep|Gov|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def sentences(article: Article) -> tuple[Span, ...]:
    """The sentences of the paragraphs of ``article``, in order."""
    return tuple(sentence for paragraph in article.paragraphs for sentence in within(article.text, paragraph))


def sentence_at(article: Article, span: Span) -> Span:
    """The sentence that ``span`` begins in; the span itself where it stands in none (a headline)."""
    for block in article.blocks():
        if block.start <= span.start < block.end:
            return next((each for each in within(article.text, block) if span.start < each.end), block)
    return span


def within(text: str, block: Span) -> list[Span]:
    """The sentences of one stretch of ``text``."""
    out, start = [], block.start
    for match in _END.finditer(text, block.start, block.end):
        stop = match.end()
        if _SHORT.search(text[start : match.start() + 1]):
            continue
        out.append(_trimmed(text, start, stop))
        start = stop
    out.append(_trimmed(text, start, block.end))
    return [span for span in out if span.start < span.end]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
