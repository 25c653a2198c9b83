"""The page of a report: one self-contained file, the report beside what was read from it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, Template, select_autoescape

from dateline.model.record import Record
from dateline.model.span import Span
from dateline.show.marks import Mark, Piece, pieces
from dateline.show.sections import Item, sections
from dateline.show.terminal import QUIET
from dateline.show.wording import one_line
from dateline.show.worldmap import caption, drawing

LEGEND = (("statement", "statements"), ("event", "events"), ("actor", "people and powers"), ("place", "places"), ("time", "times"))
MARKED = ("statement", "event", "actor", "place", "time", "position", "commitment", "figure", "membership", "finding")


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A piece of the report with the key of the value that it is the first mark of, if any; ``here``: the value asked for begins."""

    text: str
    keys: tuple[str, ...]
    kinds: tuple[str, ...]
    anchor: str | None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the report: its element, its class, its pieces."""

    tag: str
    name: str
    pieces: tuple[ShownPiece, ...]


def render(record: Record) -> str:
    """The page of ``record`` as HTML; all text is escaped, and the page's own policy allows no outside request."""
    shown = sections(record)
    style, script = _style(), _asset("static", "report.js")
    article = record.article
    return _template().render(
        record=record,
        language=article.language or "en",
        title=one_line(article.headline.text) if article.headline else article.source.uri,
        standfirst=one_line(article.standfirst.text) if article.standfirst else None,
        meta=meta(record),
        sections=shown,
        blocks=blocks(record, [item for section in shown for item in section.items]),
        legend=LEGEND,
        quiet=QUIET,
        map=drawing(record),
        map_caption=caption(record),
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def style_and_policy() -> tuple[str, str]:
    """The style sheet of the pages, and the content security policy of a page with this style and no script."""
    style = _style()
    return style, _policy(style)


def _policy(style: str, script: str | None = None) -> str:
    scripts = f"'{_hash(script)}'" if script else "'none'"
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src {scripts}; base-uri 'none'; form-action 'none'"


def meta(record: Record) -> tuple[str, ...]:
    """What stands below the headline: when and where it was published, by whom, where it came from."""
    article = record.article
    place = next((p.name for p in record.places if article.dateline and p.id == article.dateline.place), None)
    byline = one_line(article.byline.text) if article.byline else None
    agency = article.dateline.agency if article.dateline else None
    published = f"{article.published.value} (from {article.published.origin})" if article.published else "no date of publication found"
    return tuple(part for part in (published, place, agency, byline, article.source.uri) if part)


def _marks(items: Iterable[Item]) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for item in items:
        kinds = (f"k-{item.kind}", *((f"g-{item.status.group}",) if item.status else ()))
        marks.extend(Mark(span, item.key, kinds) for span in item.spans if item.kind in MARKED)
    return tuple(sorted(marks, key=lambda mark: -len(mark.span)))


def blocks(record: Record, items: Sequence[Item], asked: Item | None = None, around: Span | None = None) -> tuple[Block, ...]:
    """The report in blocks, marked with ``items``; the value ``asked`` for is lit, with the sentence ``around`` it."""
    article, marks, seen = record.article, _marks(items), set[str]()
    if around is not None:
        marks = (Mark(around, "", ("around",)), *marks)
    parts: list[tuple[str, str, Span]] = []
    if article.headline:
        parts.extend(("h2", "headline", span) for span in article.headline.spans)
    if article.standfirst:
        parts.extend(("p", "standfirst", span) for span in article.standfirst.spans)
    if article.published and article.published.spans:
        parts.extend(("p", "aside", span) for span in article.published.spans)
    parts.extend(("p", "body", span) for span in article.paragraphs)
    parts.extend(("p", "aside", span) for span in article.asides)
    ordered = sorted(parts, key=lambda part: (part[2].start, part[2].end))
    made = [Block(tag, name, _anchored(pieces(article.text, span, marks), seen)) for tag, name, span in ordered]
    return tuple(made) if asked is None else tuple(_lit(made, asked.key))


def _lit(made: Iterable[Block], key: str) -> Iterator[Block]:
    """``made`` with the pieces of the value ``key`` lit, and a place to scroll to before the first of them."""
    first = True
    for block in made:
        shown = []
        for piece in block.pieces:
            asked = key in piece.keys
            shown.append(replace(piece, kinds=(*piece.kinds, "asked"), here=first) if asked else piece)
            first = first and not asked
        yield replace(block, pieces=tuple(shown))


def _anchored(found: tuple[Piece, ...], seen: set[str]) -> tuple[ShownPiece, ...]:
    shown = []
    for piece in found:
        fresh = next((key for key in reversed(piece.keys) if key not in seen), None)
        if fresh is not None:
            seen.add(fresh)
        shown.append(ShownPiece(piece.text, piece.keys, piece.kinds, fresh))
    return tuple(shown)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _style() -> str:
    return _asset("templates", "report.css") + _asset("static", "parts.css")


@lru_cache(maxsize=4)
def _asset(folder: str, name: str) -> str:
    return (files("dateline.show") / folder / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(loader=PackageLoader("dateline.show"), autoescape=select_autoescape(default=True), trim_blocks=False)
    return environment.get_template("report.html.j2")
