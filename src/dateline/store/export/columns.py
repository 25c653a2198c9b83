"""Column lists and small code tables, read from the tab-separated files beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

DATA = Path(__file__).parent / "data"
Type = Literal["string", "integer", "number", "boolean", "date"]
Value = str | int | float | bool | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a layout: its name, the type of its values, what it means."""

    name: str
    type: Type
    description: str


def lines(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of the table ``name`` below ``data/``, each cell as text, without comments and the line of names."""
    written = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line for line in written if not line.startswith("#")]
    width = rows[0].count("\t") + 1
    for row in rows[1:]:
        cells = tuple(row.split("\t"))
        yield cells + ("",) * (width - len(cells))


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of the layout ``name``, in order."""
    return tuple(Column(cells[0], cast(Type, cells[1]), cells[2]) for cells in lines(f"columns/{name}"))
