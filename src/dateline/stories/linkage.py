"""Average linkage: which groups the likenesses between reports make, at any level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tree:
    """Which groups join which, the most alike first: pairs of members, one of each group, and their groups' mean likeness."""

    size: int
    pairs: tuple[tuple[int, int], ...]
    likeness: tuple[float, ...]

    def above(self, threshold: float) -> list[list[int]]:
        """The groups whose parts are at least so like each other, in order of their first members."""
        return self._groups(sum(each >= threshold for each in self.likeness))

    def into(self, groups: int) -> list[list[int]]:
        """So many groups."""
        return self._groups(max(0, self.size - groups))

    def _groups(self, joins: int) -> list[list[int]]:
        root = list(range(self.size))

        def find(member: int) -> int:
            while root[member] != member:
                root[member] = root[root[member]]
                member = root[member]
            return member

        for one, other in self.pairs[:joins]:
            low, high = sorted((find(one), find(other)))
            root[high] = low
        found: dict[int, list[int]] = {}
        for member in range(self.size):
            found.setdefault(find(member), []).append(member)
        return list(found.values())


def tree(likeness: Matrix) -> Tree:
    """The tree of average linkage over a symmetric matrix: by chains of nearest neighbours, in time and memory of its size."""
    size = len(likeness)
    work = np.array(likeness, np.float64)
    np.fill_diagonal(work, -np.inf)
    weight = np.ones(size)
    alive = np.ones(size, bool)
    joins: list[tuple[float, int, int]] = []
    chain: list[int] = []
    while len(joins) < size - 1:
        if not chain:
            chain.append(int(np.argmax(alive)))
        last = chain[-1]
        best = int(np.argmax(work[last]))
        if len(chain) > 1 and work[last, chain[-2]] >= work[last, best]:
            best = chain[-2]
        if len(chain) < 2 or best != chain[-2]:
            chain.append(best)
            continue
        chain[-2:] = []
        keep, drop = min(last, best), max(last, best)
        joins.append((float(work[last, best]), keep, drop))
        _join(work, weight, alive, keep, drop)
    joins.sort(key=lambda join: -join[0])
    return Tree(size, tuple((one, other) for _, one, other in joins), tuple(level for level, _, _ in joins))


def _join(work: Matrix, weight: NDArray[np.float64], alive: NDArray[np.bool_], keep: int, drop: int) -> None:
    both = weight[keep] + weight[drop]
    mean = (weight[keep] * work[keep] + weight[drop] * work[drop]) / both
    mean[keep] = -np.inf
    mean[~alive] = -np.inf
    mean[drop] = -np.inf
    work[keep], work[:, keep] = mean, mean
    work[drop], work[:, drop] = -np.inf, -np.inf
    weight[keep], alive[drop] = both, False


def between(likeness: Matrix, one: Sequence[int], other: Sequence[int]) -> float:
    """The mean likeness of the members of one group to those of another."""
    return float(likeness[np.ix_(one, other)].mean())


def within(likeness: Matrix, group: Sequence[int]) -> float:
    """The mean likeness of the members of a group of two or more to each other."""
    part = likeness[np.ix_(group, group)]
    return float((part.sum() - np.trace(part)) / (len(group) * (len(group) - 1)))
