"""What changes from report to report: acts against words, counts that differ, pledges over time, and what is no change."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from dateline.evaluate.scorers.contradictions import contradictions
from dateline.ingest.jsonl import lines_of, read_line
from dateline.model.change import CONTRADICTIONS, Change
from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store import Item, Store
from dateline.stories import StoryBook, changes_asking, changes_ledger, note
from dateline.stories.changes import Desk
from dateline.stories.changes_book import ChangeBook
from dateline.stories.changes_once import Found
from dateline.stories.changes_sight import sight
from dateline.stories.ledger import standing

Told = tuple[str, str]  # day of publication, text


def record(pipeline: Pipeline, told: Told, number: int) -> Record:
    row = json.dumps({"text": told[1], "url": f"https://outlet{number}.example/{number}", "published": told[0]})
    line = next(iter(lines_of(row.encode())))
    return pipeline.record(read_line(line, "reports.jsonl"))


def found(pipeline: Pipeline, *told: Told) -> list[Found]:
    """What the last of the reports changes, all of one story."""
    desk = Desk()
    *earlier, last = (sight(record(pipeline, each, at), story=1) for at, each in enumerate(told))
    for each in earlier:
        desk.changes_of(each)
        desk.add(each)
    return desk.changes_of(last)


def kinds(changes: Sequence[Found]) -> list[str]:
    return [each.kind for each in changes]


MINISTER = ("2024-05-02", "Norway ruled out air strikes on Libya on Thursday, its foreign minister said in Oslo.")
JETS = ("2024-06-11", "Norway's air force carried out air strikes near Sirte in Libya on Tuesday.")


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("done-after-ruled-out", MINISTER, JETS),
        ("claim-contradicted", ("2024-05-20", "Ghana accused Togo on Monday of shelling a clinic near Aflao."),
         ("2024-05-21", "Togo denied on Tuesday that it had shelled a clinic near Aflao.")),
        ("figures-differ", ("2024-04-05", "Police in Lima said that four people were killed in clashes in Puno on Friday."),
         ("2024-04-05", "A doctor in Puno said that 12 people were killed in the clashes in Puno on Friday.")),
        ("figure-revised", ("2024-04-05", "A bomb killed at least four people at a market in Herat on Friday, police said."),
         ("2024-04-06", "Police said that the bomb at the market in Herat killed nine people.")),
        ("admitted", ("2024-05-20", "The army of Ghana denied shelling a clinic in Tamale on Monday."),
         ("2024-05-28", "The army of Ghana admitted that it had shelled the clinic in Tamale.")),
        ("pledge-acted-on", ("2024-05-20", "The army of Ghana promised to withdraw from Tamale by Friday."),
         ("2024-05-24", "The army of Ghana withdrew from Tamale on Friday.")),
        ("pledge-repeated", ("2024-05-20", "Norway promised to send 40 doctors to Haiti."),
         ("2024-05-27", "Norway repeated its promise to send 40 doctors to Haiti.")),
        ("pledge-contradicted", ("2024-05-20", "The army of Ghana promised to withdraw from Tamale by Friday."),
         ("2024-05-27", "The army of Ghana has not withdrawn from Tamale, as it had promised.")),
        ("carried-out", ("2024-05-20", "Rebels in Niger threatened to blow up a pipeline near Agadez."),
         ("2024-05-27", "Rebels in Niger blew up the pipeline near Agadez on Monday.")),
        ("position-turned", ("2024-05-20", "Hungary opposes sanctions on Georgia."),
         ("2024-06-20", "Hungary now supports sanctions on Georgia.")),
    ],
)  # fmt: skip
def test_a_change_is_seen_with_both_sides(pipeline: Pipeline, kind: str, first: Told, second: Told) -> None:
    changes = found(pipeline, first, second)
    change = next((each for each in changes if each.kind == kind), None)
    assert change is not None, kinds(changes)
    assert change.before is not None
    assert change.before.article != change.now.article
    assert any(reason.likeness > 0 for reason in change.same.reasons)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2024-03-14", "An air strike on Idlib killed 11 people on Thursday, rescuers said."),
         ("2024-03-14", "An air strike on Aleppo killed four people on Thursday, doctors said.")),
        (("2024-05-20", "Ghana accused Togo on Monday of shelling a clinic near Aflao."),
         ("2024-05-21", "Togo denied on Tuesday that it had abducted farmers near Kara.")),
        (MINISTER, ("2024-06-11", "Sweden's air force carried out air strikes near Sirte in Libya on Tuesday.")),
        (("2024-04-14", "Six people were killed in a knife attack in Perth on Saturday, police said."),
         ("2024-04-15", "Two of the dead in Saturday's knife attack in Perth were women, police said.")),
        (("2024-01-08", "A bomb killed seven people in Mogadishu on Monday, police said."),
         ("2024-06-17", "A bomb killed 22 people in Mogadishu on Monday, police said.")),
    ],
)  # fmt: skip
def test_two_things_are_no_contradiction(pipeline: Pipeline, first: Told, second: Told) -> None:
    assert not [each for each in found(pipeline, first, second) if each.kind in CONTRADICTIONS]


def test_a_change_is_told_once_and_a_copy_brings_none(pipeline: Pipeline) -> None:
    again = ("2024-06-12", "Norway's air force carried out air strikes near Sirte in Libya, the government confirmed.")
    assert "done-after-ruled-out" not in kinds(found(pipeline, MINISTER, JETS, again))
    desk = Desk()
    desk.add(sight(record(pipeline, MINISTER, 1), story=1))
    assert desk.changes_of(sight(record(pipeline, JETS, 2), story=1, copy=True)) == []


def test_a_pledge_stands_as_its_last_step_and_its_deadline_say() -> None:
    assert standing(("pledge-made",), "2024-05-10", "2024-05-01") == "open"
    assert standing(("pledge-made",), "2024-05-10", "2024-05-08") == "due"
    assert standing(("pledge-made", "pledge-repeated"), "2024-05-10", "2024-05-11") == "overdue"
    assert standing(("pledge-made", "pledge-repeated"), None, "2024-05-11") == "repeated"
    assert standing(("pledge-made", "pledge-acted-on"), "2024-05-10", "2024-06-01") == "acted-on"
    assert standing(("pledge-acted-on", "pledge-withdrawn"), None, "2024-06-01") == "withdrawn"


REPORTS: tuple[Told, ...] = (
    MINISTER,
    (
        "2024-05-20",
        "The Fezzan Brigade promised to release 12 engineers in Libya by May 24, its spokesman said. Norway welcomed the promise.",
    ),
    (
        "2024-05-27",
        "The Fezzan Brigade did not release the 12 engineers in Libya by May 24, as it had promised, the government of Norway said.",
    ),
    JETS,
)


@pytest.fixture
def looked(pipeline: Pipeline, store: Store) -> Store:
    """A store whose reports are placed and held against each other."""
    list(store.keep_all(Item(record(pipeline, each, at)) for at, each in enumerate(REPORTS)))
    list(StoryBook(store).catch_up())
    list(ChangeBook(store).catch_up())
    return store


def listed(store: Store) -> list[tuple[str, str, str | None]]:
    return [(each.kind, each.now.quote.text, each.before.quote.text if each.before else None) for each in changes_asking.found(store)]


def test_changes_are_kept_with_quotes_that_stand_in_the_reports(looked: Store) -> None:
    changes = changes_asking.found(looked)
    assert changes
    for change in changes:
        for side in (change.now, change.before):
            if side is not None:
                text = looked.record(side.article).article.text
                assert " ".join(side.quote.span.of(text).split()) == side.quote.text
        assert change.why.endswith(".")


def test_looking_again_finds_the_same(looked: Store) -> None:
    before = listed(looked)
    assert list(ChangeBook(looked).catch_up()) == []
    book = ChangeBook(looked)
    book.again()
    list(book.catch_up())
    assert listed(looked) == before


def test_one_report_at_a_time_finds_what_all_at_once_find(pipeline: Pipeline, store: Store) -> None:
    for at, each in enumerate(REPORTS):
        store.keep(record(pipeline, each, at))
        list(StoryBook(store).catch_up())
        list(ChangeBook(store).catch_up())  # a new process each time
    one_by_one = listed(store)
    book = ChangeBook(store)
    book.again()
    list(book.catch_up())
    assert listed(store) == one_by_one


def test_two_programs_with_one_store_tell_nothing_twice(pipeline: Pipeline, store: Store) -> None:
    books = (ChangeBook(store), ChangeBook(store))
    for at, each in enumerate(REPORTS):
        store.keep(record(pipeline, each, at))
        list(StoryBook(store).catch_up())
        waiting = books[0].waiting()
        list(books[at % 2].catch_up())
        assert list(books[1 - at % 2]._turn(waiting)) == []  # it had the same list, and comes too late
    told = listed(store)
    assert len(told) == len(set(told))
    book = ChangeBook(store)
    book.again()
    list(book.catch_up())
    assert listed(store) == told


def test_what_is_forgotten_brings_no_change(looked: Store) -> None:
    from dateline.store import forgetting

    gone = looked.record(changes_asking.found(looked)[-1].now.article).article.id
    forget = getattr(forgetting, "forget", None)
    if forget is None:
        pytest.skip("forgetting has another door")
    forget(looked, gone)
    assert all(gone not in (each.now.article, each.before.article if each.before else None) for each in changes_asking.found(looked))


def test_the_note_is_free_of_markup_of_the_reports(looked: Store) -> None:
    told = changes_asking.note(looked, since="2024-05-01")
    assert told.reports == len(REPORTS)
    page = note.html(told)
    assert "<script" not in page
    assert "Norway" in note.markdown(told)
    assert max(map(len, note.for_eyes(told, width=80).splitlines())) <= 80
    hostile = changes_asking.note(looked, since="2099-01-01")
    assert "Nothing new" in note.for_eyes(hostile, width=80)


def test_the_ledger_tells_every_step(looked: Store) -> None:
    pledges = changes_ledger.pledges(looked, day="2024-06-01")
    assert all(pledge.steps for pledge in pledges)
    engineers = next(pledge for pledge in pledges if "engineers" in pledge.action)
    assert (engineers.status, engineers.deadline) == ("contradicted", "2024-05-24")
    assert [step.step for step in engineers.steps] == ["open", "contradicted"]
    earlier = next(pledge for pledge in changes_ledger.pledges(looked, day="2024-05-22") if "engineers" in pledge.action)
    assert earlier.status == "due"
    assert {pledge.status for pledge in pledges} <= {"open", "due", "overdue", "repeated", "acted-on", "contradicted", "withdrawn"}


def test_a_situation_is_found_by_number_or_words(looked: Store) -> None:
    from dateline.errors import UsageError

    first = changes_asking.situations(looked)[0]
    assert changes_asking.situation_named(looked, str(first.id)) == first.id
    with pytest.raises(UsageError, match="no situation"):
        changes_asking.situation_named(looked, "Atlantis")
    with pytest.raises(UsageError, match="no day"):
        changes_asking.since_day("the other day", __import__("datetime").date(2024, 5, 1))


def test_the_scorer_counts_pairs() -> None:
    gold = [
        {"id": "a", "same": True, "contradiction": True, "kind": "denial"},
        {"id": "b", "same": False, "contradiction": False, "kind": "place"},
    ]
    said = {"a": {"same": True, "contradiction": True}, "b": {"same": True, "contradiction": False}}
    figures = contradictions(gold, said)
    assert figures["contradiction"]["precision"] == 100.0
    assert figures["same"]["precision"] == 50.0
    assert figures["recall_by_kind"] == {"denial": 100.0}


def test_every_change_is_a_kind_with_a_label() -> None:
    from typing import get_args

    from dateline.model.change import ChangeKind

    assert {kind for kind, _ in changes_asking.LABELS} == set(get_args(ChangeKind))
    assert set(CONTRADICTIONS) <= set(get_args(ChangeKind))
    assert Change.__slots__


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("claim-contradicted", ("2025-05-01", "Envoys met in Kigali on Thursday."),
         ("2025-05-04", ("KIGALI - Congo accused Rwanda on Sunday of sending troops over the border near Bunagana. Rwanda dismissed the "
          "accusation as baseless."))),
        ("claim-contradicted", ("2025-05-01", "Envoys met in Bamako on Thursday."),
         ("2025-05-04", ("BAMAKO - The army blamed the JNIM for the attack on a bus near Bandiagara. A spokesman for the group said that it "
          "had played no part in the attack."))),
        ("figures-differ", ("2025-05-01", "Floods hit Beira in Mozambique on Thursday."),
         ("2025-05-04", "BEIRA - The Red Cross said that 140 people had lost their lives in Sofala. The army put the number at 70.")),
        ("figure-revised", ("2025-06-05", "A doctor in Sivakasi said that six workers were killed when a fireworks factory exploded."),
         ("2025-06-07", "SIVAKASI - A doctor in Sivakasi said the number of dead from the fireworks factory now stood at eight.")),
        ("pledge-withdrawn", ("2025-05-04", "Qatar offered to pay the salaries of the police in Tripoli."),
         ("2025-06-04", ("DOHA - Qatar had offered to pay the salaries of the police in Tripoli. Its foreign minister said on Wednesday that "
          "the offer was off the table."))),
        ("pledge-acted-on", ("2025-05-04", "President Prabowo promised to halt the operation in Papua if the rebels let the pilot go."),
         ("2025-05-09", "JAKARTA - President Prabowo ordered the army to halt its operation in Papua on Friday.")),
        ("pledge-contradicted", ("2025-05-04", "The M23 promised on Sunday to leave Walikale by May 10."),
         ("2025-05-12", "GOMA - The M23 is still in Walikale, two days after the day by which it had promised to leave.")),
        ("new-event", ("2025-05-04", "The National Salvation Front suspended its participation in the talks in Nairobi on Sunday."),
         ("2025-05-24", "JUBA - The National Salvation Front returned to the talks in Nairobi on Saturday.")),
        ("position-against-act", ("2025-02-02", "France ruled out a military intervention in Libya, its foreign minister said in Rome."),
         ("2025-07-20", "PARIS - French President Emmanuel Macron confirmed on Sunday that French soldiers were in Libya.")),
    ],
)  # fmt: skip
def test_a_change_is_seen_in_other_words(pipeline: Pipeline, kind: str, first: Told, second: Told) -> None:
    assert kind in kinds(found(pipeline, first, second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2025-05-04", "The rebels said 12 of their fighters were killed near Taiz."),
         ("2025-05-04", "ADEN - The army said that three of its soldiers were killed near Taiz on Sunday.")),
        (("2025-05-04", "The mayor of Sousse said that 41 people had been killed in the air strike near Sousse."),
         ("2025-05-05", "TUNIS - Two Serbian hostages were killed in the air strike near Sousse, Serbia's foreign minister said.")),
        (("2025-08-01", "The United States bombed Islamic State in Sirte. US troops would not fight on the ground, officials said."),
         ("2025-08-02", "MOSCOW - The American air strikes on Sirte have no legal basis, Russia's ambassador said.")),
        (("2025-05-04", "Reporters asked whether Kenya would host a summit."),
         ("2025-05-05", "NAIROBI - Rebels accused Kenya of haste. The minister said it was not true that he would resign.")),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_contradiction_is_none(pipeline: Pipeline, first: Told, second: Told) -> None:
    assert not [each for each in found(pipeline, first, second) if each.kind in CONTRADICTIONS]


def of_two_stories(pipeline: Pipeline, first: Told, second: Told) -> list[str]:
    """What the second report changes, where both were taken for two stories."""
    desk = Desk()
    before, now = (sight(record(pipeline, each, at), story=at + 1) for at, each in enumerate((first, second)))
    desk.changes_of(before)
    desk.add(before)
    return kinds(desk.changes_of(now))


def test_a_toll_grows_by_the_name_of_a_village_that_no_table_knows(pipeline: Pipeline) -> None:
    first = ("2024-03-05", "At least nine people died when rockets struck a fairground at Otterfleet late on Monday, the mayor said.")
    later = (
        "2024-03-06",
        "The number of people killed in Monday's rocket attack on the fairground at Otterfleet has risen to 12, nurses said.",
    )
    other = ("2024-03-06", "The number of people killed in Monday's rocket attack on the harbour at Grimscar has risen to 12, nurses said.")
    assert "figure-revised" in of_two_stories(pipeline, first, later)
    assert "figure-revised" not in of_two_stories(pipeline, first, other)


def test_what_was_not_done_by_then_may_be_done_later(pipeline: Pipeline) -> None:
    first = ("2024-03-05", "Ghana's foreign minister said that rebels in Tamale had not released the twelve soldiers.")
    later = ("2024-03-09", "Rebels in Tamale released the twelve soldiers on Saturday.")
    assert "claim-contradicted" not in kinds(found(pipeline, first, later))
