"""Files cut into the captures that they hold: one report, or the rows, entries, records and members of many."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import given_moment
from dateline.ingest.capture import Capture, Rejected
from dateline.ingest.jsonl import lines_of
from dateline.ingest.kinds import Kind, recognise, refuse_other, unpack
from dateline.ingest.peek import warc_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PEEK = 65_536  # bytes of a file that tell whether it must be read as a stream


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; ``UnreadableSource`` says in one sentence why they cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError | ValueError) -> UnreadableSource:
    """What to say of a file that cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return UnreadableSource(f"{path}: there is no such file; check the name.")
    if isinstance(error, IsADirectoryError):
        return UnreadableSource(f"{path}: this is a folder; name the files in it.")
    if isinstance(error, PermissionError):
        return UnreadableSource(f"{path}: the file may not be read; change its permissions.")
    return UnreadableSource(f"{path}: the file cannot be read ({error.__class__.__name__}); check the disk and the name.")


def captures_in(path: Path, *, kind: Kind | None = None, published: str | None = None) -> Iterator[Capture | Rejected]:
    """The captures of a file on disk, in order; web archives are read as streams, whatever their size."""
    try:
        with path.open("rb") as file:
            head = file.read(PEEK)
            file.seek(0)
            if streamed := _streamed(head, kind):
                yield from streamed(file, str(path), given_moment(published, str(path)))
                return
        data = read_bytes(path)
    except UnreadableSource as error:
        yield Rejected(str(path), str(error))
    except (OSError, ValueError) as error:
        yield Rejected(str(path), str(unreadable(path, error)))
    else:
        yield from captures(data, str(path), kind=kind, published=published)


def _streamed(head: bytes, kind: Kind | None) -> Callable[[IO[bytes], str, str | None], Iterator[Capture | Rejected]] | None:
    """The reader of files that are too large to be held whole, if the file is for it."""
    if kind is Kind.WARC or (kind is None and warc_within(head)):
        from dateline.ingest.warc import captures_of

        return captures_of
    if kind is Kind.ZIP or (kind is None and head.startswith(b"PK\x03\x04")):
        from dateline.ingest.archive import captures_of as members_of

        return members_of
    return None


def captures(data: bytes, uri: str, *, kind: Kind | None = None, published: str | None = None) -> Iterator[Capture | Rejected]:
    """All reports in the bytes of a file, cut apart and not yet read, in order; what cannot be cut is set aside.

    ``kind`` overrides what the content looks like; ``published`` is a date for reports that name none.
    """
    try:
        given = given_moment(published, uri)
        if streamed := _streamed(data, kind):
            yield from streamed(BytesIO(data), uri, given)
            return
        plain = unpack(data, uri)
        found = kind or recognise(plain)
        if found not in (Kind.PDF, Kind.ZIP):
            refuse_other(plain, uri)
    except UnreadableSource as error:
        yield Rejected(uri, str(error))
        return
    yield from _cut(plain, uri, found, given)


def _cut(data: bytes, uri: str, kind: Kind, given: str | None) -> Iterator[Capture | Rejected]:
    if kind is Kind.JSONL:
        for line in lines_of(data):
            yield Capture(line.data, uri, Kind.JSONL, given=given, line=line.number)
    elif kind is Kind.FEED:
        from dateline.ingest.entries import captures_of

        yield from captures_of(data, uri, given)
    elif kind is Kind.MAIL:
        from dateline.ingest.mail import captures_of as mail_of

        yield from mail_of(data, uri, given)
    elif streamed := _streamed(data, kind):  # packed once more than it needed to be
        yield from streamed(BytesIO(data), uri, given)
    else:
        yield Capture(data, uri, kind, given=given)
