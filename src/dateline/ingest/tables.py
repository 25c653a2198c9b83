"""The small tables of this stage: calendar words, agencies, outlets, lines that are no part of a report."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/NAME.tsv``: tab-separated cells; lines that begin with ``#`` are comments."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@cache
def listed(name: str) -> frozenset[str]:
    """The first cell of each row, for looking words up; read once."""
    return frozenset(row[0] for row in rows(name))


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """The first two cells of each row."""
    return ((row[0], row[1]) for row in rows(name))


@cache
def lookup(name: str) -> dict[str, str]:
    """The first two cells of each row as keys and values; the keys in small letters."""
    return {key.lower(): value for key, value in pairs(name)}
