"""Two who count in one report, names cut short, plans dropped: changes told in other words than the first crisis has them."""

from __future__ import annotations

from dateline.pipeline import Pipeline
from stories.test_changes import found

MARCH = (
    "Workers march in Lusaka\n\nLUSAKA, March 4 - Thousands of workers marched through Lusaka on Monday. "
    "The unions spoke of 20,000 marchers, while the police counted 4,000.\n"
)


def test_two_who_count_a_march_in_one_sentence_differ(pipeline: Pipeline) -> None:
    assert "figures-differ" in [each.kind for each in found(pipeline, ("2024-03-04", MARCH))]


def test_soldiers_and_fighters_killed_are_two_counts(pipeline: Pipeline) -> None:
    text = "Battle near Gao\n\nGAO, Mali, May 3 - Two soldiers and nine fighters were killed near Gao on Friday, the army said.\n"
    assert [each.kind for each in found(pipeline, ("2024-05-03", text)) if each.kind == "figures-differ"] == []


def test_a_pledge_that_will_no_longer_be_kept_is_withdrawn_and_no_new_one(pipeline: Pipeline) -> None:
    first = "Kenya offers soldiers\n\nNAIROBI, May 3 - Kenya pledged on Friday to send 300 soldiers to guard the border of Somalia.\n"
    then = "Kenya changes course\n\nNAIROBI, May 20 - Kenya will no longer send 300 soldiers to guard the border of Somalia, its government said on Monday.\n"
    kinds = [each.kind for each in found(pipeline, ("2024-05-03", first), ("2024-05-20", then))]
    assert "pledge-withdrawn" in kinds
    assert "pledge-made" not in kinds


def test_a_front_is_called_by_its_last_word(pipeline: Pipeline) -> None:
    text = (
        "Talks in Niamey\n\nNIAMEY, May 3 - Envoys of the Azawak Front came to Niamey on Friday. The front said it would release 40 prisoners by "
        "May 20.\n"
    )
    assert "pledge-made" in [each.kind for each in found(pipeline, ("2024-05-03", text))]
