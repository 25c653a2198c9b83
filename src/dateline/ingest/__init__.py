"""From a source to its article; the way back from every character is made while reading.

``article`` reads one report, ``articles`` all of a file, ``from_text`` a string. ``captures`` cuts a file into the bytes of
its reports, and ``read_capture`` reads one of them: the same in two steps, for who keeps the bytes or reads on several
processes. Nothing but ``UnreadableSource`` is raised, whatever the bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import given_moment
from dateline.ingest.capture import Capture, Rejected, read_capture
from dateline.ingest.dates import iso_moment
from dateline.ingest.encoding import source_range
from dateline.ingest.files import captures, captures_in, read_bytes
from dateline.ingest.kinds import Kind, is_readable, recognise, unpack
from dateline.ingest.plain import read_text
from dateline.model.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Capture",
    "Kind",
    "Rejected",
    "article",
    "articles",
    "captures",
    "captures_in",
    "from_text",
    "is_date",
    "is_readable",
    "read_bytes",
    "read_capture",
    "recognise",
    "source_range",
    "unpack",
]


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
    ending = Path(text).suffix
    return not any(char.isspace() for char in text) and len(ending) > 1 and is_readable(text)


def articles(data: bytes, uri: str, *, kind: Kind | None = None, published: str | None = None) -> Iterator[Article | Rejected]:
    """All reports in the bytes of a file, in order; what cannot be read is set aside with its reason.

    ``kind`` overrides what the content looks like; ``published`` is a date for reports that name none.
    """
    for found in captures(data, uri, kind=kind, published=published):
        if isinstance(found, Rejected):
            yield found
            continue
        try:
            yield read_capture(found)
        except UnreadableSource as error:
            yield Rejected(uri if found.line is not None else found.uri, str(error), found.line)


def is_date(value: str) -> bool:
    """Whether a date that a caller gives can be read (ISO 8601, a day or a moment)."""
    return iso_moment(value) is not None


def from_text(text: str, *, title: str | None = None, published: str | None = None, uri: str = "text") -> Article:
    """The article in a string, for callers who have the text already; ``UnreadableSource`` if nothing is in it."""
    return read_text(text, uri, title=title, given=given_moment(published, uri))
