"""What a person says of a value changes what is told of it: at once, and found anew at the next look."""

from __future__ import annotations

import json

import pytest

from dateline.ingest.jsonl import lines_of, read_line
from dateline.pipeline import Pipeline
from dateline.store import Item, Store
from dateline.store.judging import Judgement, judge
from dateline.stories import StoryBook, changes_asking
from dateline.stories.changes_book import ChangeBook

REPORTS = (
    ("2024-04-05", "Police in Lima said that four people were killed in clashes in Puno on Friday."),
    ("2024-04-05", "A doctor in Puno said that 12 people were killed in the clashes in Puno on Friday."),
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture
def followed(store: Store, pipeline: Pipeline) -> Store:
    for at, (day, text) in enumerate(REPORTS):
        row = json.dumps({"text": text, "url": f"https://outlet{at}.example/{at}", "published": day})
        record = pipeline.record(read_line(next(iter(lines_of(row.encode()))), "reports.jsonl"))
        store.keep_group([Item(record, source=f"outlet{at}")])
    look(store)
    return store


def look(store: Store) -> None:
    list(StoryBook(store).catch_up())
    list(ChangeBook(store).catch_up())


def told(store: Store) -> list[tuple[str, float | None]]:
    """Kind of each change about the dead, and the count it brings."""
    out = []
    for change in changes_asking.found(store):
        if change.now.noun == "figures":
            figure = store.record(change.now.article, judged=True).figures[change.now.number]
            out.append((change.kind, figure.value))
    return sorted(out, key=str)


def doctors(store: Store) -> tuple[str, str]:
    """Article and path of the doctor's count."""
    for found in store.figures().page(50).answers:
        if found.value == 12:
            return found.report.article, f"figures/{found.number}"
    raise AssertionError("the doctor's count was not read")


def test_a_count_that_was_put_right_no_longer_differs(followed: Store) -> None:
    assert ("figures-differ", 12) in told(followed)
    article, path = doctors(followed)
    judge(followed, Judgement("replace", "Ada", "the doctor said four", article=article, path=path, field="value", replacement="4"))
    assert "figures-differ" not in [kind for kind, _ in told(followed)], "hidden at once"
    look(followed)
    assert "figures-differ" not in [kind for kind, _ in told(followed)]


def test_a_count_that_was_put_otherwise_differs_anew(followed: Store) -> None:
    article, path = doctors(followed)
    judge(followed, Judgement("replace", "Ada", "he said fifteen", article=article, path=path, field="value", replacement="15"))
    look(followed)
    assert ("figures-differ", 15) in told(followed)


def test_what_was_taken_back_counts_again(followed: Store) -> None:
    article, path = doctors(followed)
    before = told(followed)
    number = judge(followed, Judgement("reject", "Ada", "a misprint", article=article, path=path))
    look(followed)
    assert "figures-differ" not in [kind for kind, _ in told(followed)]
    judge(followed, Judgement("withdraw", "Ada", "it was none", withdraws=number))
    look(followed)
    assert told(followed) == before
