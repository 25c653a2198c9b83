"""How probably two sentences of a report part: trees over visible features of both, grown by ``training/disputes.py``.

The trees are gradient-boosted ones (Friedman 2001): each leads a pair by thresholds of its features to a leaf, and the values of
all leaves add up to log odds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Scales = Literal["claims", "counts"]


@lru_cache(maxsize=2)
def _trees(scales: Scales) -> Mapping[str, NDArray[np.generic]]:
    with (files("dateline.stories") / "data" / f"{scales}.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return dict(stored)


def raw_score(trees: Mapping[str, NDArray[np.generic]], seen: NDArray[np.float32]) -> NDArray[np.float64]:
    """The log odds of each row of ``seen``.

    ``trees`` holds a row a tree, in it a column a node: the feature, its threshold, the nodes for values up to it and above it
    (a leaf leads to itself), and the value of a leaf; ``bias`` is where the sum begins.
    """
    feature, threshold, low, high = (np.asarray(trees[name]) for name in ("feature", "threshold", "low", "high"))
    tree = np.arange(len(feature))[:, None]
    node = np.zeros((len(feature), len(seen)), np.int64)
    row = np.arange(len(seen))[None, :]
    while True:
        below = seen[row, feature[tree, node]] <= threshold[tree, node]
        further = np.where(below, low[tree, node], high[tree, node])
        if np.array_equal(further, node):
            break
        node = further.astype(np.int64)
    told: NDArray[np.float64] = np.asarray(trees["value"], np.float64)[tree, node].sum(0) + float(np.asarray(trees["bias"]).item())
    return told


def weighed(scales: Scales, pairs: Sequence[Sequence[float]]) -> list[float]:
    """The probability of each pair, told by its features: that the one denies the other, or that both count one thing otherwise.

    Features are those of ``claim_pairs`` and ``count_pairs``, in their order.
    """
    if not pairs:
        return []
    told = raw_score(_trees(scales), np.array(pairs, np.float32))
    return [float(each) for each in 1.0 / (1.0 + np.exp(-told))]
