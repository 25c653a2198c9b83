"""What the desk asks of stories: the latest changes, pledges with their steps, counts that differ, where a report stands; on both data bases."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from dateline.ingest.jsonl import lines_of, read_line
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.store.judging import Judgement, judge
from dateline.stories import StoryBook, changes_asking, decisions
from dateline.stories.changes_book import ChangeBook
from dateline.stories.disputed import disputed
from dateline.stories.latest import latest
from dateline.stories.overruled import overruled
from dateline.stories.placed import placed
from dateline.stories.promises import promises

REPORTS = (
    ("2024-05-02", "South Africa promised on Thursday to send 150 observers to Bekily in southern Madagascar, its foreign minister said."),
    ("2024-05-05", "A bomb exploded at the market of Ambovombe in southern Madagascar on Sunday, killing 4 people, police said."),
    ("2024-05-06", "The bomb at the market of Ambovombe in southern Madagascar on Sunday killed 11 people, a doctor said on Monday."),
    ("2024-05-20", "South Africa sent 150 observers to Bekily in southern Madagascar on Monday, as it had promised."),
)


@pytest.fixture
def followed(store: Store, pipeline: Pipeline) -> Iterator[Store]:
    """A store with these reports, their stories and changes."""
    for number, (day, text) in enumerate(REPORTS):
        row = json.dumps({"text": text, "url": f"https://outlet{number}.example/{number}", "published": day})
        store.keep(pipeline.record(read_line(next(iter(lines_of(row.encode()))), "reports.jsonl")))
    list(StoryBook(store).catch_up())
    list(ChangeBook(store).catch_up())
    yield store


def test_the_latest_changes_are_the_last_of_all(followed: Store) -> None:
    everything = changes_asking.found(followed, limit=None)
    assert everything
    assert latest(followed, limit=500) == tuple(reversed(everything))
    assert latest(followed, limit=1) == everything[-1:]
    kind = everything[0].kind
    assert latest(followed, limit=500, kinds=(kind,)) == tuple(each for each in reversed(everything) if each.kind == kind)
    situation = everything[0].situation
    assert all(each.situation == situation for each in latest(followed, limit=500, situation=situation))
    assert latest(followed, limit=500, since="2030-01-01") == ()
    assert latest(followed, limit=500, until="2024-05-31") == latest(followed, limit=500)


def test_a_pledge_stands_with_the_steps_that_its_changes_tell(followed: Store) -> None:
    found = followed.commitments().page(50).answers
    made = promises(followed, found, "2024-06-01")
    assert sum(each.reports for each in made) >= len(made) > 0
    for each in made:
        assert each.steps[0].value is each.made
        assert each.steps[0].step == "open"
    kept = [each for each in changes_asking.found(followed) if each.kind == "pledge-acted-on"]
    assert len([each for each in made if each.status == "acted-on"]) == len({each.before.article for each in kept if each.before})


def test_counts_that_differ_are_told_until_one_is_rejected(followed: Store) -> None:
    found = followed.figures().page(50).answers
    pairs = disputed(followed, found)
    stored = [each for each in changes_asking.found(followed) if each.now.noun == "figures" and each.before is not None]
    assert len(pairs) == len([each for each in stored if each.kind in ("figures-differ", "correction", "figure-revised")]) > 0
    side = pairs[0].now
    judge(followed, Judgement("reject", "Ada", "a misprint", article=side.report.article, path=f"figures/{side.number}"))
    assert len(disputed(followed, found)) < len(pairs)
    left = [each.id for each in changes_asking.found(followed, limit=None)]
    assert not {each.id for each in stored if (each.now.reading, each.now.number) == (side.report.reading, side.number)} & set(left)
    with followed.reading() as connection:
        assert overruled(connection, [side.report.reading]) == {("figures", side.report.reading, side.number)}


def test_what_is_beside_the_point_overrules_nothing(followed: Store) -> None:
    found = next(iter(followed.events()))
    judge(followed, Judgement("replace", "Ada", "see", article=found.report.article, path=f"events/{found.number}",
                              field="factuality.certainty", replacement='"probable"'))  # fmt: skip
    with followed.reading() as connection:
        assert overruled(connection, [found.report.reading]) == frozenset()


def test_a_report_knows_its_story_and_who_pinned_it_there(followed: Store) -> None:
    article = next(iter(followed.find())).report.article
    where = placed(followed, article)
    assert where.story is not None
    assert where.pin is None
    decisions.pin(StoryBook(followed), article, where.story, who="Edda", why="it belongs there")
    pin = placed(followed, article).pin
    assert pin is not None
    assert (pin.who, pin.why) == ("Edda", "it belongs there")
    nowhere = placed(followed, "nothing")
    assert (nowhere.story, nowhere.others) == (None, ())
