"""Putting files together: for each day the new piece or what the old file has of it."""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from dateline.store.export.layout import Layout
from dateline.store.export.pieces import BETWEEN, Finished
from dateline.store.export.state import Made, Slice
from dateline.store.packing import digest_of_file

CHUNK = 1 << 20
HEADED = ("csv", "tsv", "counted")
UNKNOWN_DAY = "__HIVE_DEFAULT_PARTITION__"  # what Arrow, Spark and DuckDB call a partition without a value
PARTS = ".parts/"  # where the rows lie of which the sums are made


@dataclass(slots=True)
class _Out:
    """A file being written, its digest and size."""

    handle: IO[bytes]
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    size: int = 0
    rows: int = 0  # so far
    days: list[Slice] = field(default_factory=list)

    def write(self, data: bytes) -> None:
        self.handle.write(data)
        self.digest.update(data)
        self.size += len(data)

    def copy(self, source: IO[bytes], start: int, end: int) -> None:
        source.seek(start)
        while start < end and (data := source.read(min(CHUNK, end - start))):
            self.write(data)
            start += len(data)

    def made(self, path: str) -> Made:
        return Made(path, self.digest.hexdigest(), self.size, self.rows, tuple(self.days))


def opening(layout: Layout) -> bytes:
    """What stands before the first row of a file."""
    if layout.kind == "tsv":
        return ("\t".join(column.name for column in layout.columns) + "\n").encode()
    if layout.kind in HEADED:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerow([column.name for column in layout.columns])
        return text.getvalue().encode()
    return layout.head.encode()


def join(layout: Layout, days: Iterable[str], pieces: Mapping[str, Finished], old: tuple[Path, Made] | None, new: Path, path: str) -> Made:
    """Writes the file ``new`` of a layout: for each of ``days`` its piece (by day, in ``pieces``) or the old file's slice of it."""
    slices = {each.day: each for each in old[1].days} if old is not None else {}
    new.parent.mkdir(parents=True, exist_ok=True)
    with new.open("wb") as handle:
        out = _Out(handle)
        out.write(opening(layout))
        for day in days:
            _add(out, layout, day, pieces.get(day), (old[0], slices[day]) if old is not None and day in slices else None)
        out.write(layout.tail.encode())
    return out.made(path)


def _add(out: _Out, layout: Layout, day: str, piece: Finished | None, old: tuple[Path, Slice] | None) -> None:
    if piece is not None:
        source, start, end, rows = piece.path(layout), 0, piece.path(layout).stat().st_size, piece.count(layout)
    elif old is not None:
        source, start, end, rows = old[0], old[1].start, old[1].end, old[1].rows
    else:
        return
    if not rows:
        return
    if layout.kind == "json" and out.rows:
        out.write(BETWEEN.encode())
    began = out.size
    with source.open("rb") as opened:
        out.copy(opened, start, end)
    out.rows += rows
    out.days.append(Slice(day, began, out.size, rows))


def partition(layout: Layout, day: str) -> str:
    """The path of a day's Parquet file."""
    return f"{layout.path}/day={day or UNKNOWN_DAY}/part-0.parquet"


def take(layout: Layout, day: str, piece: Finished, new: Path) -> Made | None:
    """Puts a day's Parquet file in its place below ``new``; None where the day has no rows."""
    rows = piece.count(layout)
    if not rows:
        return None
    path = partition(layout, day)
    where = new / path
    where.parent.mkdir(parents=True, exist_ok=True)
    where.unlink(missing_ok=True)
    where.hardlink_to(piece.path(layout))
    return Made(path, digest_of_file(where), where.stat().st_size, rows)


def add_up(layout: Layout, parts: Path, new: Path) -> Made:
    """Writes the file ``new`` of a counted layout: the rows of ``parts`` with the same key as one, their last two columns added up.

    The sums are made in a data base in a temporary file, so that memory does not grow with their number.
    """
    width = len(layout.columns)
    keys, sums = ", ".join(f"c{at}" for at in range(width - 2)), ", ".join(f"sum(c{at})" for at in range(width - 2, width))
    new.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect("") as base, new.open("wb") as handle:
        base.execute(f"CREATE TABLE parts ({', '.join(f'c{at}' for at in range(width))})")
        base.executemany(f"INSERT INTO parts VALUES ({', '.join('?' * width)})", _cells(parts, width))  # noqa: S608  of our own columns
        out = _Out(handle)
        out.write(opening(layout))
        for row in base.execute(f"SELECT {keys}, {sums} FROM parts GROUP BY {keys} ORDER BY {keys}"):  # noqa: S608  of our own columns
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerow(row)
            out.write(text.getvalue().encode())
            out.rows += 1
    base.close()
    return out.made(layout.path)


def _cells(parts: Path, width: int) -> Iterator[list[str | int]]:
    with parts.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        next(reader, None)
        for row in reader:
            yield [*row[: width - 2], *(int(each) for each in row[width - 2 :])]
