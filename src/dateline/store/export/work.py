"""The folder of an export while it changes: work in a hidden folder, moved into place file by file behind a list of what to do.

Killed before the list is written, nothing of the folder has changed, and the days that were finished are taken up by the next call;
killed after it, the next call (or the same one again) does the rest of the list first.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import OutputError
from dateline.model.serial import from_json
from dateline.store.export.state import FILE, read_state, save, written
from dateline.store.transfer import settle

WORK, LIST, NEW, DAYS, LOCK = ".export", "commit.json", "new", "days", "lock"


@dataclass(frozen=True, slots=True)
class Moves:
    """What is left to do: files to move into place (the state last), files to remove."""

    into_place: tuple[str, ...]
    remove: tuple[str, ...]


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """The work folder below ``folder``, kept from other programs; what an earlier call left half-moved is finished first.

    Raises ``OutputError`` where the folder cannot be written, is no folder of exports, or another program is at it.
    """
    work = folder / WORK
    try:
        if folder.is_dir() and any(folder.iterdir()) and not (work.is_dir() or (folder / FILE).is_file()):
            raise OutputError(f"{folder} holds other files and no export: name an empty folder, or one that is not there yet.")
        work.mkdir(parents=True, exist_ok=True)
        with (work / LOCK).open("w") as lock:
            _lock(lock.fileno(), folder)
            if (work / LIST).is_file():
                finish(folder)
            yield work
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}. What was there before is unharmed.") from error


def _lock(handle: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such locks here
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(f"another program is exporting into {folder}: wait until it has finished.") from error


def commit(folder: Path, moves: Moves) -> None:
    """Makes the new files those of the folder: when all of them are safe on the disk, and not before."""
    if hasattr(os, "sync"):
        os.sync()  # once for thousands of files
    save(folder / WORK / LIST, written(moves))
    finish(folder)


def finish(folder: Path) -> None:
    """Does what the list says, as often as it is called."""
    work = folder / WORK
    moves = from_json(Moves, json.loads((work / LIST).read_text(encoding="utf-8")))
    for path in moves.into_place:
        if (work / NEW / path).exists():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (work / NEW / path).replace(folder / path)
    for path in moves.remove:
        (folder / path).unlink(missing_ok=True)
        _drop_empty(folder, (folder / path).parent)
    settle(folder)
    (work / LIST).unlink()
    clear(work)


def clear(work: Path) -> None:
    """Removes all work but the lock."""
    for name in (NEW, DAYS):
        shutil.rmtree(work / name, ignore_errors=True)


def leave(folder: Path) -> None:
    """Removes the work folder of a finished export."""
    shutil.rmtree(folder / WORK, ignore_errors=True)


def _drop_empty(folder: Path, below: Path) -> None:
    while below != folder and below.is_dir() and not any(below.iterdir()):
        below.rmdir()
        below = below.parent


def untouched(folder: Path) -> bool:
    """Whether the files of a folder's export are there with the sizes it says."""
    state = read_state(folder)
    return state is not None and all(
        (folder / made.path).is_file() and (folder / made.path).stat().st_size == made.size for made in state.files
    )
