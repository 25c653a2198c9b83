"""ZIP archives: reports packed together, and WACZ, web archives with the list of their pages."""

from __future__ import annotations

import json
import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from dateline.ingest.assemble import canonical_address
from dateline.ingest.capture import Capture, Rejected
from dateline.ingest.kinds import LARGEST_REPORT, is_readable
from dateline.ingest.tables import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MEMBERS = 200_000
LARGEST_TOTAL = 8 * 1024 * 1024 * 1024  # bytes unpacked, of one archive
LARGEST_MEMBER = 160 * 1024 * 1024  # bytes unpacked, of one member that holds many reports
LARGEST_LIST = 64 * 1024 * 1024  # bytes of a list of pages
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, IndexError)
_DAMAGE = (*_BROKEN, RuntimeError, NotImplementedError)  # locked by a password, packed in a way that is not known


def captures_of(stream: IO[bytes], uri: str, given: str | None = None) -> Iterator[Capture | Rejected]:
    """The captures of all members in order of the archive; a damaged or locked member is set aside."""
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGE:
        yield Rejected(uri, f"{uri}: the ZIP archive is damaged or breaks off; fetch or pack it again.")
        return
    with archive:
        names = archive.namelist()
        document = next((what for mark, what in lookup("zip_documents").items() if mark in {name.lower() for name in names}), None)
        if document:
            yield Rejected(uri, f"{uri}: this is {document}, not a text; save the report as text, HTML or PDF.")
        elif "datapackage.json" in names and any(name.startswith("archive/") for name in names):
            yield from _web(archive, uri, given)
        else:
            yield from _members(archive, uri, given)


def _members(archive: zipfile.ZipFile, uri: str, given: str | None) -> Iterator[Capture | Rejected]:
    found, total = False, 0
    for number, member in enumerate(archive.infolist()):
        if not _is_wanted(member):
            continue
        found = True
        total += member.file_size
        if number >= MOST_MEMBERS or total > LARGEST_TOTAL:
            yield Rejected(uri, f"{uri}: the archive holds too much to be read whole; what was read before {_name(uri, member)} is kept.")
            return
        yield from _member(archive, member, _name(uri, member), given)
    if not found:
        yield Rejected(uri, f"{uri}: no member of the archive is a report; check what is in it.")


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    """True for a file that is not hidden and whose name may be a report's."""
    if not member.filename or member.is_dir():
        return False
    path = PurePosixPath(member.filename)
    return is_readable(path.name) and not any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _name(uri: str, member: zipfile.ZipInfo) -> str:
    shown = "".join(char if char.isprintable() else "\ufffd" for char in member.filename)
    return f"{uri}/{shown[:500]}"


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, given: str | None) -> Iterator[Capture | Rejected]:
    from dateline.ingest.files import captures
    from dateline.ingest.peek import warc_within

    try:
        with archive.open(member) as file:
            data = file.read(LARGEST_MEMBER + 1)
    except _DAMAGE as error:
        why = "locked by a password" if "password" in str(error) else "damaged"
        yield Rejected(name, f"{name}: this member of the archive is {why}; unpack it and name it by itself.")
        return
    if len(data) > LARGEST_MEMBER or data.startswith(b"PK\x03\x04") or (len(data) > LARGEST_REPORT and warc_within(data)):
        yield Rejected(name, f"{name}: this member is an archive itself, or too large; unpack it and name it by itself.")
        return
    yield from captures(data, name, published=given)


def _web(archive: zipfile.ZipFile, uri: str, given: str | None) -> Iterator[Capture | Rejected]:
    """The pages that a WACZ lists, out of its web archives; all of them where it lists none."""
    from dateline.ingest.warc import captures_of as records_of

    listed = _listed(archive)
    for name in archive.namelist():
        if not name.startswith("archive/") or not name.lower().endswith((".warc", ".warc.gz")):
            continue
        try:
            with archive.open(name) as file:
                for capture in records_of(file, f"{uri}/{name[:500]}", given):
                    if isinstance(capture, Rejected) or not listed or canonical_address(capture.address or "") in listed:
                        yield capture
        except _DAMAGE:
            yield Rejected(uri, f"{uri}/{name[:500]}: this member of the archive is damaged; what was whole before it is kept.")


def _listed(archive: zipfile.ZipFile) -> frozenset[str]:
    """The addresses of the pages that somebody visited, in their canonical form."""
    found: set[str] = set()
    for name in _PAGES:
        try:
            with archive.open(name) as file:
                lines = file.read(LARGEST_LIST).split(b"\n")
        except (KeyError, *_DAMAGE):
            continue
        for line in lines:
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(row, dict) and isinstance(row.get("url"), str):
                found.add(canonical_address(row["url"]))
    return frozenset(found)
