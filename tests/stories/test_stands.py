"""Where parties stand, who turns, joins and leaves, in words that no list has: reports of own invention, one after the other."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from stories.test_changes import found

PLAN = "The port ministry of Kenya plans to hand the ferry harbour of Likoni to a private company, it said on Monday."


def _of(kind: str, changes: list) -> list[str]:
    return [each.now.text for each in changes if each.kind == kind]


@pytest.mark.parametrize(
    "stand",
    [
        "The dockers' union finds the plan reckless.",
        "The chamber of commerce is all for the plan.",
        "Bread and Honour, the largest opposition party, wants nothing of it.",
    ],
)
def test_a_party_that_takes_a_side_has_a_new_position(pipeline: Pipeline, stand: str) -> None:
    changes = found(pipeline, ("2024-05-07", f"{PLAN} It owns the harbour and two slipways. {stand}"))
    assert stand in _of("position-new", changes)


def test_who_changes_his_mind_is_held_against_where_he_stood(pipeline: Pipeline) -> None:
    before = "Transport Minister Peter Odhiambo came out against a sale of the Likoni ferry harbour on Tuesday."
    now = "Transport Minister Peter Odhiambo has changed his mind on the sale of the Likoni ferry harbour, he said on Friday."
    changes = found(pipeline, ("2024-05-08", before), ("2024-05-18", now))
    assert _of("position-turned", changes) == [now]


def test_two_ministers_of_one_government_turn_nobody(pipeline: Pipeline) -> None:
    before = "Kenya's transport minister, Peter Odhiambo, rejected a sale of the Likoni ferry harbour on Tuesday."
    now = "Kenya's finance minister, Ruth Wanjala, is in favour of a sale of the Likoni ferry harbour, she said on Friday."
    changes = found(pipeline, ("2024-05-08", before), ("2024-05-18", now))
    assert _of("position-turned", changes) == []


def test_a_post_is_no_body_to_leave(pipeline: Pipeline) -> None:
    text = "Colonel Daudi Mwangi was relieved of his command on Thursday. The army gave no reason."
    changes = found(pipeline, ("2024-05-10", text))
    assert _of("member-left", changes) == []
    assert _of("new-event", changes)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's president sacked Transport Minister Peter Odhiambo on Friday, six days after he had assured him of his backing.",
        "Transport Minister Peter Odhiambo signed the sale on Friday, two weeks after telling dockers that he would never do so.",
        (
            "The Lagoon Party will enter the coalition of President Ruth Wanjala. Its ministers take office on Monday. "
            "Party leader Peter Odhiambo had assured voters in May that he would remain in opposition."
        ),
    ],
)
def test_who_acts_against_his_word_by_the_reports_own_word_turns(pipeline: Pipeline, text: str) -> None:
    assert _of("position-turned", found(pipeline, ("2024-05-10", text)))


def test_a_promise_kept_days_later_turns_nobody(pipeline: Pipeline) -> None:
    text = "The Coast Front handed over four fishermen on Friday, three days after promising to free them."
    assert _of("position-turned", found(pipeline, ("2024-05-10", text))) == []


def test_who_no_longer_insists_leaves_his_demand(pipeline: Pipeline) -> None:
    before = "The Coast Movement demanded a separate harbour police for Likoni on Tuesday, its spokesman said."
    now = "The Coast Movement no longer insists on a separate harbour police for Likoni, a member of its delegation said on Friday."
    changes = found(pipeline, ("2024-05-08", before), ("2024-05-18", now))
    assert _of("position-turned", changes) == [now]


def test_names_and_offices_alone_turn_nobody(pipeline: Pipeline) -> None:
    before = "Transport Minister Peter Odhiambo rejected a curfew in the port of Likoni on Tuesday, days before the talks with the rebels."
    now = "Transport Minister Peter Odhiambo thanked Norway in Likoni on Friday for its offer of clinics."
    changes = found(pipeline, ("2024-05-08", before), ("2024-05-18", now))
    assert _of("position-turned", changes) == []
