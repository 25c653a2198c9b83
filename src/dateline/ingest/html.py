"""A page saved from the web as an article: its report chosen by vote, its text and the way back from our own walk."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import LONGEST_TEXT, Parts, article_of, date_order, implausible, part
from dateline.ingest.dates import iso_moment, printed_dates
from dateline.ingest.encoding import decode, encoding_of
from dateline.ingest.front import Front, read_block
from dateline.ingest.headline import headline_block
from dateline.ingest.metadata import Metadata, metadata_of
from dateline.ingest.page import ENTRY_MARK, Block, Walk, parse_page
from dateline.ingest.selection import Witnesses, is_prompt, named, selected
from dateline.ingest.trailers import matches_front, split_body
from dateline.ingest.voters import DEEPEST, LARGEST, readability_text, trafilatura_text
from dateline.model.article import Anchor, Article, Source, SourceMap, TextPart
from dateline.model.span import Span

BETWEEN = "\n\n"  # parts blocks in the text of a page
FEWEST_WORDS = 12  # of the longest block of a report
FRONT_BLOCKS = 25  # blocks between headline and report that are looked at
SMALL_PAGE = 60  # blocks of a page that is read whole where the extractors find nothing
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its blocks, which of them are the report, what it says about itself; ``entry``: made from a feed's entry."""

    blocks: tuple[Block, ...]
    title: Block | None
    chosen: tuple[bool, ...]
    metadata: Metadata
    entry: bool = False


def decode_page(data: bytes, charset: str | None = None) -> str:
    """The page's characters: by mark, by what its server or itself declares, UTF-8, then by guess; never fails."""
    declared = _CHARSET.search(data[:4096])
    own = declared.group(1).decode("ascii") if declared else None
    name = own if own and own.lower() in ("utf-8", "utf8") else charset or own  # servers state a default; a page that says UTF-8 knows
    encoding, mark = encoding_of(data, name)
    if mark or encoding.startswith("utf-8") or name is None:
        return decode(data, name).text
    return data.decode(encoding, "replace")


def witnesses_of(html: str, metadata_body: str | None = None, depth: int = 0) -> Witnesses:
    """What the extractors take for the report; they are not asked about pages that are too large or too deep for them."""
    if len(html) > LARGEST or depth > DEEPEST:
        return Witnesses("", "", metadata_body or "")
    return Witnesses(trafilatura_text(html), readability_text(html), metadata_body or "")


def page_title(walk: Walk) -> str:
    """The text of the page's title element."""
    return walk.title.text if walk.title else ""


def load_page(html: str, uri: str) -> Page:
    """The page with its report chosen; ``UnreadableSource`` if it cannot be walked or holds no report."""
    root = parse_page(html)
    walk = Walk(root, uri)
    metadata = metadata_of(root)
    if ENTRY_MARK in root.attributes:
        return Page(tuple(walk.blocks), walk.title, tuple(not _is_link_line(block) for block in walk.blocks), metadata, entry=True)
    depth = max((block.element.depth for block in walk.blocks), default=0)
    chosen = selected(walk.blocks, page_title(walk), witnesses_of(html, metadata.body, depth))
    if not _is_report(walk.blocks, chosen):
        chosen = _whole(walk.blocks)
    if not _is_report(walk.blocks, chosen):
        raise UnreadableSource(f"{uri}: there is no report on this page; save the page of a single report, or its text.")
    return Page(tuple(walk.blocks), walk.title, tuple(chosen), metadata)


def _is_link_line(block: Block) -> bool:
    """True for a line of an entry that leads on to its page or away from it."""
    return is_prompt(block.text) or (block.link_share > 0.8 and len(block.text.split()) < FEWEST_WORDS)


def _is_report(blocks: list[Block], chosen: list[bool]) -> bool:
    """True if at least one chosen block is prose."""
    return any(yes and _is_prose(block) for block, yes in zip(blocks, chosen, strict=True))


def _is_prose(block: Block) -> bool:
    """True for a block as long as a sentence, few of whose characters are links; some scripts part no words."""
    text = block.text
    long = len(text.split()) >= FEWEST_WORDS or (len(text) >= 3 * FEWEST_WORDS and text.count(" ") * 15 < len(text))
    return long and block.link_share < 0.5


def _whole(blocks: list[Block]) -> list[bool]:
    """The paragraphs of a page that holds little else, for pages that are too small or strange for the extractors."""
    small = len(blocks) <= SMALL_PAGE
    prose = [block.element.tag not in ("h1", "li", "td", "nav", "footer") and block.link_share < 0.5 for block in blocks]
    long = [yes and _is_prose(block) for block, yes in zip(blocks, prose, strict=True)]
    return prose if small and any(long) else long


def report_text(data: bytes, uri: str) -> str:
    """The text of the report on a page, credits included: what the extraction task measures."""
    page = load_page(decode_page(data), uri)
    return BETWEEN.join(block.text for block, yes in zip(page.blocks, page.chosen, strict=True) if yes)


def read_page(
    html: str, uri: str, source: Source, *, title: str | None = None, published: str | None = None, given: str | None = None,
    address: str | None = None,
) -> Article:  # fmt: skip
    """The article on a page; title, date and address that come with it from outside fill what the page lacks."""
    page = load_page(html, uri)
    says = page.metadata
    says = replace(
        says, headline=says.headline or title, published=published or says.published or _machine_date(page), address=address or says.address
    )
    headline = page.title if page.entry else headline_block(page.blocks, page.title, page.chosen, says)
    return _composed(page, says, headline, source, given)


def _machine_date(page: Page) -> str | None:
    """The date of the first time element around or inside the blocks before the report's end."""
    last = max((n for n, yes in enumerate(page.chosen) if yes), default=-1)
    for block in page.blocks[: last + 1]:
        for element in (*block.inner, block.element):
            moment = iso_moment(element.time) if element.time else None
            if moment:
                return moment
    return None


def _composed(page: Page, says: Metadata, headline: Block | None, source: Source, given: str | None) -> Article:
    """The article's text from its blocks in the order of the page, headline first."""
    first = next((n for n, yes in enumerate(page.chosen) if yes), 0)
    place = page.blocks.index(headline) if headline in page.blocks else -1
    front = [block for block in page.blocks[max(place + 1, first - FRONT_BLOCKS) : first] if _may_be_front(block, says)]
    body = [block for n, (block, yes) in enumerate(zip(page.blocks, page.chosen, strict=True)) if yes and n != place]
    blocks = [*([headline] if headline else []), *front, *body]
    text, anchors, spans = _joined(blocks)
    if len(text) > LONGEST_TEXT:
        raise UnreadableSource(f"{source.uri}: {len(text):,} characters are too many for one report; save the page of a single report.")
    parts = Parts(text, source, SourceMap("xpath", "", anchors), metadata_date=says.published, given_date=given, address=says.address)
    parts.language = says.language
    split = 1 if headline else 0
    if headline:
        parts.headline = part(text, spans[0])
    elif says.headline:
        parts.headline = TextPart(says.headline, ())
    _fill_front(parts, front, spans[split : split + len(front)], says)
    _fill_body(parts, body, spans[split + len(front) :])
    return article_of(parts)


def _joined(blocks: list[Block]) -> tuple[str, tuple[Anchor, ...], list[Span]]:
    """The blocks as one text, its anchors, and where each block stands."""
    pieces: list[str] = []
    anchors: list[Anchor] = []
    spans: list[Span] = []
    length = 0
    for block in blocks:
        if pieces:
            pieces.append(BETWEEN)
            length += len(BETWEEN)
        anchors.extend(Anchor(a.start + length, a.end + length, a.path, a.offset) for a in block.anchors)
        spans.append(Span(length, length + len(block.text)))
        pieces.append(block.text)
        length += len(block.text)
    return "".join(pieces), tuple(anchors), spans


def _may_be_front(block: Block, says: Metadata) -> bool:
    """True for a block before the report that may be its standfirst, byline, date or correction."""
    text = block.text
    if len(text) > 400 or any(element.tag in ("nav", "aside", "figure", "figcaption", "form") for element in block.element.up()):
        return False
    if _is_standfirst(block, says) or matches_front(text):
        return True
    elements = (*block.inner, *list(block.element.up())[:3])
    if any(element.time or named(element.words, "byline") or named(element.words, "date") for element in elements):
        return len(text) < 200
    return len(text) < 120 and (text.lower().startswith("by ") or next(printed_dates(text), None) is not None)


def _is_standfirst(block: Block, says: Metadata) -> bool:
    words = len(block.text.split())
    if words < 4 or block.link_share > 0.5:
        return False
    called = any(named(element.words, "standfirst") for element in list(block.element.up())[:2])
    stated = says.description is not None and " ".join(block.text.split()).casefold() == says.description.casefold()
    return called or stated


def _fill_front(parts: Parts, blocks: list[Block], spans: list[Span], says: Metadata) -> None:
    """Sort the blocks before the report into standfirst, byline, dates and asides."""
    front, order = Front(headline=Span(0, 1)), date_order(says.address, None)
    standfirst: list[Span] = []
    for block, span in zip(blocks, spans, strict=True):
        if _is_standfirst(block, says) and not standfirst:
            standfirst.append(span)
        elif not read_block(front, parts.text, span, order=order):
            parts.asides.append(span)
    said = parts.headline.text.casefold() if parts.headline else ""
    parts.standfirst = tuple(span for span in standfirst if span.of(parts.text).casefold() != said)
    parts.byline = part(parts.text, front.byline) if front.byline else (TextPart(says.author, ()) if says.author else None)
    dates = front.dates or front.updated
    if says.published and not implausible(says.published, parts.source.retrieved):
        dates = [found for found in dates if any(day.isoformat() == says.published[:10] for day in found.readings)]
    parts.dates = dates
    parts.asides.extend(front.asides)


def _fill_body(parts: Parts, blocks: list[Block], spans: list[Span]) -> None:
    """The report's paragraphs without standfirst, byline, pull quotes and credits among them."""
    kept: list[Span] = []
    text, opening = parts.text, True
    for number, (block, span) in enumerate(zip(blocks, spans, strict=True)):
        called = number < 3 and any(named(element.words, "standfirst") for element in list(block.element.up())[:1])
        if opening and called and not parts.standfirst and len(blocks) > number + 1:
            parts.standfirst = (span,)
        elif _repeats(text, block, span):
            parts.asides.append(span)
        elif opening and _reads_as_byline(parts, span):
            continue
        else:
            opening = False
            kept.append(span)
    body, asides = split_body(text, kept)
    parts.body = body
    parts.asides.extend(asides)


def _reads_as_byline(parts: Parts, span: Span) -> bool:
    """True if the block is a byline or a date above the first paragraph, which is then noted as such."""
    trial = Front(headline=Span(0, 1))
    if not read_block(trial, parts.text, span, order=date_order(parts.address, None)):
        return False
    if trial.byline and (parts.byline is None or not parts.byline.spans):
        parts.byline = part(parts.text, trial.byline)
    else:
        parts.asides.append(span)
    if not parts.dates and not parts.metadata_date:
        parts.dates = trial.dates
    return True


def _repeats(text: str, block: Block, span: Span) -> bool:
    """True for a pull quote: words that the report says elsewhere, set apart."""
    words = block.text.strip(" \"“”'‘’")
    return len(words) < 300 and block.element.tag in ("blockquote", "aside", "q", "figure") and text.count(words) > 1 and len(span) > 8
