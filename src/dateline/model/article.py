"""A source of bytes and the article that was read from it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

from dateline.model.finding import Finding
from dateline.model.span import Span

Origin = Literal["text", "metadata", "given"]


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes as they came: address, media type, digest (SHA-256, hex), time fetched (ISO 8601, None for files)."""

    uri: str
    media_type: str
    sha256: str
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A run of characters that the article's text and the source share, one to one.

    ``start`` and ``end`` are code points in the article's text. ``path`` names the text node (XPath, for pages; empty
    for plain text) and ``offset`` where the run begins there: in bytes for a plain text, in code points of the text
    node for a page, in code points of the page's text for a PDF.
    """

    start: int
    end: int
    path: str
    offset: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The way from each character of an article's text back to the source; anchors are sorted and do not overlap.

    ``kind`` says what anchors mean: ``bytes`` (plain text in ``encoding``), ``xpath`` (text nodes of a page), ``page`` (a PDF:
    ``path`` is the number of the page), or ``field`` (a string: ``path`` names it, ``text`` or ``title``, offsets are in its
    code points).
    Characters that no anchor covers were put in by the reader (line breaks between blocks).
    """

    kind: Literal["bytes", "xpath", "field", "page"]
    encoding: str
    anchors: tuple[Anchor, ...]

    def anchors_of(self, span: Span) -> tuple[Anchor, ...]:
        """The anchors, cut to size, that cover the characters of ``span``.

        Cutting the front off an anchor moves its offset by code points; for ``bytes`` maps use ``ingest.source_range``.
        """
        first = max(0, bisect_right(self.anchors, span.start, key=lambda a: a.start) - 1)
        out = []
        for anchor in self.anchors[first:]:
            if anchor.start >= span.end:
                break
            start, end = max(anchor.start, span.start), min(anchor.end, span.end)
            if start < end:
                out.append(Anchor(start, end, anchor.path, anchor.offset + start - anchor.start))
        return tuple(out)


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of the article by its function (headline, standfirst, byline): its text and where it stands."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening "ROME, Jan 29 (AFP) -": where it stands, its place names, its agency, a date printed in it (ISO)."""

    spans: tuple[Span, ...]
    place_spans: tuple[Span, ...] = ()
    agency: str | None = None
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The day (or moment) of publication, ISO 8601, and where it was taken from; only ``text`` has spans."""

    value: str
    origin: Origin = field(metadata={"json": "from"})
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One news report read from a source.

    ``text`` is the canonical text that every span of the record counts in. ``paragraphs`` are the paragraphs of the
    body, in order: headline, standfirst, byline, printed date and agency trailers are no part of them. ``asides``
    are the other stretches of text: correction and "updates with" lines, "Reporting by ..." trailers, captions.
    ``notes`` are findings made while reading (an ambiguous date, another language); a record shows them among its findings.
    """

    id: str
    version: str
    text: str
    language: str | None
    source: Source
    headline: TextPart | None
    standfirst: TextPart | None
    byline: TextPart | None
    dateline: Dateline | None
    published: Published | None
    paragraphs: tuple[Span, ...]
    source_map: SourceMap
    asides: tuple[Span, ...] = ()
    notes: tuple[Finding, ...] = field(default=(), metadata={"private": True})

    def with_place(self, place: str | None) -> Article:
        """The same article whose dateline names the resolved place ``place`` (its id), if it has a dateline."""
        return replace(self, dateline=replace(self.dateline, place=place)) if self.dateline else self

    def blocks(self) -> tuple[Span, ...]:
        """The stretches of text that are read for content: headline, standfirst, then the paragraphs of the body."""
        parts = [part for part in (self.headline, self.standfirst) if part is not None]
        return tuple(span for part in parts for span in part.spans) + self.paragraphs
