"""Weights of the features that a decision adds up, read from tables, so that every decision is a visible list."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.knowledge.tables import DATA, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WEIGHTS = DATA / "weights"
BIAS = "always"


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one decision by feature; features without a row weigh nothing."""

    of: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights of the features and of what always counts."""
        of = self.of
        return of.get(BIAS, 0.0) + sum([of.get(feature, 0.0) for feature in features])

    def reasons(self, features: Iterable[str], most: int = 4) -> tuple[str, ...]:
        """The features that weigh most, with their weights."""
        found = sorted(((self.of.get(feature, 0.0), feature) for feature in set(features)), key=lambda pair: (-abs(pair[0]), pair[1]))
        return tuple(f"{feature} {weight:+.1f}" for weight, feature in found[:most] if weight)


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Classes of words by lemma."""

    by_word: Mapping[str, tuple[str, ...]]

    def of(self, lemma: str) -> tuple[str, ...]:
        """The classes of a lemma, none for a word that no table lists."""
        return self.by_word.get(lemma, ())


def probability(score: float) -> float:
    """The score of a logistic decision as a confidence between 0 and 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=8)
def weights(decision: str) -> Weights:
    """The packaged weights of a decision, read once; ``TableError`` where the table is damaged."""
    rows = read_table(WEIGHTS / f"{decision}.tsv", ("feature", "weight"))
    return Weights({row.required("feature"): row.number("weight") or 0.0 for row in rows})


@lru_cache(maxsize=8)
def word_classes(table: str) -> WordClasses:
    """The packaged classes of words that features ask for, read once; ``TableError`` where the table is damaged."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(WEIGHTS / f"{table}.tsv", ("class", "words")):
        for word in dict.fromkeys(row.items("words")):
            found[word] = (*found.get(word, ()), row.required("class"))
    return WordClasses(found)
