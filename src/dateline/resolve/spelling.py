"""Misspelt names of places whose enclosing state or division the text names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.knowledge.gazetteer import Gazetteer, PlaceEntry
    from dateline.resolve.place_context import Name

NEAR = 1  # letters that may differ in a shorter name
LONG = 9  # letters from which on two may differ


def respelt(name: Name, gazetteer: Gazetteer) -> tuple[Name, bool]:
    """The name with the entries that it misspells, and True; or the name itself, and False.

    Only a name of which no place lies where the text says is held to be misspelt.
    """
    if not name.told or any(name.enclosed(entry) for entry in name.entries):
        return name, False
    if name.entries and name.entries[0].kind in ("country", "region", "province", "water"):
        return name, False
    found = _alike(name, gazetteer)
    return (replace(name, entries=found), True) if found else (name, False)


def _alike(name: Name, gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """The places inside what is named as enclosing them whose names are spelt most nearly so."""
    most = NEAR + (len(name.key) >= LONG)
    inside = [(None, division) for division in sorted(name.divisions)] + [(state, None) for state in sorted(name.states)]
    found: list[tuple[int, PlaceEntry]] = []
    for state, division in inside:
        for key, entry in gazetteer.alike(name.key, state, division):
            if entry.main and abs(len(key) - len(name.key)) <= most:
                distance = edits(name.key, key, most)
                if distance is not None:
                    found.append((distance, entry))
    best = min((distance for distance, _ in found), default=0)
    return tuple(dict.fromkeys(entry for distance, entry in found if distance == best))


def edits(one: str, other: str, most: int) -> int | None:
    """The number of letters to put in, leave out, change or swap between two words, None if more than ``most``."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
