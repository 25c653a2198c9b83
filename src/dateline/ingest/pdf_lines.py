"""The lines of a PDF's pages as PDFium reads them, with where they stand on the page and in its text."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000
_BREAKS = "\r\n"
PARTED = "\ufffe\u0002"  # what PDFium gives for the hyphen of a word that goes on in the next line, without a break after it
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: ``offset`` of its first code point in the page's text, its words, its box in points, its type size."""

    page: int
    offset: int
    text: str
    left: float
    right: float
    base: float
    size: float
    top: bool  # in the uppermost part of the page
    bottom: bool  # in the lowermost part


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds: its lines in reading order, its number of pages, the moment it says it was made (as it says it)."""

    lines: tuple[PageLine, ...]
    pages: int
    made: str | None


def pdf_text(data: bytes, uri: str) -> PdfText:
    """The lines of a PDF; ``UnreadableSource`` where it is damaged, locked, too long, or holds no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "the PDF is locked by a password; unlock it first." if locked else "the PDF is damaged; fetch or save it again."
        raise UnreadableSource(f"{uri}: {what}") from error
    try:
        return _read(document, uri)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(f"{uri}: a page of the PDF is damaged; fetch or save it again.") from error
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, uri: str) -> PdfText:
    count = len(document)
    if count > MOST_PAGES:
        raise UnreadableSource(f"{uri}: {count} pages are too many for one report (limit {MOST_PAGES}); split the PDF.")
    lines: list[PageLine] = []
    size = 0
    for number in range(count):
        found = list(_page_lines(document, number))
        size += sum(len(line.text) for line in found)
        if size > MOST_CHARACTERS:
            raise UnreadableSource(f"{uri}: more than {MOST_CHARACTERS:,} characters are too many for one report; split the PDF.")
        lines.extend(found)
    if not any(line.text.strip() for line in lines):
        raise UnreadableSource(f"{uri}: the PDF holds pictures of pages and no text; run a text recognition over it first.")
    made = document.get_metadata_dict().get("CreationDate")
    return PdfText(tuple(lines), count, made or None)


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[PageLine]:
    page = document[number]
    reader = page.get_textpage()
    try:
        height, text = page.get_height(), reader_text(reader)
        for start, end in _runs(text):
            line = _line(reader, text, start, end, number + 1, height)
            if line is not None:
                yield line
    finally:
        reader.close()
        page.close()


def reader_text(reader: pypdfium2.PdfTextPage) -> str:
    """All characters of a page, one for each that PDFium counts: the text that offsets of a PDF's source map count in.

    It is ``get_text_range()`` of pypdfium2, character for character, with U+FFFD for halves of pairs.
    """
    from pypdfium2 import raw

    codes = (raw.FPDFText_GetUnicode(reader, index) for index in range(min(reader.count_chars(), MOST_CHARACTERS)))
    return "".join("\ufffd" if code in _SURROGATES or code > 0x10FFFF else chr(code) for code in codes)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index, char in enumerate(text):
        if char in _BREAKS:
            if start < index:
                yield start, index
            start = index + 1
        elif char in PARTED:
            yield start, index + 1
            start = index + 1
    if start < len(text):
        yield start, len(text)


def _line(reader: pypdfium2.PdfTextPage, text: str, start: int, end: int, number: int, height: float) -> PageLine | None:
    from pypdfium2 import raw

    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    shown = [index for index in range(start, end) if not text[index].isspace()]
    boxes = [reader.get_charbox(index) for index in shown]
    sizes = [box[3] - box[1] for box in boxes]
    size = median(raw.FPDFText_GetFontSize(reader, index) for index in shown)
    base = median(_baseline(reader, index) for index in shown)
    return PageLine(
        page=number,
        offset=start,
        text=text[start:end],
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        base=base,
        size=max(size, median(sizes)),
        top=base > 0.9 * height,
        bottom=base < 0.08 * height,
    )


def _baseline(reader: pypdfium2.PdfTextPage, index: int) -> float:
    """How high above the foot of the page a character stands, points."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    across, up = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(reader, index, byref(across), byref(up))
    return up.value
