"""Stories and situations at a glance: pages of lists, what is drawn, the latest changes; the same as the slower whole says."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from dateline.ingest.jsonl import lines_of, read_line
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.store.forgetting import forget
from dateline.store.judging import Judgement, judge
from dateline.stories import StoryBook, asking, changes_asking
from dateline.stories.changes_book import ChangeBook
from dateline.stories.deeds import deeds_at, deeds_of
from dateline.stories.glance import latest_situations, latest_stories, situation_of, stories_of
from dateline.stories.lanes import line_of_deed
from dateline.stories.recent import Which, days_beside, recent, stamp_of, summary
from dateline.stories.scene import Where, head, matrix, sources, told

REPORTS = (
    ("2024-05-02", "Norway ruled out air strikes on Libya on Thursday, its foreign minister said in Oslo."),
    (
        "2024-06-11",
        "Norway's air force carried out air strikes near Sirte in Libya, killing 9 people, a hospital in Sirte said on Tuesday.",
    ),
    (
        "2024-06-12",
        "Norway's air force carried out air strikes near Sirte in Libya, killing 12 people, a hospital in Sirte said on Wednesday.",
    ),
    ("2024-07-20", "Peru and Chile signed an agreement on fishing in Lima on Saturday after two years of talks."),
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


def test_pages_of_stories_hold_what_the_whole_list_holds(followed: Store) -> None:
    whole = asking.lines(followed)
    assert latest_stories(followed, limit=100).lines == whole
    first = latest_stories(followed, limit=1)
    assert first.lines == whole[:1]
    assert latest_stories(followed, limit=100, after=first.after).lines == whole[1:]
    assert latest_stories(followed, limit=100, until="2024-06-30").lines == tuple(line for line in whole if (line.begins or "") < "2024-07")


def test_situations_are_told_as_the_whole_list_tells_them(followed: Store) -> None:
    found, whole = latest_situations(followed, limit=100).situations, changes_asking.situations(followed)
    assert [(each.id, each.title, each.begins, each.ends, each.stories, each.reports) for each in found] == [
        (each.id, each.title, each.begins, each.ends, each.stories, each.reports) for each in whole
    ]


def test_a_report_leads_to_its_story_and_that_to_its_situation(followed: Store) -> None:
    article = next(iter(followed.events(doer="NOR"))).report.article
    story = stories_of(followed, [article, "nothing"])[article]
    assert situation_of(followed, story) in {each.id for each in latest_situations(followed, limit=9).situations}
    assert situation_of(followed, 10_000) is None


def strikes(store: Store) -> Where:
    article = next(iter(store.events(doer="NOR"))).report.article
    return Where(situation=situation_of(store, stories_of(store, [article])[article]))


def test_what_is_drawn_is_what_the_answers_say(followed: Store) -> None:
    found = head(followed, strikes(followed))
    deeds = deeds_of(followed, found.readings)
    answers = told(followed, "events", found.readings)
    assert {(deed.article, deed.number, deed.type, deed.status) for deed in deeds} == {
        (each.report.article, each.number, each.type, each.status)
        for each in answers  # type: ignore[union-attr]
    }
    with followed.reading() as connection:
        at = [(deed.reading, deed.number) for deed in deeds[:2]]
        assert [(deed.reading, deed.number) for deed in deeds_at(connection, at)] == sorted(at)
    assert any(line_of_deed(deed) == "military" for deed in deeds)
    folded = sources(followed, strikes(followed))
    assert sum(1 + len(source.copies) for source in folded) == found.reports
    assert len(found.readings) == found.reports  # the one copy is an update, which tells more


def test_a_matrix_counts_what_took_place_apart_from_what_was_ruled_out(followed: Store) -> None:
    shown = matrix(deeds_of(followed, head(followed, strikes(followed)).readings))
    cells = [cell for row in shown.rows for cell in row if cell is not None]
    assert all(cell.real + cell.unreal > 0 for cell in cells)
    assert all(any(cell is not None for cell in row) for row in shown.rows)


def test_a_correction_is_drawn_and_a_rejected_event_is_not(followed: Store) -> None:
    where = strikes(followed)
    before = deeds_of(followed, head(followed, where).readings)
    stamp = stamp_of(followed, head(followed, where).readings)
    first, last = before[0], before[-1]
    judge(followed, Judgement("replace", "ann", "it says so", first.article, f"events/{first.number}", "factuality.status", '"alleged"'))
    judge(followed, Judgement("reject", "ann", "no event", last.article, f"events/{last.number}"))
    after = deeds_of(followed, head(followed, where).readings)
    assert {deed.status for deed in after if (deed.reading, deed.number) == (first.reading, first.number)} <= {"alleged"}
    assert (last.reading, last.number) not in {(deed.reading, deed.number) for deed in after}
    assert stamp_of(followed, head(followed, where).readings) != stamp


def test_the_latest_changes_are_those_of_the_whole_list(followed: Store) -> None:
    whole = {change.id for change in changes_asking.found(followed)}
    parts = recent(followed, Which()).parts
    assert whole
    assert {change.id for part in parts for change in part.changes} <= whole
    assert sum(part.count for part in parts) == len(whole)
    assert recent(followed, Which(found_since=followed.now())).parts == ()
    days = sorted({(change.now.published or "")[:10] for change in changes_asking.found(followed)})
    assert days_beside(followed, days[-1])[1] is None
    assert [part.count > 0 for part in recent(followed, Which(day=days[-1])).parts]


def test_what_is_forgotten_is_remembered_nowhere(followed: Store) -> None:
    where = strikes(followed)
    whole = recent(followed, Which()).parts
    assert summary(followed, head(followed, where).readings)
    gone = next(change.now.article for part in whole for change in part.changes)
    forget(followed, gone)
    for part in recent(followed, Which()).parts:
        assert all(gone not in (side.article for side in (change.now, change.before) if side is not None) for change in part.changes)
    assert all(quote.article != gone for quote in summary(followed, head(followed, where).readings))
