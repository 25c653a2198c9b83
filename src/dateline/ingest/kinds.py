"""What kind of file some bytes are, recognised by their content, never by a name."""

from __future__ import annotations

import re
import zlib
from enum import StrEnum
from pathlib import PurePath

from dateline.errors import UnreadableSource
from dateline.ingest.tables import pairs, rows

LARGEST_FILE = 160 * 1024 * 1024  # bytes, after unpacking: what a gzip file may grow to
LARGEST_REPORT = 10 * 1024 * 1024  # bytes of one report; the largest pages of news sites are a tenth of it
LARGEST_CARRIER = 60 * 1024 * 1024  # bytes of a mail or a PDF, which carry pictures and fonts beside the report
HEAD = 4096  # bytes that are looked at
MAIL_HEAD = 32_768  # bytes of a mail's headers that are looked at: stations on the way write long ones

_HTML = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|title|meta|link|script|article|section|main|div|p|h[1-6]|table|span|center|font)\b[^<>]*/?>",
    re.IGNORECASE,
)
_BEFORE_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ROW = re.compile(rb'\s*\{\s*(?:"|\}|\\)')
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_XML_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|RDF|urlset|sitemapindex|opml)\b[^<>]*>?", re.IGNORECASE)
_XML_PROLOG = re.compile(rb"\s*<(?:\?xml|!DOCTYPE\s+(?!html)|!--|(?:[\w.-]+:)?(?:rss|feed|RDF|urlset|sitemapindex|opml)\b)", re.IGNORECASE)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n")
_ENVELOPE = re.compile(rb"From [^\r\n]{1,300}\r?\n")
_POSTAL = {b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"dkim-signature"}
_ADDRESSED = {b"from", b"subject", b"to", b"date"}


class Kind(StrEnum):
    """The kinds of files that are read."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    FEED = "feed"
    MAIL = "mail"
    PDF = "pdf"
    WARC = "warc"
    ZIP = "zip"
    SITEMAP = "sitemap"
    OPML = "opml"

    @property
    def media_type(self) -> str:
        """The media type of the kind; of a feed, which has several, the commonest."""
        return dict(pairs("media_types"))[self.value]


def recognise(data: bytes) -> Kind:
    """The kind of the unpacked bytes: what a first mark or a root element names, rows of JSON, a page, else plain text."""
    if marked := _marked(data):
        return marked
    head = _ascii_head(data)
    if _ROW.match(head):
        return Kind.FEED if _JSON_FEED.search(head) else Kind.JSONL
    if _XML_PROLOG.match(head) and (root := _XML_ROOT.search(head)):
        name = root.group(1).lower()
        return Kind.OPML if name == b"opml" else Kind.SITEMAP if name in (b"urlset", b"sitemapindex") else Kind.FEED
    if _is_mail(data[:MAIL_HEAD]):
        return Kind.MAIL
    before = _BEFORE_HTML.match(head)
    rest = head[before.end() if before else 0 :]
    if rest.startswith(b"<") and _HTML.search(rest):
        return Kind.HTML
    return Kind.TEXT


def _marked(data: bytes) -> Kind | None:
    """The kind that the first bytes name by a mark of their own."""
    if data.startswith(b"PK\x03\x04"):
        return Kind.ZIP
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    return Kind.WARC if data.startswith(b"WARC/") else None


def _is_mail(head: bytes) -> bool:
    """True for a block of mail headers: some that only the post writes, and some that a sender writes."""
    names: set[bytes] = set()
    at = len(first.group()) if (first := _ENVELOPE.match(head)) else 0
    while (line := _HEADER.match(head, at)) is not None:
        names.add(line.group(1).lower())
        at = line.end()
    return bool(names & _POSTAL) and len(names & _ADDRESSED) >= 2


def _ascii_head(data: bytes) -> bytes:
    """The beginning of the bytes without byte order mark, UTF-16 and UTF-32 thinned to their letters."""
    head = data[:HEAD]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff"):
        if head.startswith(mark):
            return head[len(mark) :].replace(b"\x00", b"") if mark != b"\xef\xbb\xbf" else head[len(mark) :]
    return head.replace(b"\x00", b"") if head[:64].count(b"\x00") * 3 > len(head[:64]) else head


def is_readable(name: str) -> bool:
    """True for the name of a file that is taken from a folder or an archive: one with a known ending, or none."""
    ending = PurePath(name).suffix.lower()
    return not ending or any(ending == row[0] for row in rows("endings"))


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


def refuse_large(size: int, uri: str, largest: int = LARGEST_REPORT) -> None:
    """Raise ``UnreadableSource`` for a single report of more than ``largest`` bytes."""
    if size > largest:
        limit = largest >> 20
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
