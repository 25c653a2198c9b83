"""Chapters of one situation are tied by names that few reports have, where no known actor ties them."""

from __future__ import annotations

import json
from collections import deque

from dateline.ingest.jsonl import lines_of, read_line
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.stories import StoryBook, changes_asking
from dateline.stories.changes_book import ChangeBook
from dateline.stories.rare_names import beside

BURST = (
    "2024-04-02", "Dyke gives way above Otterfleet, five dead",
    ("Five people were killed on Tuesday when a dyke gave way above the hamlet of Otterfleet and mud from the Grimscar quarry came down "
    "the valley of the Vellbeck, rescuers said."),
)  # fmt: skip
SUIT = (
    "2024-04-19", "Quarry owner to answer in court",
    ("The owner of the Grimscar quarry must answer for what the mud did to Otterfleet, a judge in Derby ruled. The Vellbeck still runs "
    "brown, and nobody has come back to live there."),
)  # fmt: skip
STRIKE = (
    "2024-04-20",
    "Bakers walk out in Leeds",
    "Bakers in Leeds stopped work on Saturday over their wages, as did bakers in York and in several other towns of Britain.",
)


def situations(store: Store, pipeline: Pipeline, *told: tuple[str, str, str]) -> int:
    """How many situations the reports are put into."""
    for number, (day, title, text) in enumerate(told):
        row = json.dumps({"text": text, "title": title, "url": f"https://outlet{number}.example/{number}", "published": day})
        store.keep(pipeline.record(read_line(next(iter(lines_of(row.encode()))), "reports.jsonl")))
    deque(StoryBook(store).catch_up(), maxlen=0)
    deque(ChangeBook(store).catch_up(), maxlen=0)
    return len(changes_asking.situations(store))


def test_names_that_few_have_tie_two_stories(store: Store, pipeline: Pipeline) -> None:
    assert situations(store, pipeline, BURST, SUIT) == 1


def test_a_country_and_everyday_words_tie_nothing(store: Store, pipeline: Pipeline) -> None:
    assert situations(store, pipeline, BURST, STRIKE) == 2


def test_the_name_of_an_actor_that_both_have_counts_as_the_actor() -> None:
    assert beside(("otterfleet", "anna", "grim-scar"), ("person/anna-berg", "company/scar-grim")) == {"otterfleet"}
