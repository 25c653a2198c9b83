"""What can be compared of reports: parties, values and sentences as features, and the words that tell of a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories.tables import rows_of
from dateline.stories.words import stem

_ENDINGS = ("ings", "ing", "ed", "es", "er", "e")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts, speaks or is acted on: ids that mean him, the words that name him, his state, whether the ids are firm."""

    ids: frozenset[str]
    words: frozenset[str]
    name: str
    state: str | None
    firm: bool


def named_by(parties: Iterable[Party]) -> frozenset[str]:
    """The words that name any of ``parties``."""
    return frozenset(word for party in parties for word in party.words)


@dataclass(frozen=True, slots=True)
class Matter:
    """One value of a report made comparable. ``kind`` is the event's type, the measure, the proposition, or the group.

    ``places`` are told of the value, ``scene`` those of its sentence or of the report's opening; ``day`` an ordinal; ``words`` the folded
    words of its sentence that name neither parties nor places; ``low`` and ``high`` bound a figure; ``reply`` is the number of the
    statement that denies a claim, in the denial and in the claim; ``lands`` are the countries named
    in its sentence, or else in the opening; ``functions`` what its sentence does in the report, each with how probably;
    ``bare`` is set for a count whose sentence tells nothing else.
    """

    article: str
    noun: str
    number: int
    kind: str
    mode: str | None
    status: str
    doers: tuple[Party, ...]
    others: tuple[Party, ...]
    teller: Party | None
    places: frozenset[str]
    scene: frozenset[str]
    day: int | None
    words: frozenset[str]
    own: frozenset[str]
    told: frozenset[str]
    sentence: Span
    text: str
    says: str
    lead: int
    published: int | None
    low: float | None = None
    high: float | None = None
    bound: str = "exact"
    unit: str | None = None
    part: bool = False
    contexts: tuple[str, ...] = ()
    deadline: str | None = None
    reply: int | None = None
    lands: frozenset[str] = frozenset()
    functions: tuple[tuple[FunctionKind, float], ...] = ()
    bare: bool = False

    def does(self, *kinds: FunctionKind) -> float:
        """How probably its sentence does one of ``kinds`` at least: the most probable of them; 0 where no voice says so."""
        return max((probability for kind, probability in self.functions if kind in kinds), default=0.0)


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be compared of one report, with when and in which story it was told, and its headline."""

    article: str
    reading: int
    story: int
    moment: str
    copy: bool
    source: str
    update: bool
    matters: tuple[Matter, ...]
    names: tuple[tuple[str, str], ...]
    headline: str = ""

    def name_of(self, place: str) -> str:
        """The name of a place by its key."""
        return dict(self.names).get(place, place)


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """``word`` folded further than ``stem`` does: without the commonest endings of verbs."""
    short = stem(word)
    for ending in _ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= 3:
            return short[: len(short) - len(ending)]
    return short


@lru_cache(maxsize=1)
def cues() -> dict[str, frozenset[str]]:
    """The words of ``data/cues.tsv`` by their use."""
    found: dict[str, set[str]] = {}
    for use, word in rows_of("cues.tsv"):
        found.setdefault(use, set()).add(word)
    return {use: frozenset(words) for use, words in found.items()}


@lru_cache(maxsize=1)
def measures() -> dict[str, str]:
    """What the measures of ``data/measures.tsv`` count."""
    return dict(rows_of("measures.tsv"))


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    return {word: side for side, words in rows_of("sides.tsv") for word in words.split()}


def sides_of(figure: Matter) -> frozenset[str]:
    """The sides (``data/sides.tsv``) that those counted are called by: soldiers, fighters."""
    return frozenset(_sides()[word] for word in figure.says.lower().split() if word in _sides())


def sides_told(figure: Matter) -> frozenset[str]:
    """The sides that its sentence tells of."""
    return frozenset(_sides()[word] for word in figure.told if word in _sides())


def other_side(one: Matter, other: Matter) -> bool:
    """True for counts of two sides: soldiers, and fighters."""
    mine, theirs = sides_of(one), sides_of(other)
    return bool(mine and theirs) and not mine & theirs
