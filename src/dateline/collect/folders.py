"""Folders that are watched and archives that are read: which files are new or changed, and their reports some at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, delete, or_

from dateline import ingest
from dateline.batch import files_of
from dateline.collect import state
from dateline.collect.config import SourceSettings
from dateline.collect.intake import Origin
from dateline.collect.state import Known, moment
from dateline.errors import UnreadableSource
from dateline.ingest import Capture, Rejected
from dateline.store.fetch_tables import fetches

WATCHED = 30.0  # seconds from one look at a folder to the next
GROUP = 16  # reports of a file that are kept together
SETTLED = 1.0  # seconds since a file was written to last: one that is being copied is left alone


@dataclass(slots=True)
class OpenFile:
    """A file that is being read, and what of it is still to come."""

    row: Known
    rest: Iterator[Capture | Rejected]

    def group(self) -> list[Capture | Rejected]:
        """The next captures; fewer than ``GROUP`` at the end of the file."""
        return list(islice(self.rest, GROUP))


def opened(row: Known) -> OpenFile:
    """The file of a row, from behind the reports that are kept on."""
    return OpenFile(row, islice(ingest.captures_in(Path(row.address)), row.position, None))


def files_in(source: SourceSettings, base: Path, *, settled: bool) -> list[tuple[Path, str]]:
    """The files of a source with what tells that they changed. Raises ``UnreadableSource`` where there is no such place."""
    path = base / source.address
    if source.kind == "archive" and any(char in source.address for char in "*?["):
        paths: Sequence[Path] = sorted(each for each in base.glob(source.address) if each.is_file())
    elif path.exists():
        paths = files_of([path])
    else:
        raise UnreadableSource(f"{path}: there is no such {'folder' if source.kind == 'folder' else 'file'}; check the name.")
    found, now = [], time.time()
    for each in paths:
        try:
            about = each.stat()
        except OSError:
            continue  # gone since it was listed
        if not settled or now - about.st_mtime >= SETTLED:
            found.append((each, f"{about.st_size}:{about.st_mtime_ns}"))
    return found


def take(connection: Connection, origin: Origin, files: Sequence[tuple[Path, str]], now: datetime) -> int:
    """Writes down the files that are new or have changed; gives how many."""
    marks = {str(path.absolute()): mark for path, mark in files}
    known = state.known_of(connection, list(marks))
    fresh = [path for path in marks if path not in known]
    state.add(
        connection, [Known(path, origin.number, "file", path, "", moment(now), mark=marks[path], next_at=moment(now)) for path in fresh]
    )
    changed = [row for row in known.values() if row.mark != marks[row.key] and row.source == origin.number]
    for row in changed:
        _forget_reasons(connection, row.key)
        state.change(connection, row, mark=marks[row.key], state="waiting", next_at=moment(now), position=0, tries=0)
    return len(fresh) + len(changed)


def _forget_reasons(connection: Connection, path: str) -> None:
    """What was set aside of a file that has changed no longer holds."""
    of_file = or_(fetches.c.key == f"{path}#set-aside", fetches.c.key.startswith(f"{path}:", autoescape=True))
    connection.execute(delete(fetches).where(of_file, fetches.c.state == "set-aside"))
