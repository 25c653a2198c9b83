"""A capture: the bytes of one report as they came, with what came with them, and the article that they hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import given_moment
from dateline.ingest.html import decode_page, read_page
from dateline.ingest.jsonl import Line, read_line
from dateline.ingest.kinds import LARGEST_CARRIER, LARGEST_REPORT, Kind, recognise, refuse_large, refuse_other, unpack
from dateline.ingest.plain import read_plain
from dateline.ingest.tables import lookup
from dateline.model.article import Article, Source
from dateline.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Capture:
    """One report as it came: its bytes and what came with them, None where nothing did.

    ``uri`` names it in messages and in the record, ``address`` is where it stands on the web, ``kind`` what the bytes are
    (None: told by content), ``charset`` the encoding that a server or an archive states. ``title`` and ``published`` come
    with it (a feed's entry, an archive's metadata); ``given`` is the date of a caller, used where the report tells none;
    ``retrieved`` the moment it was fetched (ISO 8601); ``line`` its row in a file of rows.
    """

    data: bytes
    uri: str
    kind: Kind | None = None
    address: str | None = None
    charset: str | None = None
    title: str | None = None
    published: str | None = None
    given: str | None = None
    retrieved: str | None = None
    line: int | None = None
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A report that was set aside: where it stands (line of the file, None for a whole file) and why, one sentence."""

    uri: str
    reason: str
    line: int | None = None


def read_capture(capture: Capture) -> Article:
    """The article in a capture. Raises ``UnreadableSource``, and nothing else, where there is none."""
    given = given_moment(capture.given, capture.uri)
    if capture.line is not None:
        return _noted(read_line(Line(capture.line, capture.data), capture.uri, given=given), capture)
    data = unpack(capture.data, capture.uri)
    kind = capture.kind or recognise(data)
    if kind not in (Kind.PDF, Kind.ZIP):
        refuse_other(data, capture.uri)
    refuse_large(len(data), capture.uri, LARGEST_CARRIER if kind in (Kind.MAIL, Kind.PDF) else LARGEST_REPORT)
    return _noted(_read(capture, data, kind, given), capture)


def _noted(article: Article, capture: Capture) -> Article:
    return replace(article, notes=(*article.notes, *capture.notes)) if capture.notes else article


def _read(capture: Capture, data: bytes, kind: Kind, given: str | None) -> Article:
    published = given_moment(capture.published, capture.uri)
    source = Source(capture.uri, kind.media_type, hashlib.sha256(data).hexdigest(), capture.retrieved)
    if kind is Kind.TEXT:
        return read_plain(data, source, published=published, given=given, address=capture.address, charset=capture.charset)
    if kind is Kind.HTML:
        page = decode_page(data, capture.charset)
        return read_page(page, capture.uri, source, title=capture.title, published=published, given=given, address=capture.address)
    if kind is Kind.MAIL:
        from dateline.ingest.mail import read_mail  # here and below: what few inputs need is loaded for them

        return read_mail(data, source, given=given)
    if kind is Kind.PDF:
        from dateline.ingest.pdf import read_pdf

        return read_pdf(data, source, title=capture.title, published=published, given=given, address=capture.address)
    raise UnreadableSource(f"{capture.uri}: {lookup('holders')[kind.value]}")
