"""What kind of file some bytes are, recognised by their content, never by a name."""

from __future__ import annotations

import re
import zlib
from enum import StrEnum

from dateline.errors import UnreadableSource
from dateline.ingest.tables import pairs

LARGEST_FILE = 160 * 1024 * 1024  # bytes, after unpacking: what a gzip file may grow to
LARGEST_REPORT = 10 * 1024 * 1024  # bytes of one report; the largest pages of news sites are a tenth of it
HEAD = 4096  # bytes that are looked at

_HTML = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|title|meta|link|script|article|section|main|div|p|h[1-6]|table|span|center|font)\b[^<>]*/?>",
    re.IGNORECASE,
)
_BEFORE_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ROW = re.compile(rb'\s*\{\s*(?:"|\}|\\)')


class Kind(StrEnum):
    """The kinds of files that are read."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"

    @property
    def media_type(self) -> str:
        """The media type of the kind."""
        return {"text": "text/plain", "html": "text/html", "jsonl": "application/x-ndjson"}[self.value]


def recognise(data: bytes) -> Kind:
    """The kind of the unpacked bytes: rows of JSON, a page, else plain text."""
    head = _ascii_head(data)
    if _ROW.match(head):
        return Kind.JSONL
    before = _BEFORE_HTML.match(head)
    rest = head[before.end() if before else 0 :]
    if rest.startswith(b"<") and _HTML.search(rest):
        return Kind.HTML
    return Kind.TEXT


def _ascii_head(data: bytes) -> bytes:
    """The beginning of the bytes without byte order mark, UTF-16 and UTF-32 thinned to their letters."""
    head = data[:HEAD]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff"):
        if head.startswith(mark):
            return head[len(mark) :].replace(b"\x00", b"") if mark != b"\xef\xbb\xbf" else head[len(mark) :]
    return head.replace(b"\x00", b"") if head[:64].count(b"\x00") * 3 > len(head[:64]) else head


def unpack(data: bytes, uri: str) -> bytes:
    """The bytes themselves, or what a gzip file holds; a damaged or boundless one raises ``UnreadableSource``."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    out: list[bytes] = []
    size, rest = 0, data
    while rest.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        try:
            piece = member.decompress(rest, LARGEST_FILE - size + 1)
        except zlib.error as error:
            raise UnreadableSource(f"{uri}: the gzip file is damaged; fetch or pack it again.") from error
        size += len(piece)
        if size > LARGEST_FILE:
            raise UnreadableSource(f"{uri}: unpacks to more than {LARGEST_FILE >> 20} MB; unpack it and split it.")
        if not member.eof:
            raise UnreadableSource(f"{uri}: the gzip file breaks off before its end; fetch or pack it again.")
        out.append(piece)
        rest = member.unused_data.lstrip(b"\x00")
    return out[0] if len(out) == 1 else b"".join(out)


def refuse_other(data: bytes, uri: str) -> None:
    """Raise ``UnreadableSource`` for bytes that are no text at all: nothing, a known other format, control characters."""
    if not data.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xfe\xff"):
        raise UnreadableSource(f"{uri}: the file is empty; there is no report to read.")
    for magic, name in pairs("formats"):
        if data.startswith(bytes.fromhex(magic)):
            raise UnreadableSource(f"{uri}: this is {name}, not a text; save the report as text or HTML.")
    if _is_binary(data):
        raise UnreadableSource(f"{uri}: this is binary, not a text; save the report as text or HTML.")


def refuse_large(size: int, uri: str) -> None:
    """Raise ``UnreadableSource`` for a single report of more than ``LARGEST_REPORT`` bytes."""
    if size > LARGEST_REPORT:
        limit = LARGEST_REPORT >> 20
        raise UnreadableSource(f"{uri}: {size / 1e6:.0f} MB is too large for one report (limit {limit} MB); split it, or use JSON Lines.")


def _is_binary(data: bytes) -> bool:
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or wide_encoding(head):
        return False
    odd = sum(head.count(bytes([code])) for code in range(32) if code not in (0, 9, 10, 12, 13, 27))
    return (odd + 0.5 * head.count(b"\x00")) > 0.1 * len(head) and len(head) > 8


def wide_encoding(data: bytes) -> str | None:
    """The name of the UTF-16 that bytes without a mark are in, told by zeros in every other place, else None."""
    head = data[: HEAD & ~1]
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(b"\x00"), head[1::2].count(b"\x00")
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None
