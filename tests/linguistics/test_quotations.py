"""Quotation marks paired: each case marks the quoted words as the reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linguistics.quotations import quotations
from dateline.model.parse import Quotation
from dateline.model.span import Span


def lines(text: str) -> list[Span]:
    """Each line of the text as a block."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Span(start, start + len(line)))
        start += len(line) + 1
    return blocks


def found(text: str) -> tuple[Quotation, ...]:
    return quotations(text, lines(text))


def inner(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in found(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We go," he said. "They stay."', ["We go,", "They stay."]),
        ("\u201cWe go,\u201d he said.", ["We go,"]),
        ("\u00abWe go\u00bb, he said.", ["We go"]),
        ("''We go,'' he said. ``They stay.''", ["We go,", "They stay."]),
        ("'We go,' he said.", ["We go,"]),
        ("\u2018The allies\u2019 plan is good,\u2019 she said.", ["The allies\u2019 plan is good,"]),
        ("It's the ministers' plan, and they don't like it.", []),
        ("Rock 'n' roll of the '90s.", []),
        ("A man 5'10\" tall.", []),
        ("She called it a \u2018sham\u2019 of a vote.", ["sham"]),
        ("\u201cHe said \u201cleave\u201d to me,\u201d she said.", ["He said \u201cleave\u201d to me,"]),
        ("\u201cHe told us \u2018leave\u2019 and left,\u201d she said.", ["He told us \u2018leave\u2019 and left,"]),
        ("\u201dWe go,\u201d he said.", ["We go,"]),
        ('An empty pair "" is none.', []),
    ],
    ids=str,
)
def test_quotations_in_one_paragraph(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_a_quotation_opened_in_each_paragraph_and_closed_in_the_last_goes_on() -> None:
    text = '"The first day was calm.\n"The second was not.\n"The third was worse," he said.'
    one, two, three = found(text)
    assert (one.closed, two.closed, three.closed) == (False, False, True)
    assert (one.continues, two.continues, three.continues) == (None, 0, 1)


def test_a_paragraph_without_a_mark_of_its_own_is_quoted_up_to_the_closing_mark() -> None:
    text = 'He said: "The road is open.\nNobody will close it," and left.'
    assert inner(text) == ["The road is open.", "Nobody will close it,"]
    assert not found(text)[1].opened


def test_a_forgotten_closing_mark_does_not_run_into_the_next_paragraph() -> None:
    text = 'The mayor called it "a shame. Then he left.\nThe road stayed shut.\nA "quiet" night followed.'
    assert inner(text) == ["a shame.", "quiet"]


def test_a_paragraph_that_opens_with_an_unclosed_mark_is_quoted_to_its_end() -> None:
    assert inner('"The road is open. It will stay open.\nThe mayor left.') == ["The road is open. It will stay open."]


@given(st.lists(st.text(alphabet="ab .,\n\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`", max_size=40), max_size=4))
def test_quotations_lie_in_their_blocks_in_order_and_apart(parts: list[str]) -> None:
    text = "\n".join(parts)
    blocks = lines(text)
    before = 0
    for quotation in quotations(text, blocks):
        assert any(block.covers(quotation.span) for block in blocks)
        assert quotation.span.covers(quotation.inner)
        assert quotation.span.start >= before
        before = quotation.span.end
