"""Two counts of one thing in one sentence, each by somebody's word."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from dateline.stories.halves import parts
from stories.test_changes import found

TWO = [
    "About 3,000 people marched through Talvi, organisers said; the police counted 900.",
    "Some 5,000 mourners came to the funeral, according to the church; police thought there were about half as many.",
    "The company said eleven of its drivers were being held, while the front spoke of six.",
    "The farms cover 1,120 hectares according to the cooperative and 1,460 according to the growers.",
    "Organisers put the crowd at 8,000, while police said 2,500 had come.",
]
ONE = [
    "Three people died east of Talvi, according to the police, and two near Orsk, according to the prefect.",
    "The hospital said eleven people were killed, while the police said 40 had been arrested.",
    "The union said 300 workers would march, while the ministry said 40 would be enough.",
    "The army said 20 soldiers had crossed the river; it said 35 had come back.",
    "The ministry had earlier counted 14 dead; the police said there were 17.",
    "The mayor said 40 houses had burnt, and the governor said he was sorry.",
]


@pytest.mark.parametrize("text", TWO)
def test_two_who_count_one_thing_in_one_sentence_part(text: str) -> None:
    assert parts(text)


@pytest.mark.parametrize("text", ONE)
def test_counts_of_two_things_and_of_one_voice_do_not(text: str) -> None:
    assert not parts(text)


def test_the_change_has_the_sentence_on_both_sides(pipeline: Pipeline) -> None:
    sentence = "The company said eleven of its drivers were being held, while the front spoke of six."
    text = f"Drivers seized near Talvi\n\nTALVI, May 6 (PNA) - Gunmen stopped lorries on the road to Orsk on Tuesday.\n\n{sentence}"
    told = found(pipeline, ("2025-05-06T10:00:00+00:00", text))
    assert [(each.now.text, each.before.text) for each in told if each.kind == "figures-differ" and each.before] == [(sentence, sentence)]
