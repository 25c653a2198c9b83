"""Bytes as text: which encoding, and where every character stands in the bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.ingest.kinds import wide_encoding
from dateline.model.article import Anchor, SourceMap

if TYPE_CHECKING:
    from dateline.model.span import Span

REPLACED = "replaced"  # path of an anchor whose characters stand for code units that could not be read
SAMPLE = 65_536  # bytes that the guess of an encoding looks at
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CUT = re.compile("\r\n?|[\x00\ud800-\udfff]+")
_STATELESS = re.compile(
    r"utf-?(8|16|32)|cp\d+|iso-?8859|latin|koi8|mac|windows|gb|big5|euc|shift|ascii|johab|ptcp|tis|hp|kz", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and the map from its characters to the bytes."""

    text: str
    encoding: str
    source_map: SourceMap


def unit_of(encoding: str) -> int:
    """The number of bytes of one code unit of the encoding."""
    return 4 if encoding.startswith("utf-32") else 2 if encoding.startswith("utf-16") else 1


def decode(data: bytes, declared: str | None = None) -> Decoded:
    r"""The bytes as text; never fails. Line breaks become ``\n``; NUL and what cannot be read becomes U+FFFD."""
    encoding, mark = encoding_of(data, declared)
    body = data[mark:]
    body = body[: len(body) - len(body) % unit_of(encoding)]
    return _levelled(_raw(body, encoding), encoding, mark)


def encoding_of(data: bytes, declared: str | None = None) -> tuple[str, int]:
    """The encoding of the bytes and the length of its mark: by mark, declaration, UTF-8 if it fits, then by guess."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    wide = wide_encoding(data)
    if wide:
        return wide, 0
    for known in (_known(declared), "utf-8"):
        if known and _fits(data, known):
            return known, 0
    return _guess(data), 0


def _known(name: str | None) -> str | None:
    """The codec of a declared name as browsers read it, or None: unknown, not a text codec, or one that keeps state."""
    try:
        found = codecs.lookup((name or "").strip())
    except (LookupError, ValueError):
        return None
    plain = found.name.lower()
    if not _STATELESS.match(plain) or plain in ("utf-16", "utf-32"):
        return None
    return "cp1252" if plain in ("ascii", "iso8859-1") else plain


def _fits(data: bytes, name: str) -> bool:
    try:
        return data.decode(name).encode(name) == data
    except (UnicodeError, ValueError):
        return False


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8: mostly UTF-8 with damage, else the detector's best, else cp1252."""
    sample = data[:SAMPLE]
    read = sample.decode("utf-8", "replace")
    good = sum(char > "\x7f" and char != "\ufffd" for char in read)
    if good >= 2 * read.count("\ufffd"):
        return "utf-8"
    from charset_normalizer import from_bytes  # here: it takes its time to load and is rarely needed

    best = from_bytes(sample, threshold=0.3, enable_fallback=False).best()
    name = _known(best.encoding) if best else None
    western = sum(1 for byte in sample if byte > 0x7F) < 0.05 * len(sample)
    if name is None or western or not _fits(data, name):
        return "cp1252"
    return name


def _raw(body: bytes, encoding: str) -> str:
    """The text, in which a lone surrogate stands for every code unit that is none of the encoding's."""
    if encoding.startswith("utf-32"):
        return body.decode(encoding, "replace")
    return body.decode(encoding, "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape")


def _levelled(raw: str, encoding: str, mark: int) -> Decoded:
    """``raw`` with one kind of line break and nothing unreadable, and its anchors."""
    map_ = _Builder(encoding, mark)
    done = 0
    for cut in _CUT.finditer(raw):
        map_.keep(raw[done : cut.start()], "")
        found = cut.group()
        if found[0] == "\r":
            map_.skip(len(found) - 1)  # of "\r\n" the second is kept
            map_.keep("\n", "")
        else:
            map_.keep("\ufffd" * len(found), REPLACED)
        done = cut.end()
    map_.keep(raw[done:], "")
    return Decoded("".join(map_.pieces), encoding, SourceMap("bytes", encoding, tuple(map_.anchors)))


class _Builder:
    """A text and its anchors while they grow; what follows on in text and bytes is one anchor."""

    def __init__(self, encoding: str, offset: int) -> None:
        self.encoding, self.offset, self.length = encoding, offset, 0
        self.pieces: list[str] = []
        self.anchors: list[Anchor] = []
        self._end = -1

    def skip(self, units: int) -> None:
        """Leave code units of the source out of the text."""
        self.offset += units * unit_of(self.encoding)

    def keep(self, piece: str, path: str) -> None:
        """Add a piece that stands at the current place of the source."""
        if not piece:
            return
        end, last = self.length + len(piece), self.anchors[-1] if self.anchors else None
        if last and self._end == self.offset and last.path == path:
            self.anchors[-1] = Anchor(last.start, end, path, last.offset)
        else:
            self.anchors.append(Anchor(self.length, end, path, self.offset))
        self.pieces.append(piece)
        self.length = end
        self.offset += _size(piece, path, self.encoding)
        self._end = self.offset


def source_range(text: str, source_map: SourceMap, span: Span) -> tuple[tuple[int, int], ...]:
    """The byte ranges ``(start, end)`` of the source that the characters of ``span`` were read from, in order.

    Only for maps of kind ``bytes``; raises ``ValueError`` for others.
    """
    if source_map.kind != "bytes":
        raise ValueError(f"a map of kind {source_map.kind} has no bytes")
    out: list[tuple[int, int]] = []
    for anchor in source_map.anchors:
        start, end = max(anchor.start, span.start), min(anchor.end, span.end)
        if start >= end:
            continue
        first = anchor.offset + _size(text[anchor.start : start], anchor.path, source_map.encoding)
        last = first + _size(text[start:end], anchor.path, source_map.encoding)
        if out and out[-1][1] == first:
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return tuple(out)


def _size(piece: str, path: str, encoding: str) -> int:
    return len(piece) * unit_of(encoding) if path == REPLACED else len(piece.encode(encoding))
