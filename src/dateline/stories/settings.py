"""What stories weigh, and how much: read from ``data/weights.toml`` and ``data/words.tsv``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dateline.errors import KnowledgeError
from dateline.stories.words import key, plain, root

KINDS = ("words", "names", "lead", "numbers", "actors", "places", "events", "times", "spots", "home", "denial")
SHARED = 4  # so many kinds at the head of the list are words, and are weighed by the same table
UNSEEN = 60  # of kinds that the table does not know: reports thought of as read before


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of ``weights.toml``; what each means stands there."""

    weights: tuple[float, ...]
    crowded: tuple[float, ...]
    free: float
    per_day: float
    most: float
    begins: float
    full: float
    first: int
    smooth: int
    damp: float
    thin: float
    sooner: float
    apart: float
    belongs: float
    joined: float
    listed: int
    longer: int
    join: float
    attach: float
    window: int
    sample: int
    stories: int
    least: int
    part: int
    between: float
    ratio: float
    containment: float
    shared: float
    again: float
    alike: float

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Settings:
        """The packaged settings; ``KnowledgeError`` where one is missing."""
        told = tomllib.loads(_text("weights.toml"))
        try:
            crowd = dict(told["crowd"])
            weights, crowded = (tuple(float(each[kind]) for kind in KINDS) for each in (told["likeness"], crowd.pop("likeness")))
            return cls(weights, crowded, **told["time"], **crowd, **told["story"], **told["split"], **told["copy"])
        except (KeyError, TypeError) as error:
            raise KnowledgeError(f"stories/data/weights.toml: a setting is missing or unknown ({error}).") from error


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``reports`` reports a word occurs, by its key: sorted ``keys`` and their ``counts``."""

    keys: NDArray[np.uint32]
    counts: NDArray[np.float32]
    reports: int

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Background:
        """The packaged table of English news."""
        found: dict[int, int] = {}
        reports = 0
        for line in _text("words.tsv").splitlines():
            if line.startswith("# reports:"):
                reports = int(line.removeprefix("# reports:"))
            elif not line.startswith("#") and line != "word\treports":
                word, _, count = line.partition("\t")
                for each in (plain(word), root(plain(word))):
                    found[key(each)] = max(int(count), found.get(key(each), 0))
        keys = np.array(sorted(found), np.uint32)
        return cls(keys, np.array([found[int(each)] for each in keys], np.float32), reports)

    def of(self, keys: NDArray[np.uint32]) -> NDArray[np.float32]:
        """In how many reports each of ``keys`` occurs; 0 for those the table does not hold."""
        if not len(self.keys):
            return np.zeros(len(keys), np.float32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.counts[at], np.float32(0))


def _text(name: str) -> str:
    return (files("dateline.stories") / "data" / name).read_text(encoding="utf-8")
