"""A question: what is asked, checked and written as an address line."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.store.question import ACTS, NOUNS, STANCES, STATUSES, TYPES, WORDS, Question, clean, moment_of, word_named, words_of

TODAY = date(2016, 2, 3)
TEXT = st.text(min_size=1, max_size=60).map(clean).filter(bool)
DATES = st.one_of(
    st.dates(min_value=date(1900, 1, 1)).map(str),
    st.sampled_from(["30d", "2w", "6m", "1y", "yesterday", "today", "2016", "2016-02", "2016-02-03T10:00"]),
)
VALUES = {"type": TYPES, "status": (*STATUSES, "real", "all"), "stance": STANCES, "act": ACTS}


def values(name: str) -> st.SearchStrategy[object]:
    word = word_named(name)
    if name in VALUES:
        one: st.SearchStrategy[object] = st.sampled_from(VALUES[name])
    elif word.shape == "DATE":
        one = DATES
    elif word.shape == "NUMBER":
        one = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False)
    elif name in ("limit", "sort", "language"):
        one = {
            "limit": st.integers(1, 10_000),
            "sort": st.sampled_from(["newest", "oldest"]),
            "language": st.sampled_from(["en", "pt-br"]),
        }[name]
    else:
        one = TEXT
    return st.lists(one, max_size=3) if word.many and name not in ("min", "max") else one


QUESTIONS = st.fixed_dictionaries({}, optional={word.keyword: values(word.name) for word in WORDS})


@given(QUESTIONS)
def test_a_question_survives_the_address_line(asked: dict[str, object]) -> None:
    question = Question.of(**asked)
    assert Question.from_address(question.address()) == question
    assert Question.from_address("?" + question.address()) == question
    assert Question.from_pairs(question.pairs()) == question


@given(st.text(max_size=200))
def test_no_address_line_does_harm(line: str) -> None:
    try:
        question = Question.from_address(line)
    except UsageError as error:
        assert str(error)
    else:
        assert Question.from_address(question.address()) == question


def test_every_word_is_a_field_and_every_field_a_word() -> None:
    assert [field.name for field in dataclasses.fields(Question)] == [word.keyword for word in WORDS]
    assert all(word in WORDS for noun in NOUNS for word in words_of(noun))


def test_words_are_written_as_in_the_docs() -> None:
    question = Question.of(actor="ITA-GOV", type=["ASSAULT", "coerce"], status="Ruled out", since=date(2016, 1, 1), min=40)
    assert question.address() == "actor=ITA-GOV&type=ASSAULT&type=COERCE&status=ruled-out&min=40&since=2016-01-01"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"type": "ASAULT"}, "Did you mean ASSAULT"),
        ({"status": "rulled-out"}, "Did you mean ruled-out"),
        ({"aktor": "ITA-GOV"}, "Did you mean actor"),
        ({"act": "pledgde"}, "Did you mean pledge"),
        ({"since": "last tuesday"}, "is no date: give one as YYYY-MM-DD"),
        ({"since": "2016-02-31"}, "is no date"),
        ({"min": "many"}, "is no number"),
        ({"limit": "0"}, "no number from 1 to 10000"),
        ({"language": "english!"}, "is no language"),
        ({"since": ["2016", "2017"]}, "once only"),
    ],
)
def test_a_wrong_value_is_answered_with_the_right_ones(asked: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Question.of(**asked)


def test_answers_know_their_own_words_only() -> None:
    with pytest.raises(UsageError, match="events cannot be asked by --stance; positions and commitments can"):
        Question.of(stance="opposes").checked("events")
    with pytest.raises(UsageError, match="Of commitments the --status 'happened' is unknown"):
        Question.of(status="happened").checked("commitments")
    assert Question.of(status="open").checked("commitments").statuses() == ("open",)
    with pytest.raises(UsageError, match="relevance needs words"):
        Question.of(sort="relevance").checked("reports")


def test_real_is_what_happened_or_is_under_way() -> None:
    assert Question.of(status=["real", "denied"]).statuses() == ("happened", "ongoing", "denied")
    assert Question.of(status=["denied", "all"]).statuses() == ()


@pytest.mark.parametrize(
    ("written", "end", "day"),
    [
        ("2016-01-29", False, "2016-01-29"),
        ("2016", False, "2016-01-01"),
        ("2016", True, "2016-12-31"),
        ("2016-02", True, "2016-02-29"),
        ("2016-12", True, "2016-12-31"),
        ("30d", False, "2016-01-04"),
        ("2w", False, "2016-01-20"),
        ("Yesterday", False, "2016-02-02"),
        ("today", True, "2016-02-03"),
    ],
)
def test_days_are_worked_out(written: str, end: bool, day: str) -> None:
    assert moment_of(written, today=TODAY, end=end) == day
