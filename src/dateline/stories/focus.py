"""What a report tells first: the words of its headline and opening that say what happened, and the places where it did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dateline.knowledge.tables import read_table
from dateline.model.article import Article
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.stories import words as folded
from dateline.stories.sentences import within

LEAST = 25  # words: further sentences belong to the opening until it has so many
SURE = 0.5  # of what a sentence does
SHOWN = ("other", "document", "media")  # kinds of actors that no report is about


def blocks(article: Article) -> list[Span]:
    """The stretches that are read for content, without the dateline: where and for whom one writes is no part of what happened."""
    return _cut(article.blocks(), article.dateline.spans if article.dateline is not None else ())


def body(article: Article) -> list[Span]:
    """The same without the headline, which is each paper's own: whose text it prints shows below it."""
    return _cut(blocks(article), article.headline.spans if article.headline is not None else ())


def opening(article: Article) -> list[Span]:
    """Headline, standfirst and first sentences, without what they name as the occasion of what happened: that is another matter."""
    heads = [span for part in (article.headline, article.standfirst) if part is not None for span in part.spans]
    out, told = list(heads), sum(len(folded.words(span.of(article.text))) for span in heads)
    body = _cut(article.paragraphs, article.dateline.spans if article.dateline is not None else ())
    for sentence in (each for block in body for each in within(article.text, block)):
        out.append(sentence)
        told += len(folded.words(sentence.of(article.text)))
        if told >= LEAST:
            break
    return _cut(out, [span for place, each in enumerate(out) for span in _occasions(article.text, each, heading=place < len(heads))])


def _occasions(text: str, part: Span, *, heading: bool) -> list[Span]:
    """The stretches of ``part`` from words that lead to an occasion ("in protest against") to the next mark."""
    return [Span(part.start + each.start(), part.start + each.end()) for each in _leading(heading).finditer(part.of(text))]


@lru_cache(maxsize=2)
def _leading(heading: bool) -> re.Pattern[str]:
    """Words that lead to an occasion, with what follows them; some do so in headlines alone."""
    rows = read_table(Path(str(files("dateline.stories") / "data" / "occasions.tsv")), ("words", "where"))
    told = [row.required("words") for row in rows if heading or row.required("where") == "all"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, told))})\s(?!\d)[^,;:.!?\n]*", re.IGNORECASE)


def told_first(record: Record, first: Sequence[Span]) -> list[str]:
    """The words of the opening ``first`` without those that name its parties and countries: the same ones act from day to day."""
    named = [span for actor in record.actors if actor.kind not in SHOWN and not actor.id.startswith("nominal/")
             for mention in actor.mentions if mention.form != "pronoun" for span in mention.spans]  # fmt: skip
    named += [span for place in record.places if place.kind == "country" for mention in place.mentions for span in mention.spans]
    return folded.telling("\n".join(span.of(record.article.text) for span in _cut(first, named)))


def happened_at(record: Record, first: Sequence[Span]) -> list[str]:
    """The places smaller than a region that the opening names, by their ids."""
    small = [place for place in record.places if place.kind not in ("country", "region")]
    return [
        str(place.geonameid or place.name.lower()) for place in small if _named(first, (each for m in place.mentions for each in m.spans))
    ]


def denies(record: Record, first: Sequence[Span]) -> list[str]:
    """``["denies"]`` where the opening probably denies something: who does answers what was told before."""
    found = (each for each in record.functions if each.kind == "denies" and each.confidence >= SURE)
    return ["denies"] if any(_named(first, each.evidence) for each in found) else []


def _named(first: Sequence[Span], spans: Iterable[Span]) -> bool:
    return any(block.start <= span.start < block.end for span in spans for block in first)


def _cut(spans: Iterable[Span], out: Sequence[Span]) -> list[Span]:
    """``spans`` without what ``out`` covers of them."""
    left = []
    for span in spans:
        start = span.start
        for hole in sorted(each for each in out if each.start < span.end and span.start < each.end):
            if start < hole.start:
                left.append(Span(start, hole.start))
            start = max(start, hole.end)
        if start < span.end:
            left.append(Span(start, span.end))
    return left
