"""What one side of a war says that the other did, whole reports read: a charge; what it says of itself, and what others tell, is news."""

from __future__ import annotations

import pytest

from dateline.evaluate.tasks.articles import article_of


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Hamas said that the Israeli army had bombed a school.", "bombed", "alleged"),
        ("Hamas said that its fighters had attacked an outpost.", "attacked", "happened"),
        ("The United Nations said that the Israeli army had bombed a school.", "bombed", "happened"),
        ("The Israeli army bombed a school.", "bombed", "happened"),
    ],
)
def test_sides_charge_each_other(pipeline, text: str, word: str, status: str) -> None:
    record = pipeline.record(article_of(text))
    told = [event.factuality.status for event in record.events if any(word in s.of(text) for s in event.trigger.spans)]
    assert told == [status]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Algeria warned that it would shell the ridge unless Mali left.", "warned", "THREATEN"),
        ("Mali's governor, insisting that nobody had been tortured, left.", "insisting", "REJECT"),
    ],
)
def test_verbs_of_speech_are_events_by_what_is_said(pipeline, text: str, word: str, kind: str) -> None:
    record = pipeline.record(article_of(text))
    assert kind in [event.type for event in record.events if any(word in s.of(text) for s in event.trigger.spans)]
