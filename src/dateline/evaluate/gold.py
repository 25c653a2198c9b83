"""Labelled data: JSON Lines files, one row a text."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.errors import UsageError
from dateline.evaluate.task import Row


def rows(path: Path) -> tuple[Row, ...]:
    """The rows of a gold file, in order; a row that names a ``page`` gets its absolute path as ``page_path``.

    Raises ``UsageError`` with file and line where the file is missing or is no JSON Lines file of rows with an ``id``.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not splitlines: texts hold other line ends
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text: name a JSON Lines file of labelled rows.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be opened ({error.strerror}): name a JSON Lines file of labelled rows.") from error
    found = tuple(_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not found:
        raise UsageError(f"{path} holds no rows: name a JSON Lines file of labelled rows.")
    return found


def _row(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}, line {number}: no JSON object ({error.msg}); every line must be one row.") from error
    if not isinstance(row, dict) or "id" not in row:
        raise UsageError(f"{path}, line {number}: a row needs an id.")
    if "page" in row:
        row["page_path"] = str((path.parent / row["page"]).resolve())
    return row
