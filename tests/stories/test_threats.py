"""A threat is told as carried out in whatever words, and what only looks like it is not; who moves is told of the day alone."""

from __future__ import annotations

import pytest

from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories import newness, tidings
from dateline.stories.changes_matter import Matter, Party, Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import Same
from dateline.stories.threats import Threats

EMPTY: frozenset[str] = frozenset()
HERONS = Party(frozenset(("organisation/grey-herons",)), frozenset(("grey", "heron")), "Grey Herons", None, firm=True)
TOWN = Party(frozenset(("organisation/lorn-council",)), frozenset(("lorn", "council")), "Lorn Council", None, firm=True)
Said = tuple[str, Party | None, FunctionKind]
THREAT: Said = ("The Grey Herons will flood the Lorn copper mine if the toll road stays open.", HERONS, "threat")


def _matter(number: int, day: int, said: Said, noun: str = "sentences") -> Matter:
    text, doer, function = said
    told, doers = frozenset(text.lower().split()), (doer,) if doer is not None else ()
    return Matter(
        f"a{day}", noun, number, "", None, "told", doers, (), None, EMPTY, EMPTY, None, EMPTY, EMPTY, told,
        Span(100 * number, 100 * number + len(text)), text, text, min(number + 1, 9), 739_000 + day, functions=((function, 0.9),),
    )  # fmt: skip


def _sight(day: int, *said: Said) -> Sight:
    return Sight(f"a{day}", day, 1, "", False, "", False, tuple(_matter(at, day, each) for at, each in enumerate(said)), ())


def _carried_out(*said: Said) -> list[str]:
    threats = Threats()
    threats.remember(_sight(1, THREAT))
    return [each.now.text for each in threats.carried_out(_sight(8, *said), (), ())]


def test_a_threat_is_carried_out_by_other_words_where_the_report_says_that_it_had_been_made() -> None:
    deed = "Water poured into the shafts of the Lorn copper mine overnight and drowned the pumps."
    assert _carried_out((deed, None, "done"), ("The Grey Herons had warned of this.", HERONS, "past")) == [deed]
    assert _carried_out((deed, None, "done"), ("The Lorn Council was asleep.", TOWN, "done")) == []


def test_anothers_deed_carries_out_no_threat() -> None:
    assert (
        _carried_out(("The Lorn Council flooded the Lorn copper mine.", TOWN, "done"), ("The Grey Herons had warned.", HERONS, "past"))
        == []
    )
    assert _carried_out(("The Grey Herons flooded the Lorn copper mine.", HERONS, "denies")) == []


def test_a_threat_is_carried_out_once() -> None:
    threats = Threats()
    threats.remember(_sight(1, THREAT))
    deed = _sight(8, ("The Grey Herons flooded the Lorn copper mine on Monday.", HERONS, "done"))
    first = threats.carried_out(deed, (), ())
    assert [each.kind for each in first] == ["carried-out"]
    assert threats.carried_out(_sight(9, ("The Grey Herons flooded the Lorn copper mine.", HERONS, "done")), (), first) == []


def test_who_said_that_he_would_leave_and_leaves_does_what_he_said() -> None:
    threats = Threats()
    threats.remember(_sight(1, ("The Grey Herons said that they would quit the assembly if the mine was sold.", HERONS, "pledge")))
    gone = _matter(0, 5, ("The Grey Herons quit the assembly on Friday.", HERONS, "leaves"))
    assert [each.kind for each in threats.carried_out(_sight(5), (gone,), ())] == []
    seen = _sight(5, ("The Grey Herons quit the assembly on Friday.", HERONS, "leaves"))
    assert [each.kind for each in threats.carried_out(seen, (gone,), ())] == ["carried-out"]


@pytest.mark.parametrize(
    "text",
    [
        "The Grey Herons would leave the assembly if the mine was sold.",
        "Lorn is a member of the assembly of the coast.",
        "The members of the assembly are Lorn, Tarn and Dale.",
        "The assembly consists of three towns.",
    ],
)
def test_what_is_no_move_is_told_as_none(text: str) -> None:
    assert newness.moves(_matter(0, 1, (text, HERONS, "leaves"))) is None


def _new(number: int, text: str, function: FunctionKind = "done") -> Found:
    return Found("new-event", _matter(number, 3, (text, HERONS, function)), None, Same((), 0.0))


def test_one_sentence_is_told_once_and_a_quotation_is_no_event() -> None:
    twice = [_new(1, "The Grey Herons burned the mill."), _new(1, "The Grey Herons burned the mill.")]
    assert tidings.worth_telling(twice) == twice[:1]
    assert tidings.worth_telling([_new(2, '"We have slept badly," the miller said.')]) == []


def test_a_leaving_is_not_told_as_an_event_as_well() -> None:
    left = Found("member-left", _matter(0, 3, ("The Grey Herons quit the assembly.", HERONS, "leaves")), None, Same((), 0.0))
    assert tidings.worth_telling([left, _new(0, "The Grey Herons quit the assembly.")]) == [left]


def test_who_owns_up_and_a_deed_beside_words_are_news_further_down() -> None:
    told = _sight(3, ("Rain fell.", None, "done"), ("The Grey Herons claimed responsibility for the fire.", HERONS, "pledge"),
                  ("The Grey Herons left the valley on Monday and said that they had lost nobody.", HERONS, "count"),
                  ("The Grey Herons said on Monday that they were tired.", HERONS, "count"))  # fmt: skip
    assert [each.number for each in tidings.further(told)] == [1, 2]
