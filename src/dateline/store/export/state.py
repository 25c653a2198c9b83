"""What a folder of exports says of itself (``export.json``): how it was made, from which readings, and where each day lies in each file."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import OutputError
from dateline.model.serial import from_json, to_json

FILE = "export.json"
SHAPE = "dateline/export/1"


@dataclass(frozen=True, slots=True)
class Settings:
    """How an export is made; another one than that of the folder makes all of it anew.

    ``since`` and ``until`` are days of publication; ``question`` is an address line that the reports answer (``actor=ITA-GOV``).
    """

    formats: tuple[str, ...]
    extended: bool = False
    all_statuses: bool = False
    since: str | None = None
    until: str | None = None
    licence: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of publication (empty: unknown) and the mark of its current readings, which changes with any of them."""

    day: str
    mark: str


@dataclass(frozen=True, slots=True)
class Slice:
    """Where the rows of one day lie in a file: bytes [start, end), and how many rows they are."""

    day: str
    start: int
    end: int
    rows: int


@dataclass(frozen=True, slots=True)
class Made:
    """A file of an export: its path in the folder, digest, size, rows, and its days."""

    path: str
    sha256: str
    size: int
    rows: int
    days: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The state of a folder of exports."""

    schema: str
    program: str
    finished: str
    settings: Settings
    judgement: int
    days: tuple[Day, ...]
    files: tuple[Made, ...] = field(default=())


def read_state(folder: Path) -> State | None:
    """The state of a folder, None where there is none; ``OutputError`` where it cannot be understood."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        state = from_json(State, data) if data["schema"] == SHAPE else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{folder / FILE} does not say how the export was made: export into another folder.") from error
    if state is None:
        raise OutputError(f"{folder / FILE} was written by another version of the program: export into another folder.")
    return state


def written(value: Any) -> bytes:
    """A value as JSON."""
    return (json.dumps(to_json(value), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def mark_of(*parts: object) -> str:
    """A short mark that changes with any of ``parts``."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def save(path: Path, data: bytes) -> None:
    """Writes a file so that it is there whole or not at all, and survives a cut of power."""
    waiting = path.with_name(path.name + ".part")
    with waiting.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    waiting.replace(path)
