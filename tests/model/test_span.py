from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.cited import Cited
from dateline.model.span import Span, any_overlap, hull, merged, trimmed

spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_a_span_must_hold_at_least_one_character(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span needs"):
        Span(start, end)


def test_touching_spans_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 9).covers(Span(3, 5))
    assert Span(0, 4).shared(Span(2, 9)) == 2


@given(st.lists(spans, min_size=1))
def test_merged_spans_cover_the_same_characters_and_do_not_touch(found: list[Span]) -> None:
    together = merged(found)
    assert {i for s in found for i in range(s.start, s.end)} == {i for s in together for i in range(s.start, s.end)}
    assert all(a.end < b.start for a, b in itertools.pairwise(together))
    assert merged(together) == together
    assert hull(found) == Span(together[0].start, together[-1].end)
    assert any_overlap(found, together)


def test_trimming_leaves_nothing_of_blanks() -> None:
    assert trimmed("  a b ", Span(0, 6)) == Span(2, 5)
    assert trimmed("   ", Span(0, 3)) is None


def test_a_value_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one span"):
        Cited("ITA", (), "by hand")
    assert Cited("ITA", (Span(0, 1),), "one rule") == Cited("ITA", (Span(5, 9),), "another", 0.2)
