"""The search box: what is typed becomes a question, and back; what was mistyped is answered with the nearest right words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.store.question import STATUSES, TYPES, Question
from dateline.web.filtering import asked, filters
from dateline.web.searching import box_of, pairs_of


def question_of(box: str) -> Question:
    """The question that the pages make of what was typed into the box."""
    return Question.from_pairs(pairs_of(box))


def test_words_and_filter_words_stand_side_by_side() -> None:
    assert question_of('actor:ITA-GOV type:ASSAULT since:30d air "strike in Libya"') == Question.of(
        words='air "strike in Libya"', actor="ITA-GOV", type="ASSAULT", since="30d"
    )


def test_a_value_of_several_words_stands_in_quotation_marks() -> None:
    assert question_of('actor:"Southern Liberation Front" place:"Fort-Dauphin"') == Question.of(
        actor="Southern Liberation Front", place="Fort-Dauphin"
    )


def test_a_mistyped_filter_word_is_answered_with_the_nearest_right_one() -> None:
    with pytest.raises(UsageError, match="actor"):
        question_of("actr:ITA-GOV")


def test_a_mistyped_value_is_answered_with_the_nearest_right_one() -> None:
    found = asked("q=type:ASSULT", "reports")
    assert found.question == Question()
    assert "ASSAULT" in found.wrong[0]
    assert "--" not in found.wrong[0]


@pytest.mark.parametrize("typed", ["https://example.org/a", '"actr:x"', "at 10:30", "(a OR b) NOT c"])
def test_what_only_looks_like_a_filter_is_searched_for(typed: str) -> None:
    assert question_of(typed).words == typed


WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
SAID = st.lists(WORD, min_size=1, max_size=3).map(" ".join)


@given(
    words=st.none() | SAID, actor=st.lists(SAID, max_size=2), kinds=st.lists(st.sampled_from(TYPES), max_size=2),
    status=st.lists(st.sampled_from(STATUSES), max_size=2), since=st.none() | st.sampled_from(["30d", "2016-02", "yesterday"]),
)  # fmt: skip
def test_a_question_told_as_it_would_be_typed_is_the_same_question(
    words: str | None, actor: list[str], kinds: list[str], status: list[str], since: str | None
) -> None:
    question = Question.of(words=words, actor=actor, type=kinds, status=status, since=since)
    assert question_of(box_of(question)) == question


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_question_or_a_sentence(typed: str) -> None:
    try:
        question_of(typed)
    except UsageError as error:
        assert str(error)


def test_a_filter_is_taken_away_by_its_chip_alone() -> None:
    form = filters("events", "/events", Question.of(type=["ASSAULT", "AID"], since="30d"))
    assert [(chip.name, chip.value, chip.without) for chip in form.chips] == [
        ("type", "ASSAULT", "type=AID&since=30d"), ("type", "AID", "type=ASSAULT&since=30d"), ("since", "30d", "type=ASSAULT&type=AID"),
    ]  # fmt: skip


def test_a_form_keeps_what_may_be_given_several_times_and_shows_what_may_not() -> None:
    form = filters("events", "/events", Question.of(type="ASSAULT", since="30d"))
    assert form.kept == (("type", "ASSAULT"),)
    assert next(field.value for field in form.first if field.name == "since") == "30d"


@given(st.text(max_size=300))
def test_no_address_breaks_a_list(line: str) -> None:
    assert isinstance(asked(line, "events").question, Question)
