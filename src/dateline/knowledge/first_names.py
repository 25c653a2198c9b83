"""First names and whether their bearers are men or women, for pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from dateline.knowledge.tables import DATA, read_table

Gender = Literal["masculine", "feminine"]
COLUMNS = ("gender", "names")


@dataclass(frozen=True, slots=True)
class FirstNames:
    """First names in small letters by gender; a name of both stands in neither."""

    masculine: frozenset[str]
    feminine: frozenset[str]

    def gender(self, name: str) -> Gender | None:
        """The gender that a first name tells, or None."""
        lower = name.lower()
        return "masculine" if lower in self.masculine else "feminine" if lower in self.feminine else None


def load_first_names(path: Path = DATA / "persons" / "first_names.tsv") -> FirstNames:
    """The names of the packaged table."""
    found: dict[str, set[str]] = {"masculine": set(), "feminine": set()}
    for row in read_table(path, COLUMNS):
        gender = row.required("gender")
        if gender not in found:
            raise row.error(f"gender holds {gender!r}, expected masculine or feminine")
        found[gender].update(row.text("names").lower().split())
    return FirstNames(frozenset(found["masculine"]), frozenset(found["feminine"]))


@lru_cache(maxsize=1)
def first_names() -> FirstNames:
    """The packaged names, read once a process."""
    return load_first_names()
