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
