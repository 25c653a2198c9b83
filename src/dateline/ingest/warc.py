"""Web archives (WARC, packed or not), Media Cloud's and Common Crawl's among them: their pages as captures."""

from __future__ import annotations

import io
import json
import re
import zlib
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from dateline.ingest.capture import Capture, Rejected
from dateline.ingest.dates import iso_moment
from dateline.ingest.kinds import LARGEST_REPORT, Kind
from dateline.ingest.peek import breaks_off, warc_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc.warc import WarcRecord

MEDIA_CLOUD = "application/x.mediacloud-indexer+json"  # the content type of the records that Media Cloud writes after each page
LARGEST_METADATA = 4 * 1024 * 1024  # bytes
SEARCHED = 1 << 20  # bytes that are looked through at a time for the next whole record
FARTHEST = 50 * LARGEST_REPORT  # bytes of a record that are read over; beyond it the next record is searched for
_START = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/1\.")
_HOLDING = ("response", "resource", "conversion")
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of an archive that waits for what the next record says about it."""

    capture: Capture
    record: str | None  # its id


def captures_of(stream: IO[bytes], uri: str, given: str | None = None) -> Iterator[Capture | Rejected]:
    """The pages of an archive in order, read as they are asked for; damaged records and what is too large are set aside.

    ``stream`` must be able to seek. Media types other than pages, texts and PDFs are passed over, answers other than 200 too.
    """
    start: int | None = 0
    number, found = 0, False
    while start is not None:
        stream.seek(start)
        reader = _Reader(uri, given, number)
        for capture in reader.read(stream):
            found = True
            yield capture
        number = reader.number
        if reader.stopped is None:
            if (reader.position or number < 2) and breaks_off(stream, start + reader.position):
                yield Rejected(uri, f"{uri}: the archive breaks off in record {number + 1}; what was whole before it is kept.")
            break
        found = True
        start = _next_start(stream, start + reader.position + 1)
        rest = "what was whole before it is kept" if start is None else "reading goes on at the next whole one"
        yield Rejected(uri, f"{uri}: {reader.stopped}; {rest}.")
    if not found:
        yield Rejected(uri, f"{uri}: there is no page in the archive; check that it holds the pages of reports.")


class _Reader:
    """One run over the records of an archive, until its end or a damaged place."""

    def __init__(self, uri: str, given: str | None, number: int) -> None:
        self.number = number  # records seen
        self.position = 0  # where the last one begins in the stream, from where the run began
        self.stopped: str | None = None  # why the run ended before the archive does
        self._uri, self._given = uri, given
        self._waiting: _Page | None = None

    def read(self, stream: IO[bytes]) -> Iterator[Capture | Rejected]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        begun = stream.tell()
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, auto_decode="none"):
                self.position = record.stream_pos - (begun if record.stream_pos >= begun else 0)
                yield from self._record(record)
                if self.stopped:
                    break
        except (OSError, ValueError) as error:
            self.stopped = f"the archive is damaged after record {self.number} ({str(error)[:60].rstrip('.')})"
        yield from self._flush()

    def _flush(self) -> Iterator[Capture | Rejected]:
        page, self._waiting = self._waiting, None
        if page:
            yield page.capture

    def _record(self, record: WarcRecord) -> Iterator[Capture | Rejected]:
        self.number += 1
        if record.headers.get("Content-Length") is None:
            self.stopped = f"the archive breaks off in record {self.number}"
            return
        media = (record.http_content_type or "") if record.is_http else _media_type(record)
        name = str(record.record_type).rpartition(".")[2]
        if name == "metadata":
            if self._waiting and _media_type(record) == MEDIA_CLOUD:
                self._waiting = _Page(_told(self._waiting.capture, record.reader.read(LARGEST_METADATA)), self._waiting.record)
            return
        if name not in _HOLDING:
            return
        yield from self._flush()
        kind = _kind(name, media.lower())
        if kind is None or (record.is_http and record.http_headers is not None and record.http_headers.status_code != 200):
            return
        yield from self._take(record, kind)

    def _take(self, record: WarcRecord, kind: Kind) -> Iterator[Capture | Rejected]:
        address = _cleaned(record.headers.get("WARC-Target-URI"))
        name = address or f"{self._uri}#{self.number}"
        size = record.content_length
        raw = record.reader.read(LARGEST_REPORT + 1)
        if len(raw) > LARGEST_REPORT:
            yield Rejected(name, f"{name}: {size / 1e6:.0f} MB are too many for one report; the record is passed over.")
            if size > FARTHEST:
                self.stopped = f"record {self.number} is too large to be read over"
            return
        if len(raw) < size:
            self.stopped = f"the archive breaks off in record {self.number}"
            return
        body = _unpacked(raw, record)
        if body is None or len(body) > LARGEST_REPORT:
            why = "is packed in a way that cannot be undone" if body is None else f"unpacks to more than {LARGEST_REPORT >> 20} MB"
            yield Rejected(name, f"{name}: record {self.number} of {self._uri} {why}; it is passed over.")
            return
        fetched = iso_moment(record.record_date.isoformat()) if record.record_date else None
        charset = record.http_charset if record.is_http else None
        capture = Capture(body, name, kind, address=address, charset=charset, retrieved=fetched, given=self._given)
        self._waiting = _Page(capture, record.record_id)


def _unpacked(raw: bytes, record: WarcRecord) -> bytes | None:
    """The body of an answer, its packings for the way undone, one byte more than the limit at most; None where that fails."""
    if not record.is_http or record.http_headers is None:
        return raw
    headers = {str(key).lower(): str(value).lower() for key, value in record.http_headers.items()}
    packings = [headers.get("transfer-encoding", ""), *reversed(headers.get("content-encoding", "").split(","))]
    body: bytes | None = raw
    for packing in packings:
        body = _without(packing.strip(), body) if body is not None else None
    return body


def _without(packing: str, body: bytes) -> bytes | None:
    """A body with one packing undone, one byte more than the limit at most; archives that undid it already are let be."""
    from fastwarc import stream_io

    if packing in ("gzip", "x-gzip"):
        return _inflated(body, 31) if body.startswith(b"\x1f\x8b") else body
    if packing == "deflate":
        return _inflated(body, 15) or _inflated(body, -15)
    readers = {"chunked": stream_io.ChunkedReader, "br": stream_io.BrotliReader, "zstd": stream_io.ZstdReader}
    if packing not in readers:
        return body
    try:
        unpacked: bytes = readers[packing](io.BytesIO(body)).read(LARGEST_REPORT + 1)
    except (OSError, ValueError):
        return None
    return unpacked


def _inflated(body: bytes, bits: int) -> bytes | None:
    reader = zlib.decompressobj(wbits=bits)
    try:
        unpacked = reader.decompress(body, LARGEST_REPORT + 1)
    except zlib.error:
        return None
    return unpacked if reader.eof or len(unpacked) > LARGEST_REPORT else None


def _media_type(record: WarcRecord) -> str:
    return str(record.headers.get("Content-Type") or "").split(";")[0].strip().lower()


def _kind(record: str, media: str) -> Kind | None:
    """What a record holds that may be a report: a page, a PDF, or the text that somebody took from a page; None for the rest."""
    if media in _PAGES:
        return Kind.HTML
    if media == "application/pdf":
        return Kind.PDF
    return Kind.TEXT if media == "text/plain" and record in ("conversion", "resource") else None


def _cleaned(address: str | None) -> str | None:
    found = (address or "").strip("<> \t\r\n")
    return "".join(char for char in found if char.isprintable())[:2000] or None


def _told(capture: Capture, data: bytes) -> Capture:
    """The capture with the title and the date that Media Cloud kept of it, where its record can be read."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return capture
    entry, content = _part(said, "rss_entry"), _part(said, "content_metadata")
    dates = (_string(content, "publication_date"), _mailed(_string(entry, "pub_date")))
    published = next((moment for value in dates if value and (moment := iso_moment(value))), None)
    return replace(capture, title=_string(content, "article_title") or _string(entry, "title"), published=published)


def _part(said: Any, name: str) -> dict[str, Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, dict) else {}


def _string(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _mailed(value: str | None) -> str | None:
    """A date as mails write it, in ISO form."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (ValueError, TypeError, OverflowError):
        return None


def _next_start(stream: IO[bytes], start: int) -> int | None:
    """Where the next whole record (or gzip member that holds one) begins at or after ``start``; None where there is none."""
    stream.seek(start)
    before, at = b"", start
    while piece := stream.read(SEARCHED):
        window, base = before + piece, at - len(before)
        for found in _START.finditer(window):
            if warc_within(window[found.start() : found.start() + 65_536]):
                return base + found.start()
        before, at = window[-64:], at + len(piece)
    return None
