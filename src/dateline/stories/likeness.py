"""How much sentences are like each other by their words, and which of many remembered ones are most like a new one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.stories.changes_same import not_telling, rarity
from dateline.stories.sentence_words import TELLING, roots


@lru_cache(maxsize=20_000)
def weights(text: str) -> Mapping[str, float]:
    """The telling words of a text, folded, each with how rare it is."""
    return {word: weight for word in roots(text) - not_telling() if (weight := rarity(word)) >= TELLING}


@lru_cache(maxsize=20_000)
def length(text: str) -> float:
    """The length of the vector of its weights; 1 for a text without telling words."""
    return math.sqrt(sum(weight * weight for weight in weights(text).values())) or 1.0


def cosine(one: str, other: str) -> float:
    """How much two texts are like each other: 0 where no telling word is in both, 1 where they have the same ones."""
    mine, theirs = weights(one), weights(other)
    return sum(weight * weight for word, weight in mine.items() if word in theirs) / (length(one) * length(other))


@dataclass(slots=True)
class Index:
    """Texts by their telling words: the likest are found without looking at all."""

    _with: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _lengths: list[float] = field(default_factory=list)

    def add(self, text: str) -> int:
        """Takes a text in; its number, counted from 0."""
        number = len(self._lengths)
        for word in weights(text):
            self._with[word].append(number)
        self._lengths.append(length(text))
        return number

    def like(self, text: str) -> dict[int, float]:
        """Every text that shares a telling word with ``text``, by its number: the cosine of both."""
        shared: dict[int, float] = defaultdict(float)
        for word, weight in weights(text).items():
            for number in self._with.get(word, ()):
                shared[number] += weight * weight
        own = length(text)
        return {number: product / (own * self._lengths[number]) for number, product in shared.items()}
