"""Keys looked up by their last bits are found as a plain search finds them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.stories.arrays import Lookup

KEYS = st.integers(0, 1 << 18) | st.sampled_from([5, 5 + (1 << 16), 5 + (1 << 17), 5 + (1 << 31)])  # some with the same last bits


@given(st.sets(KEYS, max_size=40), st.lists(KEYS, max_size=60))
def test_a_lookup_finds_what_a_search_finds(listed: set[int], asked: list[int]) -> None:
    keys, many = np.array(sorted(listed), np.uint32), np.array(asked, np.uint32)
    at, where = Lookup(keys).of(many)
    found = dict(zip(where.tolist(), at.tolist(), strict=True))
    assert found == {place: sorted(listed).index(key) for place, key in enumerate(asked) if key in listed}
