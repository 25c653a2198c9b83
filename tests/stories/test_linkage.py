"""Average linkage gives the groups that a plain, slow computation gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.stories.linkage import between, tree


def plainly(likeness: np.ndarray, threshold: float) -> list[list[int]]:
    groups = [[each] for each in range(len(likeness))]
    while len(groups) > 1:
        best = max((between(likeness, a, b), -i, -j) for i, a in enumerate(groups) for j, b in enumerate(groups) if i < j)
        if best[0] < threshold:
            break
        i, j = -best[1], -best[2]
        groups[i] += groups.pop(j)
    return sorted(sorted(group) for group in groups)


@given(st.integers(1, 12), st.integers(0, 10**6), st.floats(0.1, 0.9))
def test_groups_are_those_of_a_plain_computation(size: int, seed: int, threshold: float) -> None:
    made = np.random.default_rng(seed).random((size, size))
    likeness = (made + made.T) / 2
    assert sorted(tree(likeness).above(threshold)) == plainly(likeness, threshold)


def test_a_tree_can_be_cut_into_any_number_of_groups() -> None:
    likeness = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]])
    assert tree(likeness).into(2) == [[0, 1], [2]]
    assert tree(likeness).into(1) == [[0, 1, 2]]
