"""What is set for a day is told as promised, in whatever words; agendas, courts, durations and what comes to nothing are not."""

from __future__ import annotations

import pytest

from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories.changes_matter import Matter, Party, Sight
from dateline.stories.set_days import SetDays

EMPTY: frozenset[str] = frozenset()
NURSES = Party(frozenset(("organisation/union-of-nurses",)), frozenset(("union", "nurses")), "Union of Nurses", None, firm=True)
TODAY = 739_002  # 2024-04-26
SATURDAY = "2024-05-04"


def _sentence(number: int, day: int, text: str, deadline: str | None, *functions: FunctionKind) -> Matter:
    return Matter(
        f"a{day}", "sentences", number, "", None, "told", (NURSES,), (), None, EMPTY, EMPTY, None, EMPTY, EMPTY,
        frozenset(text.lower().split()), Span(200 * number, 200 * number + len(text)), text, text, min(number + 1, 9), day,
        deadline=deadline, functions=tuple((each, 0.9) for each in functions),
    )  # fmt: skip


def _sight(day: int, *sentences: Matter) -> Sight:
    return Sight(f"a{day}", day, 1, "", False, "", False, sentences, ())


LEAD = _sentence(0, TODAY, "Nurses in green aprons rallied for clean wells in Turmik.", None, "done")


def _made(text: str, deadline: str | None, *functions: FunctionKind) -> list[str]:
    told = SetDays().told(_sight(TODAY, LEAD, _sentence(4, TODAY, text, deadline, *functions)), ())
    return [each.kind for each in told]


@pytest.mark.parametrize(
    ("text", "functions"),
    [
        ("The union announced another rally for May 4.", ("ahead",)),
        ("The union plans a second rally on May 4.", ("ahead",)),
        ("The nurses behind it called another for May 4.", ()),
        ("The first wells are to be dug by May 4.", ("ahead",)),
        ("A lorry with pumps will arrive in Turmik on May 4.", ("ahead",)),
        ("The new ward could open on May 4, the mayor said.", ("pledge",)),
    ],
)
def test_what_is_set_for_a_day_is_told(text: str, functions: tuple[FunctionKind, ...]) -> None:
    assert _made(text, SATURDAY, *functions) == ["pledge-made"]


@pytest.mark.parametrize(
    ("text", "functions"),
    [
        ("The round is to last until May 4.", ("ahead",)),
        ("The delegates are to discuss the wells on May 4.", ("ahead",)),
        ("The two men will be brought before a judge on May 4.", ("ahead",)),
        ("The dead will be buried on May 4.", ("ahead",)),
        ("The fair, planned for May 4, has been postponed.", ("ahead",)),
        ("The union will not march on May 4.", ("refuses",)),
        ('"I will dance on May 4," a nurse said.', ("ahead",)),
    ],
)
def test_agendas_courts_durations_and_what_comes_to_nothing_are_not(text: str, functions: tuple[FunctionKind, ...]) -> None:
    assert _made(text, SATURDAY, *functions) == []


def test_a_word_surely_given_needs_no_day() -> None:
    assert _made("The governor said that both sides had agreed to a pause of two weeks.", None, "pledge") == ["pledge-made"]
    assert _made("The union brings 40 pumps and a van, its chairwoman said.", None, "pledge") == ["pledge-made"]
    assert _made("The governor said that the repair would take two weeks.", None, "pledge") == []


def test_what_was_set_before_is_not_set_anew() -> None:
    days = SetDays()
    days.remember(_sight(TODAY, LEAD, _sentence(4, TODAY, "The union announced another rally for May 4.", SATURDAY, "ahead")))
    again = _sentence(3, TODAY + 2, "The union plans its second rally on May 4.", SATURDAY, "ahead")
    assert days.told(_sight(TODAY + 2, again), ()) == []
