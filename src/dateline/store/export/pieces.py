"""The pieces of a day: one file a layout with its rows of that day, made in a folder that gets its name when it is whole."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from dateline.store.export.columns import Column, Row, Value
from dateline.store.export.layout import Choice, Layout
from dateline.store.export.told import Told

BATCH = 5_000  # rows of one group of a Parquet file
ROWS = "rows"  # the file that says how many rows each piece has
BETWEEN = ",\n"  # objects of one document


class Piece(Protocol):
    """Where the rows of one layout and day go; ``rows`` is how many there are."""

    rows: int

    def add(self, row: Row) -> None:
        """Writes one row."""

    def close(self) -> None:
        """Ends the file."""


class TextPiece:
    """Rows as text, without the lines that open and close the file."""

    def __init__(self, path: Path, layout: Layout) -> None:
        """Opens the file."""
        self.rows, self._layout = 0, layout
        self._handle: IO[str] = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._csv = csv.writer(self._handle, lineterminator="\n")

    def add(self, row: Row) -> None:
        """Writes one row."""
        kind = self._layout.kind
        if kind in ("csv", "counted"):
            self._csv.writerow([cell_of(value) for value in row])
        elif kind in ("tsv", "bare"):
            self._handle.write("\t".join(tabbed(value, self._layout.unknown) for value in row) + "\n")
        else:
            self._handle.write((BETWEEN if kind == "json" and self.rows else "") + str(row[0]) + ("\n" if kind == "jsonl" else ""))
        self.rows += 1

    def close(self) -> None:
        """Ends the file."""
        self._handle.close()


class ParquetPiece:
    """Rows as a Parquet file; a day without rows has none. The column ``day`` is told by the folder."""

    def __init__(self, path: Path, layout: Layout) -> None:
        """The file is opened by its first rows."""
        self.rows, self._path, self._waiting = 0, path, list[Row]()
        self._schema = schema_of(layout.columns)
        self._writer: Any = None

    def add(self, row: Row) -> None:
        """Writes one row."""
        self._waiting.append(row)
        self.rows += 1
        if len(self._waiting) >= BATCH:
            self._write()

    def close(self) -> None:
        """Ends the file."""
        if self._waiting:
            self._write()
        if self._writer is not None:
            self._writer.close()

    def _write(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, self._schema, compression="zstd")
        cells = zip(*self._waiting, strict=True)
        arrays = [_array(values, field.type) for values, field in zip(list(cells)[1:], self._schema, strict=True)]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        self._waiting.clear()


def _array(values: Iterable[Value], kind: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_date(kind):
        return pa.array(list(values), type=pa.string()).cast(kind)
    if pa.types.is_string(kind):
        values = [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values]
    return pa.array(list(values), type=kind)


def schema_of(columns: tuple[Column, ...]) -> Any:
    """The Parquet schema of a table, without its first column, the day of the partition."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
    described = [pa.field(each.name, kinds[each.type], metadata={"description": each.description}) for each in columns[1:]]
    return pa.schema(described)


def cell_of(value: Value) -> Value:
    """A cell of a CSV file: booleans as true and false, whole numbers without a point."""
    if isinstance(value, bool):
        return str(value).lower()
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def tabbed(value: Value, unknown: str) -> str:
    """A cell of a tab-separated file, which has no way to write a tab or a line break."""
    cell = " ".join(value.split()) if isinstance(value, str) else str(cell_of(value)) if value is not None else ""
    return cell or unknown


def named(layout: Layout) -> str:
    """The name of a layout's piece."""
    return layout.path.replace("/", "~")


class DayPieces:
    """All pieces of one day; leaving without an error gives the folder its name, so that half a day is never taken for a whole one."""

    def __init__(self, folder: Path, layouts: tuple[Layout, ...], choice: Choice) -> None:
        """``folder`` is where the pieces will be."""
        self._folder, self._layouts, self._choice = folder, layouts, choice
        self._waiting = folder.with_name(folder.name + ".part")
        self._pieces: list[Piece] = []

    def __enter__(self) -> Self:
        shutil.rmtree(self._waiting, ignore_errors=True)
        self._waiting.mkdir(parents=True)
        for layout in self._layouts:
            piece = ParquetPiece if layout.kind == "parquet" else TextPiece
            self._pieces.append(piece(self._waiting / named(layout), layout))
        return self

    def add(self, told: Told) -> None:
        """Writes what one report gives."""
        for layout, piece in zip(self._layouts, self._pieces, strict=True):
            for row in layout.rows(told, self._choice):
                piece.add(row)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for piece in self._pieces:
            piece.close()
        if kind is None:
            told = [_told(self._waiting / named(layout), piece.rows) for layout, piece in zip(self._layouts, self._pieces, strict=True)]
            (self._waiting / ROWS).write_text("".join(told), encoding="utf-8")
            shutil.rmtree(self._folder, ignore_errors=True)
            self._waiting.rename(self._folder)


def _told(piece: Path, rows: int) -> str:
    return f"{rows}\t{piece.stat().st_size if piece.exists() else 0}\t{piece.name}\n"


def whole(folder: Path) -> bool:
    """Whether the pieces of a day are all there: a cut of power may leave a name without what was written under it."""
    try:
        lines = [line.split("\t") for line in (folder / ROWS).read_text(encoding="utf-8").splitlines()]
        return bool(lines) and all((folder / name).stat().st_size == int(size) for _, size, name in lines if int(size))
    except (OSError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Finished:
    """The pieces of a day that are whole: where each lies, and how many rows it has."""

    folder: Path
    rows: Mapping[str, int]

    def path(self, layout: Layout) -> Path:
        """The piece of a layout."""
        return self.folder / named(layout)

    def count(self, layout: Layout) -> int:
        """How many rows the piece of a layout has."""
        return self.rows[named(layout)]


def finished(folder: Path) -> Finished:
    """The pieces in a folder that is whole."""
    lines = (folder / ROWS).read_text(encoding="utf-8").splitlines()
    return Finished(folder, {name: int(rows) for rows, _, name in (line.split("\t") for line in lines)})
