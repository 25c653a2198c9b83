"""The last steps that all kinds of sources share: from parts of a text to an article."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.errors import UnreadableSource
from dateline.ingest.datelines import FoundDateline, find_dateline
from dateline.ingest.dates import NEAR, PrintedDate, iso_moment, nearest, printed_dates, settled
from dateline.ingest.language import language_of
from dateline.ingest.tables import rows
from dateline.model.article import Article, Dateline, Published, Source, SourceMap, TextPart
from dateline.model.finding import Finding

if TYPE_CHECKING:
    from dateline.model.span import Span

UNSET_CLOCK = (date(1969, 12, 31), date(1970, 1, 1))  # where computers without a set clock live, and the time zones west of them
LONGEST_TEXT = 2_000_000  # code points; a longer text is no news report


@dataclass
class Parts:
    """What a reader found in a source, before the last steps."""

    text: str
    source: Source
    source_map: SourceMap
    headline: TextPart | None = None
    standfirst: tuple[Span, ...] = ()
    byline: TextPart | None = None
    dates: list[PrintedDate] = field(default_factory=list)
    metadata_date: str | None = None
    given_date: str | None = None
    body: list[Span] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    address: str | None = None
    language: str | None = None


def article_of(parts: Parts) -> Article:
    """The article that the parts make; ``UnreadableSource`` if nothing in them can be read."""
    text = parts.text
    if parts.headline is None and not parts.body and not parts.standfirst:
        raise UnreadableSource(f"{parts.source.uri}: there is no report in it; check that it holds the text of one.")
    found = next((line for block in parts.body[:2] if (line := find_dateline(text, block))), None)
    published, notes = _published(parts, found)
    language, name = language_of(_reading(parts))
    if name and language != "en":
        span = (parts.body or list(parts.standfirst) or list(parts.headline.spans if parts.headline else ()))[:1]
        notes.append(Finding("not-english", f"Dateline reads English; this looks like {name}.", tuple(span)))
    return Article(
        id=_identity(parts),
        version=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        text=text,
        language=language or parts.language,
        source=parts.source,
        headline=parts.headline,
        standfirst=_part(text, parts.standfirst),
        byline=parts.byline,
        dateline=_dateline(found, published),
        published=published,
        paragraphs=tuple(parts.body),
        source_map=parts.source_map,
        asides=tuple(sorted(parts.asides)),
        notes=tuple(notes),
    )


def part(text: str, *spans: Span) -> TextPart | None:
    """The characters of the spans as a part of the article, white space as single spaces; None without spans."""
    return _part(text, spans)


def _part(text: str, spans: tuple[Span, ...]) -> TextPart | None:
    return TextPart(" ".join(" ".join(span.of(text) for span in spans).split()), spans) if spans else None


def _reading(parts: Parts) -> str:
    spans = [*(parts.headline.spans if parts.headline else ()), *parts.standfirst, *parts.body[:12]]
    return "\n".join(parts.text[span.start : min(span.end, span.start + 2000)] for span in spans)


def _identity(parts: Parts) -> str:
    """A stable name: from the address of the report where it has one, else from its first text."""
    if parts.address:
        return hashlib.sha256(canonical_address(parts.address).encode("utf-8", "replace")).hexdigest()[:24]
    first = " ".join(_reading(parts)[:400].split()).casefold()
    return hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()[:24]


def canonical_address(address: str) -> str:
    """The address without what changes between visits: scheme, "www.", fragment, closing slash, tracking."""
    try:
        found = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    kept = sorted(item for item in found.query.split("&") if item and not item.lower().startswith(("utm_", "fbclid", "gclid", "ref=")))
    query = "&".join(kept)
    host = found.netloc.lower().removeprefix("www.")
    return f"{host}{found.path.rstrip('/')}{'?' + query if query else ''}"


def date_order(address: str | None, agency: str | None) -> str | None:
    """The outlet's order of a date in digits, by its address or its agency: ``day``, ``month``, or None."""
    host = ""
    if address and "//" in address:
        host = address.split("//", 1)[1].split("/", 1)[0].lower().split(":")[0]
    for row in rows("outlets"):
        if host == row[0] or host.endswith("." + row[0]):
            return row[1]
    return next((row[2] or None for row in rows("agencies") if agency and row[1] == agency and len(row) > 2), None)


def _published(parts: Parts, line: FoundDateline | None) -> tuple[Published | None, list[Finding]]:
    """The day of publication, and what is doubtful about it: printed dates first, then metadata, then what was given."""
    notes: list[Finding] = []
    if parts.metadata_date and (doubt := implausible(parts.metadata_date, parts.source.retrieved)):
        notes.append(Finding("date-implausible", doubt, ()))
        parts.metadata_date = None
    outside = [value for value in (parts.metadata_date, parts.given_date) if value]
    if parts.dates:
        printed = _settle(parts, parts.dates[0], line, outside)
        if printed.ambiguous:
            notes.append(_ambiguous(printed, parts.text))
        elif not printed.weekday_fits:
            notes.append(_unfitting(printed))
        if not printed.ambiguous or not outside:
            return Published(_finer(printed.value(), parts.metadata_date), "text", (printed.span,)), notes
    if line and line.day and line.year and (day := _date(line.year, *line.day)):
        return Published(_finer(day.isoformat(), parts.metadata_date), "text", (line.span,)), notes
    if parts.metadata_date:
        return Published(parts.metadata_date, "metadata"), notes
    if parts.given_date:
        return Published(parts.given_date, "given"), notes
    return None, notes


def implausible(moment: str, retrieved: str | None) -> str | None:
    """Why a date that came with a report cannot be its date, one sentence: a clock never set, or after it was fetched; else None."""
    day = date.fromisoformat(moment[:10])
    if day in UNSET_CLOCK:
        return f"The source dates the report {_written(day)}, which a clock that was never set would do; the date is not used."
    if retrieved and day > date.fromisoformat(retrieved[:10]) + timedelta(days=1):
        return f"The source dates the report {_written(day)}, after the day it was fetched; the date is not used."
    return None


def _finer(day: str, moment: str | None) -> str:
    """The moment that the metadata give for the same day, else the day itself."""
    return moment if moment and moment[:10] == day else day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _settle(parts: Parts, printed: PrintedDate, line: FoundDateline | None, outside: list[str]) -> PrintedDate:
    """The printed date with one reading, where outlet, dateline, metadata or a date in the first paragraphs decide."""
    if not printed.ambiguous:
        return printed
    if line and line.day:
        fitting = tuple(day for day in printed.readings if (near := nearest(*line.day, day)) and abs(near - day) <= NEAR)
        if len(fitting) == 1:
            return PrintedDate(printed.span, fitting, printed.time, printed.weekday)
    order = date_order(parts.address, line.agency if line else None)
    if order:
        return next(iter(printed_dates(parts.text, printed.span.start, printed.span.end, order=order)), printed)
    clear = [day.readings[0] for block in parts.body[:4] for day in printed_dates(parts.text, block.start, block.end) if not day.ambiguous]
    known = [date.fromisoformat(value[:10]) for value in outside]
    return settled(settled(printed, tuple(known)), tuple(clear))


def _ambiguous(printed: PrintedDate, text: str) -> Finding:
    one, two = (_written(day) for day in printed.readings[:2])
    return Finding("date-ambiguous", f"The printed date {printed.span.of(text)} may be {one} or {two}.", (printed.span,))


def _unfitting(printed: PrintedDate) -> Finding:
    day = printed.readings[0]
    names = [row[0] for row in rows("weekdays")]
    message = f"The printed date says {names[printed.weekday or 0]}, but {_written(day)} was a {names[day.weekday()]}."
    return Finding("date-inconsistent", message, (printed.span,))


def _written(day: date) -> str:
    return f"{day.day} {rows('months')[day.month - 1][0]} {day.year}"


def _dateline(line: FoundDateline | None, published: Published | None) -> Dateline | None:
    if line is None:
        return None
    day: date | None = None
    if line.day and line.year:
        day = _date(line.year, *line.day)
    elif line.day and published:
        day = nearest(*line.day, date.fromisoformat(published.value[:10]))
    return Dateline((line.span,), line.places, line.agency, day.isoformat() if day else None)


def given_moment(value: str | None, uri: str) -> str | None:
    """The date that a caller gives, in ISO form; ``UnreadableSource`` if it is none."""
    if value is None or not value.strip():
        return None
    moment = iso_moment(value)
    if moment is None:
        raise UnreadableSource(f"{uri}: {value!r} is no date; give one as YYYY-MM-DD.")
    return moment
