"""A party is bound by what it is told to be about to do, whatever the words; courts, talks, weather and wishes for others bind nobody."""

from __future__ import annotations

import pytest

from dateline.ingest import from_text
from dateline.pipeline import Pipeline

HEAD = "Aid for the delta\n\nMay 14, 2026\n\n"


def _told(pipeline: Pipeline, text: str) -> list[str]:
    record = pipeline.record(from_text(HEAD + text, published="2026-05-14"))
    return [f"{pledge.actors[0] if pledge.actors else '-'}: {pledge.action.text}" for pledge in record.commitments]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Norway will lend the province two ferries.", "NOR-GOV: lend the province two ferries"),
        ("Sweden is to host the next round.", "SWE-GOV: host the next round"),
        ("Kenya stands ready to send engineers.", "KEN-GOV: send engineers"),
        ("Greenpeace wants to march again on June 1.", "greenpeace: march again on June 1"),
        ("Norway has offered two planes.", "two planes"),
        ("Denmark is sending tents and blankets.", "DNK-GOV: sending tents and blankets"),
        ("Ghana agreed to reopen the crossing next week.", "GHA-GOV: reopen the crossing next week"),
        ("The army said the gates would be opened on Monday.", "opened on Monday"),
        ("Canada will have the dam inspected.", "CAN-GOV: have the dam inspected"),
    ],
)
def test_a_party_is_bound_by_what_it_is_about_to_do(pipeline: Pipeline, text: str, deed: str) -> None:
    assert any(told.endswith(deed) for told in _told(pipeline, text)), _told(pipeline, text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway asked whether Sweden would send ferries.",
        "The talks will resume on Monday.",
        "The rain will fall until Friday, the army said.",
        "Kenya wants Uganda to reopen the crossing.",
        "Norway would have sent ferries.",
        "Norway will no longer send ferries.",
        "Nobody in Norway will pay for the ferries.",
        "If Norway sends ferries, people could leave the delta.",
    ],
)
def test_what_nobody_answers_for_is_no_commitment(pipeline: Pipeline, text: str) -> None:
    assert _told(pipeline, text) == []
