"""Denials that point back to what was told before."""

import pytest

from dateline.evaluate.tasks.articles import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia said that Azeri troops had shelled the town of Meghri. Baku denied it.", "denied"),
        ("Armenia accused Azerbaijan of shelling the town of Meghri. Baku rejected the accusation.", "alleged"),
        ("Armenia said that Azeri troops had shelled the town of Meghri. Baku welcomed the talks.", "happened"),
        ("Azeri troops shelled the town of Meghri. Baku denied that it had lost a tank.", "happened"),
    ],
)
def test_what_another_denies_right_afterwards_is_no_fact(text, expected, pipeline):
    record = pipeline.record(article_of(text))
    [shelling] = [e for e in record.events if "shell" in text[e.trigger.spans[0].start : e.trigger.spans[0].end]]
    assert shelling.factuality.status == expected


def test_who_denies_stands_among_the_sources(pipeline):
    text = "Armenia said that Azeri troops had shelled the town of Meghri. Baku denied it."
    [shelling] = [e for e in pipeline.record(article_of(text)).events if e.factuality.status == "denied"]
    assert shelling.factuality.according_to == ("author", "ARM-GOV", "AZE-GOV")


def test_a_summit_dated_after_the_report_is_to_come(pipeline):
    text = "The plan goes to a summit on November 12, the minister said."
    record = pipeline.record(article_of(text, "2018-11-02"))
    [summit] = [e for e in record.events if "summit" in text[e.trigger.spans[0].start : e.trigger.spans[0].end]]
    assert summit.factuality.status == "scheduled"
