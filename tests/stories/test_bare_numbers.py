"""A number that leaves out of what: whose count it answers, and what nobody holds against each other."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from dateline.stories.bare_numbers import numbers_in
from dateline.stories.changes_sight import sight
from dateline.stories.corrections import correction
from stories.test_changes import found, record

KELL = "News from Kell\n\nKELL, May 4 (NPA) - "

DIFFER = [
    (KELL + "Some 900 million crowns of pensions were never paid out, the miners' union said on Monday.\n\n"
     "The treasury puts the debt at 120 million.", "union", "treasury"),
    (KELL + "At least 28,000 people have been driven from their homes around Kell since June, the Red Cross said on Monday.\n\n"
     "The government's tally stands at 9,500.", "Red Cross", "tally"),
    (KELL + "It demanded that all 90 of its members in prison be set free, the Farmers' League said on Monday.\n\n"
     "The ministry says that there are 60 of them.", "League", "ministry"),
    (KELL + "The hauliers say that twelve drivers were in the convoy that was stopped near Kell on Monday.\n\n"
     "The Northern Front says that it is holding ten.", "hauliers", "Front"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), DIFFER)
def test_a_bare_number_answers_the_count_before_it(pipeline: Pipeline, text: str, one: str, other: str) -> None:
    told = [each for each in found(pipeline, ("2025-05-04", text)) if each.kind == "figures-differ" and each.before is not None]
    assert any(other in each.now.text and each.before is not None and one in each.before.text for each in told)


AGREE = [
    KELL + "The party of the prime minister has 70 of the 150 seats.\n\nThe Farmers' League has 12.",
    KELL
    + "Since June 41,000 people have fled from Kell, the United Nations said on Monday.\n\nLast week it was 2,000 a day, the mayor said.",
    KELL
    + "The convoy was attacked 15 km south of the river, the army said on Monday.\n\nThe rebel leader said his men were 200 km from Varn.",
    KELL + "The mayor said on Monday that 400 observers would be enough.\n\nThe plan of the league speaks of 600.",
    KELL + "The army seized five boats near Kell on Monday, the fishermen said.\n\nThe soldiers burnt two of them, their spokesman said.",
    KELL + "Six inspectors walked through the gate of the mine on Monday.\n\nThey came back at nine, the guard said.",
]


@pytest.mark.parametrize("text", AGREE)
def test_what_nobody_holds_against_each_other_does_not_differ(pipeline: Pipeline, text: str) -> None:
    assert [each.kind for each in found(pipeline, ("2025-05-04", text)) if each.kind == "figures-differ"] == []


def test_a_further_victim_revises_the_first_toll(pipeline: Pipeline) -> None:
    first = KELL + "Five people were shot dead on a bus near Kell on Sunday, the police said."
    second = ("News from Kell\n\nKELL, May 5 (NPA) - Police arrested two men on Monday over the attack on a bus near Kell in which five people "
              "were shot dead.\n\nA sixth victim, a farmer from Orm, died of his injuries overnight, the hospital said.")  # fmt: skip
    kinds = [each.kind for each in found(pipeline, ("2025-05-04", first), ("2025-05-05", second))]
    assert "figure-revised" in kinds
    assert "figures-differ" not in kinds


BLAST = KELL + "A bomb exploded at the market of Kell on Sunday and killed at least three people, police said. Fifteen people were injured."


def test_a_version_that_says_that_the_toll_has_climbed_revises_it(pipeline: Pipeline) -> None:
    again = KELL + (
        "The death toll from a bomb at the market of Kell climbed to nine on Sunday, police said. Twenty-six people were injured."
    )
    old, new = (sight(record(pipeline, ("2025-05-04", text), 0), story=1) for text in (BLAST, again))
    assert {each.kind for each in correction(new, old)} == {"figure-revised"}


def test_a_version_that_says_nothing_of_the_first_number_corrects_it(pipeline: Pipeline) -> None:
    old, new = (sight(record(pipeline, ("2025-05-04", text), 0), story=1) for text in (BLAST, BLAST.replace("Fifteen", "Fifty")))
    assert [each.kind for each in correction(new, old)] == ["correction"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("People in the village said the shooting began at about twenty past four and lasted an hour.", []),
        ("The blast came at a quarter to nine.", []),
        ("At ten minutes to six, 14 men crossed the river.", [14]),
        ("The count rose from five to seven.", [7]),
        ("Ten were hurt and four of them died.", [10, 4]),
    ],
)
def test_the_time_of_day_is_no_count(text: str, numbers: list[float]) -> None:
    assert [each.value for each in numbers_in(text)] == numbers
