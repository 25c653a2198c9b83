from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.model.span import Span
from dateline.show.marks import Mark, pieces

TEXT = "The envoys met in Geneva, nothing came of it."
marks = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)), st.sampled_from("abc")).map(
        lambda t: Mark(Span(t[0], max(t[0] + 1, min(len(TEXT), t[0] + t[1]))), t[2], (f"k-{t[2]}",))
    )
)


@given(marks)
def test_pieces_put_together_are_the_text_and_know_their_marks(found: list[Mark]) -> None:
    cut = pieces(TEXT, Span(0, len(TEXT)), found)
    assert "".join(piece.text for piece in cut) == TEXT
    at = 0
    for piece in cut:
        here = Span(at, at + len(piece.text))
        assert set(piece.keys) == {mark.key for mark in found if mark.span.overlaps(here)}
        at = here.end


def test_crossing_spans_share_their_middle() -> None:
    cut = pieces("abcdef", Span(0, 6), [Mark(Span(0, 4), "x", ("k-x",)), Mark(Span(2, 6), "y", ("k-y",))])
    assert [(piece.text, piece.keys) for piece in cut] == [("ab", ("x",)), ("cd", ("x", "y")), ("ef", ("y",))]
