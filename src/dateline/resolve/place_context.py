"""What an article says about where it is: states, divisions and parts of the world that its place names speak for."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateline.knowledge.toponyms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.knowledge.gazetteer import PlaceEntry
    from dateline.model.place import Toponym

CELL = 2.5  # degrees; neighbouring cells count too
CLOSE = 0.6  # degrees, for what lies next to each other
MOST = 10  # candidates looked at for one name
LEAST_SHARE = 0.03
REACH = 24  # characters before a name in which it may be called a town or a province
_WORDS = "province|governorate|oblast|region|state|district|county|prefecture|department|city|town|village|port|suburb|settlement|capital"
_TOWN_WORDS = frozenset(("city", "town", "village", "port", "suburb", "settlement", "capital"))
_DIVISION_WORDS = frozenset(("province", "governorate", "oblast", "region", "state", "district", "prefecture"))
_AFTER = re.compile(rf"[ \u00a0]({_WORDS})\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(province|governorate|oblast|state|prefecture|city|town|village)[ \u00a0]of[ \u00a0]$", re.IGNORECASE)
_AROUND = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """All mentions of one name in an article, what they may mean, and the divisions and states named as enclosing it.

    ``called`` says what the text calls it: "division" ("Sirte province"), "town" ("the city of Sirte").
    """

    key: str
    mentions: tuple[Toponym, ...]
    entries: tuple[PlaceEntry, ...]
    divisions: frozenset[int] = frozenset()
    states: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()

    def enclosed(self, entry: PlaceEntry) -> bool:
        """Whether a place lies in what is named as enclosing it."""
        return (entry.admin1_id in self.divisions and entry.id not in self.divisions) or (
            entry.country in self.states and entry.kind != "country"
        )

    @property
    def told(self) -> bool:
        """Whether the text says where it lies."""
        return bool(self.divisions or self.states)


@dataclass(slots=True)
class Context:
    """Shares of belief in states, divisions and parts of the world, summed over the names of an article."""

    states: dict[str, float] = field(default_factory=dict)
    divisions: dict[int, float] = field(default_factory=dict)
    cells: dict[Cell, float] = field(default_factory=dict)
    close: dict[Cell, float] = field(default_factory=dict)
    total: float = 0.0

    def add(self, entry: PlaceEntry, share: float) -> None:
        """Counts a share of belief in one place."""
        self.total += share
        for state in entry.countries[:3]:
            self.states[state] = self.states.get(state, 0.0) + share / min(3, len(entry.countries))
        if entry.admin1_id is not None:
            self.divisions[entry.admin1_id] = self.divisions.get(entry.admin1_id, 0.0) + share
        if entry.kind not in ("country", "region", "water", "area"):
            spot, closer = cell(entry, CELL), cell(entry, CLOSE)
            self.cells[spot] = self.cells.get(spot, 0.0) + share
            self.close[closer] = self.close.get(closer, 0.0) + share

    def hear(self, state: str, share: float) -> None:
        """Counts a word for the people of a state."""
        self.total += share
        self.states[state] = self.states.get(state, 0.0) + share

    def around(self, entry: PlaceEntry) -> float:
        """The belief in places within some hundred kilometres of one place, itself included."""
        x, y = cell(entry, CELL)
        return sum([self.cells.get((x + dx, y + dy), 0.0) for dx, dy in _AROUND])

    def beside(self, entry: PlaceEntry) -> float:
        """The belief in places within some ten kilometres of one place, itself included."""
        x, y = cell(entry, CLOSE)
        return sum([self.close.get((x + dx, y + dy), 0.0) for dx, dy in _AROUND])


def cell(entry: PlaceEntry, size: float) -> Cell:
    """The cell of a grid that a place lies in."""
    return math.floor(entry.latitude / size), math.floor(entry.longitude / size)


def names(toponyms: Sequence[Toponym], places: Sequence[Sequence[PlaceEntry]], text: str) -> tuple[Name, ...]:
    """The names of an article, each with all its mentions, in order of first mention.

    places: for each toponym the entries that it may mean.
    """
    at = {toponym.span: number for number, toponym in enumerate(toponyms)}
    found: dict[str, list[int]] = {}
    for number, toponym in enumerate(toponyms):
        found.setdefault(name_key(toponym.span.of(text)), []).append(number)
    out = []
    for key, numbers in found.items():
        outer = [places[at[span]] for n in numbers if (span := toponyms[n].within) is not None and span in at]
        entries = tuple(dict.fromkeys(entry for n in numbers for entry in places[n]))
        divisions = frozenset(e.id for entries_ in outer for e in entries_ if e.kind in ("province", "region", "district"))
        states = frozenset(e.country for entries_ in outer for e in entries_ if e.kind == "country" and e.country)
        mentions = tuple(toponyms[n] for n in numbers)
        name = Name(key, mentions, entries, divisions, states, _called(mentions, text))
        out.append(replace(name, entries=_likely(name)))
    return tuple(out)


def _called(mentions: Sequence[Toponym], text: str) -> frozenset[str]:
    """What the words right after or before the mentions call the place."""
    found = set()
    for toponym in mentions:
        after = _AFTER.match(text, toponym.span.end)
        before = _BEFORE.search(text, max(0, toponym.span.start - REACH), toponym.span.start)
        last = toponym.span.of(text).rsplit(" ", 1)[-1].lower()
        word = (after[1] if after else before[1] if before else last if last in _DIVISION_WORDS else "").lower()
        if word:
            found.add("town" if word in _TOWN_WORDS else "division")
    return frozenset(found)


def _likely(name: Name) -> tuple[PlaceEntry, ...]:
    """The best known candidates, and any that lie where the text says."""
    if len(name.entries) <= MOST:
        return name.entries
    rest = (entry for entry in name.entries[MOST:] if name.told and name.enclosed(entry))
    return (*name.entries[:MOST], *rest)


def context(candidates: Sequence[Sequence[PlaceEntry]], beliefs: Sequence[Sequence[float]], demonyms: Iterable[str]) -> Context:
    """What all names together speak for.

    candidates, beliefs: for each name what it may mean and the shares of belief. demonyms: states spoken of by them.
    """
    found = Context()
    for entries, shares in zip(candidates, beliefs, strict=True):
        for entry, share in zip(entries, shares, strict=True):
            if share > LEAST_SHARE:
                found.add(entry, share)
    for state in demonyms:
        found.hear(state, 0.6)
    return found
