"""From a source to its article; the way back from every character is made while reading.

``article`` reads one report, ``articles`` all of a file, ``from_text`` a string. Nothing but ``UnreadableSource`` is
raised, whatever the bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import given_moment
from dateline.ingest.dates import iso_moment
from dateline.ingest.encoding import source_range
from dateline.ingest.html import decode_page, read_page, source_of
from dateline.ingest.jsonl import lines_of, read_line
from dateline.ingest.kinds import Kind, recognise, refuse_large, refuse_other, unpack
from dateline.ingest.plain import read_plain, read_text
from dateline.model.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Kind", "Rejected", "article", "articles", "from_text", "is_date", "read_bytes", "recognise", "source_range", "unpack"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A report that was set aside: where it stands (line of the file, None for a whole file) and why, one sentence."""

    uri: str
    reason: str
    line: int | None = None


def article(source: str | Path | bytes, *, kind: Kind | None = None, published: str | None = None, uri: str | None = None) -> Article:
    """The one report in a file, in bytes, or in an open text. Raises ``UnreadableSource`` where there is none.

    A string that is the name of a file is read from there; any other is the text itself.
    """
    if isinstance(source, str) and not _names_file(source):
        return from_text(source, published=published, uri=uri or "text")
    data = source if isinstance(source, bytes) else read_bytes(Path(source))
    name = uri or ("bytes" if isinstance(source, bytes) else str(source))
    for found in articles(data, name, kind=kind, published=published):
        if isinstance(found, Article):
            return found
        raise UnreadableSource(found.reason)
    raise UnreadableSource(f"{name}: there is no report in it; check that it holds the text of one.")


def _names_file(text: str) -> bool:
    """True for a string that is a path: an existing file, or one word that ends like a file's name."""
    if len(text) > 4096 or "\n" in text or "\0" in text or not text.strip():
        return False
    try:
        if Path(text).exists():
            return True
    except (OSError, ValueError):
        return False
    return not any(char.isspace() for char in text) and Path(text).suffix.lower() in {".txt", ".html", ".htm", ".jsonl", ".gz", ".json"}


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; ``UnreadableSource`` says in one sentence why they cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableSource(f"{path}: there is no such file; check the name.") from error
    except IsADirectoryError as error:
        raise UnreadableSource(f"{path}: this is a folder; name the files in it.") from error
    except PermissionError as error:
        raise UnreadableSource(f"{path}: the file may not be read; change its permissions.") from error
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{path}: the file cannot be read ({error.__class__.__name__}); check the disk and the name.") from error


def articles(data: bytes, uri: str, *, kind: Kind | None = None, published: str | None = None) -> Iterator[Article | Rejected]:
    """All reports in the bytes of a file, in order; what cannot be read is set aside with its reason.

    ``kind`` overrides what the content looks like; ``published`` is a date for reports that name none.
    """
    try:
        given = given_moment(published, uri)
        plain = unpack(data, uri)
        refuse_other(plain, uri)
        found = kind or recognise(plain)
        if found is not Kind.JSONL:
            refuse_large(len(plain), uri)
            yield _one(plain, uri, found, given)
            return
    except UnreadableSource as error:
        yield Rejected(uri, str(error))
        return
    for line in lines_of(plain):
        try:
            yield read_line(line, uri, given=given)
        except UnreadableSource as error:
            yield Rejected(uri, str(error), line.number)


def _one(data: bytes, uri: str, kind: Kind, given: str | None) -> Article:
    if kind is Kind.HTML:
        return read_page(decode_page(data), uri, source_of(data, uri), given=given)
    return read_plain(data, uri, published=given)


def is_date(value: str) -> bool:
    """Whether a date that a caller gives can be read (ISO 8601, a day or a moment)."""
    return iso_moment(value) is not None


def from_text(text: str, *, title: str | None = None, published: str | None = None, uri: str = "text") -> Article:
    """The article in a string, for callers who have the text already; ``UnreadableSource`` if nothing is in it."""
    return read_text(text, uri, title=title, given=given_moment(published, uri))
