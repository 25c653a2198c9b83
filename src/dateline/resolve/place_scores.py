"""How well each gazetteer entry fits a place name in its article: a visible list of features, weighed by a table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.knowledge.weights import Weights, weights
from dateline.resolve.place_context import Context, Name, context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.knowledge.gazetteer import PlaceEntry

NAMED = 0.45  # belief from which another name counts as naming a state, a division or a place nearby
MOST_LIFT = 7.0  # no context outweighs a larger lead
UNCOUNTED = 2_000  # people of a town whose number is not given
ROUNDS = 2  # beliefs and context are worked out in turn
_NAMED_EVERYWHERE = ("USA",)  # reports name it wherever they come from
Features = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its share of belief and the features that speak for and against it."""

    entry: PlaceEntry
    share: float
    features: Features


def fixed(name: Name, entry: PlaceEntry, rank: int) -> Features:
    """The features that need no context: who lives there, what it is, where the text says that it lies."""
    people = entry.population or (UNCOUNTED if entry.kind == "city" else 0)
    found = [("people", math.log10(people + 10) - 1), (f"kind: {entry.kind}", 1.0)]
    if entry.main:
        found.append(("own name", 1.0))
    if entry.capital:
        found.append(("capital", 1.0))
    if rank == 0:
        found.append(("best known", 1.0))
    if name.told:
        found.append(("lies where the text says", 1.0) if name.enclosed(entry) else ("lies elsewhere than the text says", 1.0))
    found.extend(_called(name, entry))
    if name.key == entry.name.lower():
        found.append(("shown name", 1.0))
    return found


def _called(name: Name, entry: PlaceEntry) -> Features:
    """What the text calls the place against what it is; a division named like its town is seldom meant without a word for it."""
    found = []
    if entry.kind in ("province", "district"):
        if "division" in name.called:
            found.append(("called a division, and is one", 1.0))
        if any(town.kind == "city" and town.admin1_id == entry.id for town in name.entries):
            place = "in North America" if entry.country in ("USA", "CAN") else "elsewhere"
            found.append((f"division with a town of its name, {place}", 1.0))
        if any(state.kind == "country" and state.main and state.country == entry.country for state in name.entries):
            found.append(("division with the name of its state", 1.0))
        if any(town.capital and town.main and town.country == entry.country for town in name.entries):
            found.append(("division with the capital's name", 1.0))
    elif entry.kind == "city" and "town" in name.called:
        found.append(("called a town, and is one", 1.0))
    return found


def contextual(entry: PlaceEntry, own: Context, heard: Context) -> Features:
    """The features of the article's other names. own: what the name itself put into the context, which does not count."""
    rest = max(0.5, heard.total - own.total)
    states = max([heard.states.get(state, 0.0) - own.states.get(state, 0.0) for state in entry.countries[:3]] or [0.0])
    found = [("state heard", max(0.0, states) / rest), ("state named", 1.0 if states > NAMED else 0.0)]
    division = near = 0.0
    if entry.admin1_id is not None:
        division = max(0.0, heard.divisions.get(entry.admin1_id, 0.0) - own.divisions.get(entry.admin1_id, 0.0))
        found.extend((("division heard", division / rest), ("division named", 1.0 if division > NAMED else 0.0)))
    if entry.kind not in ("country", "region", "water", "area"):
        near = max(0.0, heard.around(entry) - own.around(entry))
        close = max(0.0, heard.beside(entry) - own.beside(entry))
        found.extend((("near others", near / rest), ("another near", 1.0 if near > NAMED else 0.0)))
        found.extend((("close to others", close / rest), ("another close", 1.0 if close > NAMED else 0.0)))
        if entry.country in _NAMED_EVERYWHERE and states > NAMED >= max(division, near):
            found.append(("only its state named, as everywhere", 1.0))  # reports on Syria name America, and mean Geneva in Switzerland
    return found


def total(weighed: Weights, features: Features) -> float:
    """The weighed sum of the features."""
    of = weighed.of
    return sum([of.get(name, 0.0) * value for name, value in features])


def shares(scores: Sequence[float]) -> list[float]:
    """The scores as shares of belief that add up to one."""
    if not scores:
        return []
    top = max(scores)
    grown = [math.exp(score - top) for score in scores]
    whole = sum(grown)
    return [g / whole for g in grown]


def beliefs(names: Sequence[Name], demonyms: Sequence[str]) -> list[list[Scored]]:
    """For each name its candidates with their shares of belief, as far as they are not out of the question, in the order of the name."""
    weighed = weights("resolution")
    kept = [_in_question(name, weighed) for name in names]
    found = [shares([score for _, _, score in each]) for each in kept]
    more: list[list[Features]] = [[[] for _ in each] for each in kept]
    for _ in range(ROUNDS):
        heard = context([[entry for entry, _, _ in each] for each in kept], found, demonyms)
        for number, each in enumerate(kept):
            if len(each) > 1:
                own = context([[entry for entry, _, _ in each]], [found[number]], ())
                more[number] = [contextual(entry, own, heard) for entry, _, _ in each]
                found[number] = shares([score + total(weighed, extra) for (_, _, score), extra in zip(each, more[number], strict=True)])
    return [
        [Scored(entry, share, f + m) for (entry, f, _), share, m in zip(each, shares_, ms, strict=True)]
        for each, shares_, ms in zip(kept, found, more, strict=True)
    ]


def _in_question(name: Name, weighed: Weights) -> list[tuple[PlaceEntry, Features, float]]:
    """The candidates that what the article says can still lift to the top."""
    found = []
    for rank, entry in enumerate(name.entries):
        features = fixed(name, entry, rank)
        found.append((entry, features, total(weighed, features)))
    floor = max((score for _, _, score in found), default=0.0) - MOST_LIFT
    return [each for each in found if each[2] >= floor]
