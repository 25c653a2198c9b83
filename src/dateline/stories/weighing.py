"""How probably two sentences of a report part, or one tells what is new: trees over visible features, grown by ``training``.

The trees are gradient-boosted ones (Friedman 2001): each leads a row of features by thresholds of its features to a leaf, and the values of
all leaves add up to log odds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Scales = Literal[
    "claims", "counts", "pledges", "stands", "events", "leaving", "joining",
    "revised", "kept", "repeated", "withdrawn", "held", "carried", "admitted", "broken", "doubts", "belonging",
]  # fmt: skip


@cache
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


def weighed(scales: Scales, rows: Sequence[Sequence[float]]) -> list[float]:
    """The probability of each row: that one sentence denies the other, that both count one thing otherwise, that one tells something new.

    Features are those of ``claim_pairs``, ``count_pairs``, ``firsts`` and ``sequels``, in their order.
    """
    if not rows:
        return []
    told = raw_score(_trees(scales), np.array(rows, np.float32))
    return [float(each) for each in 1.0 / (1.0 + np.exp(-told))]
