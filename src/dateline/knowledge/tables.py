"""The one reading layer for knowledge tables: tab-separated files whose errors name file and line.

A table is UTF-8 text. Lines that begin with ``#`` are comments (decisions, sources); the first other line names the columns.
A comment ``# source: ...`` gives the source of every row that has no ``source`` cell of its own. Cells hold one text, or several
separated by ``|``. An empty cell means unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import KnowledgeError

DATA = Path(__file__).parent / "data"
COMMENT = "#"
SOURCE_COMMENT = "# source:"


class TableError(KnowledgeError):
    """A knowledge table that cannot be read: says file, line and what is wrong."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one table, shared by its rows."""

    path: Path
    columns: tuple[str, ...]
    source: str
    places: dict[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table with typed access to its cells.

    An empty cell stands behind the last one: there every column that the table lacks is found.
    """

    header: Header
    line: int
    cells: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The file the row comes from."""
        return self.header.path

    @property
    def source(self) -> str:
        """The row's own source, else the one the file declares."""
        return self.text("source") or self.header.source

    def text(self, column: str) -> str:
        """The cell's text, empty where the cell or the column is missing."""
        return self.cells[self.header.places.get(column, -1)]

    def optional(self, column: str) -> str | None:
        """The cell's text, or None where it is empty."""
        return self.text(column) or None

    def required(self, column: str) -> str:
        """The cell's text; an empty one is an error."""
        value = self.text(column)
        if not value:
            raise self.error(f"column {column} is empty")
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that lists several texts separated by ``|``."""
        value = self.text(column)
        return tuple(part for piece in value.split("|") if (part := piece.strip())) if value else ()

    def flag(self, column: str) -> bool:
        """Whether the cell says yes."""
        value = self.text(column).lower()
        if value not in ("", "yes", "no"):
            raise self.error(f"column {column} holds {value!r}, expected yes, no or nothing")
        return value == "yes"

    def number(self, column: str) -> float | None:
        """The cell's number, or None where it is empty."""
        value = self.text(column)
        if not value:
            return None
        try:
            return float(value)
        except ValueError:
            raise self.error(f"column {column} holds {value!r}, expected a number") from None

    def cells_of(self, *columns: str) -> tuple[str, ...]:
        """The texts of several columns at once, in the order asked for."""
        cells, place = self.cells, self.header.places.get
        return tuple([cells[place(column, -1)] for column in columns])

    def error(self, message: str) -> TableError:
        """An error that points at this row, to be raised by the caller."""
        return TableError(self.path, self.line, message)


def read_table(path: Path, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of the table, in order.

    path: the file. columns: the columns that must be there; others are kept and read by name.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise TableError(path, 0, f"cannot be read as UTF-8 text: {problem}") from problem
    source = ""
    header: Header | None = None
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line or line.isspace():
            continue
        if line[0] == COMMENT:
            source = line[len(SOURCE_COMMENT) :].strip() if line.startswith(SOURCE_COMMENT) else source
        elif header is None:
            header = _header(path, number, line, columns, source)
        else:
            rows.append(_row(header, number, line))
    if header is None:
        raise TableError(path, 1, "has no line that names the columns")
    return tuple(rows)


def read_folder(folder: Path, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of every ``.tsv`` file of the folder, files in the order of their names."""
    return tuple(row for path in sorted(folder.glob("*.tsv")) for row in read_table(path, columns))


def last_by_key(rows: Sequence[Row], key: Callable[[Row], object]) -> tuple[Row, ...]:
    """The rows where a later one replaces an earlier one of the same key, at the earlier one's place."""
    kept: dict[object, Row] = {}
    for row in rows:
        kept[key(row)] = row
    return tuple(kept.values())


def _header(path: Path, number: int, line: str, columns: Sequence[str], source: str) -> Header:
    names = tuple(name.strip() for name in line.rstrip("\r").split("\t"))
    missing = [column for column in columns if column not in names]
    if missing:
        raise TableError(path, number, f"lacks the column {', '.join(missing)}")
    return Header(path, names, source, {name: place for place, name in enumerate(names)})


def _row(header: Header, number: int, line: str) -> Row:
    cells = line.split("\t")
    if " \t" in line or "\t " in line or line[-1].isspace():
        cells = [cell.strip() for cell in cells]
    width = len(header.columns)
    if len(cells) > width:
        raise TableError(header.path, number, f"has {len(cells)} cells for {width} columns")
    return Row(header, number, (*cells, *[""] * (width - len(cells) + 1)))
