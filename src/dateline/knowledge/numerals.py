"""English numerals: the words that numbers are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from dateline.knowledge.tables import DATA, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral: its value, and the part it plays in a number (the kinds that numbers.tsv explains)."""

    value: float
    kind: str


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numerals by their lower-case form."""

    words: Mapping[str, Numeral]

    @classmethod
    def load(cls) -> Numerals:
        """The packaged numerals, loaded once a process."""
        return _load()


@lru_cache(maxsize=1)
def _load() -> Numerals:
    rows = read_table(DATA / "figures" / "numbers.tsv", ("word", "value", "kind"))
    return Numerals(MappingProxyType({row.required("word"): Numeral(row.number("value") or 0.0, row.required("kind")) for row in rows}))
