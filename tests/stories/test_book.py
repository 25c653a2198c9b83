"""Reports kept in a store find their stories, and a person's decisions hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.errors import UsageError
from dateline.store import Item, Store
from dateline.stories import StoryBook, asking, decisions, eyes
from dateline.stories.sketch import Sketch, sketch
from stories.newspaper import Report
from stories.test_copies import OTHER_WORDS, WIRE

PAPER = replace(
    WIRE, headline="Traders shot dead at Kolo market", paragraphs=WIRE.paragraphs[:4], published="2016-03-02", uri="https://paper.example/1"
)
RIVAL = replace(OTHER_WORDS, headline="Eleven dead in raid on Kolo market", published="2016-03-02", uri="https://rival.example/9")
ELSEWHERE = Report(
    "Parliament of Westland passes budget",
    (
        "The parliament of Westland passed a budget of four billion crowns on Wednesday after a debate of nineteen hours.",
        "Finance minister Greta Holm said taxes on fuel would rise in July and that pensions would not be touched.",
        "The opposition called the vote a farce and left the chamber before the count.",
    ),
    published="2016-03-02",
    uri="https://rival.example/10",
)


def kept(store: Store, *reports: Report) -> StoryBook:
    list(store.keep_all(Item(report.record()) for report in reports))
    return StoryBook(store)


def ids(*reports: Report) -> list[str]:
    return [report.record().article.id for report in reports]


def test_reports_of_one_happening_are_one_story_and_a_copy_is_no_source(store: Store) -> None:
    placed = list(kept(store, WIRE, PAPER, RIVAL, ELSEWHERE).catch_up())
    assert [each.outcome for each in placed] == ["new story", "copy", "joined", "new story"]
    assert placed[1].copy_of is not None
    assert placed[1].copy_of.original == placed[0].article
    assert any("kolo" in reason.shared for reason in placed[2].why)
    line = asking.lines(store)[-1]
    assert (line.reports, line.sources, line.begins, line.ends) == (3, 2, "2016-03-01", "2016-03-02")


def test_placing_goes_on_where_it_stopped_and_places_nothing_twice(store: Store) -> None:
    book = kept(store, WIRE, PAPER)
    assert len(list(book.catch_up(limit=1))) == 1
    assert [each.outcome for each in StoryBook(store).catch_up()] == ["copy"]
    assert list(book.catch_up()) == []


FERRY = Report(
    "Six missing after ferry sinks off Kerlan",
    (
        "A ferry sank off the island of Kerlan on Monday night and six people are missing, the harbour master said.",
        "Fishing boats picked up 40 passengers before the coast guard came.",
        "Harbour master Ilse Brandt said that the ferry had carried too many lorries.",
        "The owner of the ferry denied that any lorry had been taken on without papers.",
    ),
)
FERRY_AGAIN = replace(
    FERRY,
    headline="Nine dead in ferry disaster",
    paragraphs=(
        "The number of people who died when a ferry sank off the island of Kerlan has risen to nine, the coast guard said on Wednesday.",
        "Divers found three bodies on the car deck.",
        *FERRY.paragraphs[2:],
    ),
    published="2016-03-02",
    uri="https://wire.example/7",
)
ELSEWHERE_TOO = replace(ELSEWHERE, paragraphs=(*ELSEWHERE.paragraphs, *FERRY.paragraphs[2:]))


def test_a_short_text_written_anew_is_a_copy_and_the_same_background_under_another_matter_is_none(store: Store) -> None:
    placed = list(kept(store, FERRY, FERRY_AGAIN, ELSEWHERE_TOO).catch_up())
    assert placed[1].copy_of is not None
    assert placed[1].copy_of.kind == "updated"
    assert placed[2].copy_of is None


def test_two_books_on_one_store_see_what_the_other_placed(store: Store) -> None:
    one, other = kept(store, WIRE), StoryBook(store)
    list(one.catch_up())
    list(store.keep_all([Item(PAPER.record())]))
    assert [each.outcome for each in other.catch_up()] == ["copy"]
    list(store.keep_all([Item(RIVAL.record())]))
    assert [each.story for each in one.catch_up()] == [1]


def test_a_report_long_after_begins_a_story_of_its_own(store: Store) -> None:
    later = replace(RIVAL, published="2016-04-20")
    assert [each.outcome for each in kept(store, WIRE, later).catch_up()] == ["new story", "new story"]


def test_what_a_person_splits_stays_split_and_what_is_joined_leads_on(store: Store) -> None:
    book = kept(store, WIRE, PAPER, RIVAL)
    list(book.catch_up())
    made = decisions.split(book, 1, ids(RIVAL), who="ann", why="another village")
    assert asking.reports(store, made)[0].member.pinned
    again = replace(RIVAL, uri="https://third.example/2")
    list(store.keep_all([Item(again.record())]))
    assert [each.story for each in book.catch_up()] == [made]
    assert decisions.join(book, 1, made, who="ann", why="the same after all") == 1
    assert asking.current(store, made) == 1
    assert len(asking.story(store, made).members) == 4


def test_a_pin_is_kept_to_and_can_be_taken_back(store: Store) -> None:
    book = kept(store, WIRE, ELSEWHERE)
    list(book.catch_up())
    decisions.pin(book, ids(ELSEWHERE)[0], 1, who="ann", why="the budget pays for the army there")
    assert [each.member.pinned for each in asking.reports(store, 1)] == [False, True]
    decisions.unpin(book, ids(ELSEWHERE)[0])
    with pytest.raises(UsageError, match="not pinned"):
        decisions.unpin(book, ids(ELSEWHERE)[0])


def test_wrong_names_are_told_plainly(store: Store) -> None:
    book = kept(store, WIRE)
    list(book.catch_up())
    with pytest.raises(UsageError, match="no story 7"):
        asking.story(store, 7)
    with pytest.raises(UsageError, match="no placed article"):
        decisions.pin(book, "nothing", 1, who="ann", why="")
    with pytest.raises(UsageError, match="nothing would be left"):
        decisions.split(book, 1, ids(WIRE), who="ann", why="")
    with pytest.raises(UsageError, match="no current reading"):
        book.place(99)


def test_a_story_is_told_in_the_reports_own_words(store: Store) -> None:
    list(kept(store, WIRE, PAPER, RIVAL).catch_up())
    story = asking.story(store, 1)
    texts = {each.member.article: each.record.article.text for each in asking.reports(store, 1)}
    assert story.line.title in (WIRE.headline, PAPER.headline, RIVAL.headline)
    assert story.summary
    assert all(texts[each.article][each.span.start : each.span.end] == each.text for each in story.summary)
    shown = eyes.told(story, width=100)
    assert "2 independent sources" in shown
    assert "a shorter print of" in shown


def test_nothing_of_a_report_reaches_the_terminal_as_a_control_character(store: Store) -> None:
    list(kept(store, replace(WIRE, headline="Kolo \x1b[31m\x07 market")).catch_up())
    assert not any(ord(each) < 32 and each != "\n" for each in eyes.listed(asking.lines(store), width=80))


def test_a_sketch_comes_back_as_it_was_stored() -> None:
    made = sketch(WIRE.record()).sketch
    assert Sketch.from_bytes(made.to_bytes()).to_bytes() == made.to_bytes()
    with pytest.raises(ValueError, match="no sketch"):
        Sketch.from_bytes(b"x")


def test_a_sketch_stored_before_there_was_a_kind_of_feature_has_nothing_of_it() -> None:
    made = sketch(WIRE.record()).sketch
    last = made.bounds[-2]
    before = replace(made, bounds=made.bounds[:-1], keys=made.keys[:last], counts=made.counts[:last])
    read = Sketch.from_bytes(before.to_bytes())
    assert (len(read.bounds), read.bounds[-1], len(read.of_kind(len(read.bounds) - 2))) == (len(made.bounds), last, 0)
