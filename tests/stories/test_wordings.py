"""Changes told in many ways, and the year of Libya: what the labelled reports bring is found, and nothing contradicts that does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ROOT
from dateline.ingest import article
from dateline.model.change import CONTRADICTIONS, Change
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.stories import StoryBook, changes_asking, changes_ledger
from dateline.stories.changes_book import ChangeBook
from stories.test_changes import found

pytestmark = pytest.mark.long  # some two hundred reports are read


def test_most_changes_are_found_in_other_words_and_none_is_made_up(pipeline: Pipeline) -> None:
    rows = [json.loads(line) for line in (ROOT / "tests" / "gold" / "changes.jsonl").read_text(encoding="utf-8").splitlines()]
    missed, false = [], []
    for row in rows:
        changes = found(pipeline, *((each["date"], each["text"]) for each in row["reports"]))
        if row["kind"] is None:
            false.extend(f"{row['id']}: {each.kind}" for each in changes if each.kind in CONTRADICTIONS)
        elif row["kind"] not in [each.kind for each in changes]:
            missed.append(f"{row['id']}: {row['kind']}")
    assert false == []
    assert len(missed) <= 0.15 * sum(row["kind"] is not None for row in rows), missed


@pytest.fixture(scope="module")
def year(pipeline: Pipeline, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The reports of 2016 on Libya, followed one after the other."""
    store = Store(tmp_path_factory.mktemp("libya") / "libya.db")
    stories, changes = StoryBook(store), ChangeBook(store)
    for path in sorted((samples / "libya-2016").glob("*.txt")):
        store.keep(pipeline.record(article(path.read_bytes(), uri=f"https://libya.example/{path.stem}")))
        list(stories.catch_up())
        list(changes.catch_up())
    return store


def _pairs(changes: tuple[Change, ...], kind: str) -> list[tuple[str, str]]:
    return [(each.before.quote.text, each.now.quote.text) for each in changes if each.kind == kind and each.before is not None]


def test_the_year_of_libya_is_one_situation_whose_words_and_acts_stand_side_by_side(year: Store) -> None:
    changes = changes_asking.found(year)
    assert len(changes_asking.situations(year)) == 1
    (word, act), *others = _pairs(changes, "position-against-act")
    assert "ruled out a military intervention by France" in word
    assert "French soldiers were in Libya" in act
    assert not others
    assert any(
        "did not threaten air strikes there" in word and "bombed" in act and "Sirte" in act for word, act in _pairs(changes, "new-event")
    )
    assert {each.kind for each in changes if each.contradicts} == {"position-against-act", "figures-differ"}
    assert all("41" in word and "43" in act for word, act in _pairs(changes, "figures-differ"))


def test_pledges_to_a_government_that_does_not_exist_and_then_does_stand_in_one_ledger(year: Store) -> None:
    told = [step.side.quote.text for pledge in changes_ledger.pledges(year, day="2016-12-31") for step in pledge.steps]
    assert any("which has yet to be formed" in text for text in told)
    assert any("as soon as it exists" in text for text in told)
    assert any("ten million pounds" in text for text in told)
    assert any("military hospital" in text for text in told)
