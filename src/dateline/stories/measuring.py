"""What a figure measures, so that counts of one thing meet: rifles captured and missing ones, metres and kilometres, losses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.model.figure import Figure
from dateline.stories.changes_matter import measures
from dateline.stories.tables import rows_of

LOSSES, DISTANCE = "losses", "distance"
PEOPLE = "people"
UNITS = frozenset((
    "barrels", "tonnes", "tons", "hectares", "acres", "litres", "gallons", "cubic metres", "sq km", "sq miles", "kg", "MW", "GW",
))  # fmt: skip
MONEY = frozenset(("money", "losses", "damage", "damages", "loss", "costs", "cost"))
_LOST = re.compile(r"\b(?:loss|losses|lost|los(?:es?|ing)|costs?|damages?|worth of (?:goods|damage)|shortfalls?)\b", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:pledg|promis|grant|loan|donat|aid\b|pay|paid|compensat|fund|budget|invest)", re.IGNORECASE)
_DEAD = re.compile(
    r"\b(?:kill(?:ed|s|ing|ings)?|died?|dead|deaths?|dies|massacre\w*|bomb\w*|shell\w*|mine|blast|explo\w+|shot|crash\w*|sank)\b",
    re.IGNORECASE,
)

_PERISHED = re.compile(r"^ (?:have |had |were |was |has |are |is )?(?:been )?(?:now )?(?:died|killed|perished|dead)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured (``kind``), what befell the things counted (``mode``, None where nothing), the unit, and what to multiply by."""

    kind: str
    mode: str | None
    unit: str | None
    factor: float = 1.0


@lru_cache(maxsize=1)
def _amounts() -> dict[str, tuple[str, float]]:
    """Kind and worth of the units of ``data/amounts.tsv``."""
    return {unit: (kind, float(worth)) for kind, unit, worth in rows_of("amounts.tsv")}


@lru_cache(maxsize=1)
def _befallen() -> dict[str, str]:
    """The family of each deed of ``data/befallen.tsv``; one of two words is a row of its own."""
    rows = rows_of("befallen.tsv")
    listed = ((family, [words] if words == "cut off" else words.split()) for family, words in rows)
    return {word: family for family, words in listed for word in words}


def measured(figure: Figure, sentence: str, opening: str, words: str = "") -> Measure:
    """What ``figure`` measures, by its measure and unit and the words of its ``sentence``; ``opening`` tells whose victims are counted.

    ``words`` are the figure's own, by which "nineteen people died" counts the dead however the sentence begins.
    """
    unit, name = figure.unit, figure.measure
    if unit is not None and unit in _amounts():
        kind, worth = _amounts()[unit]
        return Measure(kind, None, kind, worth)
    if unit is not None and unit in UNITS:
        return Measure(unit, None, unit)
    if figure.rule.endswith("money") and name in MONEY and _LOST.search(sentence) and not _GIVEN.search(sentence):
        return Measure(LOSSES, None, unit)
    if name == PEOPLE and unit == PEOPLE and _PERISHED.search(sentence.partition(words)[2] if words else ""):
        return Measure("killed", None, PEOPLE)
    if name == "victims" and (_DEAD.search(sentence) or _DEAD.search(opening)):
        return Measure("killed", None, PEOPLE)
    if unit is None:
        thing, mode = _thing(name)
        return Measure(measures().get(thing, thing), mode, None)
    return Measure(measures().get(name, name), None, unit)


def _thing(name: str) -> tuple[str, str | None]:
    """A thing and what befell it: "rifles captured", "villages cut off"."""
    for deed, family in _befallen().items():
        if name.endswith(f" {deed}") and len(name) > len(deed) + 1:
            return name.removesuffix(f" {deed}"), family
    return name, None


def scaled(value: float | None, told: Measure) -> float | None:
    """``value`` in the unit in which amounts of its kind are held against each other."""
    return value * told.factor if value is not None and told.factor != 1.0 else value


def one_mode(one: str | None, other: str | None) -> bool:
    """True where what befell things counted may be one: taken and missing, or told of one of them only."""
    return one == other or one is None or other is None
