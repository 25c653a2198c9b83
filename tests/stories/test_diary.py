"""What was set for a day takes place on that day, in other words, and nothing else of that day does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories.changes_matter import Matter, Party, Sight
from dateline.stories.diary import Diary

EMPTY: frozenset[str] = frozenset()
CHOIR = Party(frozenset(("organisation/lorn-choir",)), frozenset(("lorn", "choir")), "Lorn Choir", None, firm=True)
SET, DAY = 739_000, 739_010
FIRST = "Thousands walked through Lorn for the closed mine on Sunday."


def _matter(number: int, published: int, text: str, function: FunctionKind, *doers: Party, deadline: str | None = None) -> Matter:
    told = frozenset(text.lower().split())
    return Matter(
        f"a{published}", "sentences", number, "", None, "told", doers, (), None, EMPTY, EMPTY, None, EMPTY, EMPTY, told,
        Span(100 * number, 100 * number + len(text)), text, text, number + 1, published, deadline=deadline, functions=((function, 0.9),),
    )  # fmt: skip


def _sight(*matters: Matter) -> Sight:
    return Sight(matters[0].article, 1, 1, "", False, "", False, matters, ())


def _told(text: str, published: int = DAY, function: FunctionKind = "done") -> list[str]:
    diary = Diary()
    plan = _matter(1, SET, "The Lorn Choir called for another one.", "ahead", CHOIR, deadline=date.fromordinal(DAY).isoformat())
    diary.remember(_sight(_matter(0, SET, FIRST, "done"), plan))
    return [each.kind for each in diary.took_place(_sight(_matter(0, published, text, function)), ())]


def test_a_second_march_takes_place_on_its_day() -> None:
    assert _told("People walked for the closed mine again on Wednesday.") == ["took-place"]
    assert _told("People walked for the closed mine again on Tuesday.", published=DAY + 1) == ["took-place"]


def test_another_day_and_another_deed_are_not_it() -> None:
    assert _told("People walked for the closed mine again on Friday.", published=DAY + 3) == []
    assert _told("A bakery in Lorn burned down again.") == []
    assert _told("People could not walk for the closed mine again.") == []


def test_what_a_change_of_the_report_tells_already_is_not_told_twice() -> None:
    diary = Diary()
    plan = _matter(1, SET, "The Lorn Choir will sing at the closed mine.", "ahead", CHOIR, deadline=date.fromordinal(DAY).isoformat())
    diary.remember(_sight(_matter(0, SET, FIRST, "done"), plan))
    now = _sight(_matter(0, DAY, "The Lorn Choir sang at the closed mine.", "done", CHOIR))
    first = diary.took_place(now, ())
    assert [each.kind for each in first] == ["took-place"]
    assert diary.took_place(now, first) == []
    assert diary.took_place(_sight(replace(now.matters[0], functions=(("asks", 0.9),))), ()) == []
