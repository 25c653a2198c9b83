"""Asking a store: filters, pages, what was known when, what persons said; the same on both data bases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

import private_postgres
from dateline.errors import UsageError
from dateline.store import Item, Store
from dateline.store.answers import Answer
from dateline.store.judging import Judgement, judge
from store.reports import BODY, report

NOON = datetime(2016, 2, 3, 12, tzinfo=UTC)


class Clock:
    """Tells a later day each time it is asked to."""

    def __init__(self) -> None:
        self.day = NOON

    def __call__(self) -> str:
        return self.day.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def numbers(answers: Iterable[Answer]) -> str:
    return " ".join(answer.report.address.rsplit("/", 1)[1] for answer in answers)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(address: str, clock: Clock) -> Iterable[Store]:
    with Store(address, clock=clock) as made:
        yield made


def fill(store: Store) -> None:
    """Reports 1 to 5 of five days, the third says that it happened, the last has no date."""
    days = ("2016-01-29", "2016-01-30", "2016-01-31T09:00:00Z", "2016-02-02", None)
    statuses = ("ruled-out", "ruled-out", "happened", "denied", "ruled-out")
    told = enumerate(zip(days, statuses, strict=True), 1)
    store.keep_group([Item(report(n, published=day, status=status), source=f"feed-{n % 2}") for n, (day, status) in told])


@pytest.fixture
def filled(store: Store) -> Store:
    """A store of the five reports that a test may change."""
    fill(store)
    return store


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def asked_only(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the five reports that is only asked."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            address = str(tmp_path_factory.mktemp("asked") / "dateline.db")
        else:
            address = stack.enter_context(private_postgres.database(request.getfixturevalue("postgres")))
        store = stack.enter_context(Store(address, clock=Clock()))
        fill(store)
        yield store


ALL = "4 3 2 1 5"


CASES: tuple[tuple[str, dict[str, object], str], ...] = (
    ("events", {}, ALL),
    ("events", {"sort": "oldest"}, "1 2 3 4 5"),
    ("events", {"actor": "NOR-GOV"}, ALL),
    ("events", {"actor": "NOR"}, ALL),
    ("events", {"actor": "NORGOV", "status": "real"}, "3"),
    ("events", {"actor": "Norway", "status": ["denied", "happened"]}, "4 3"),
    ("events", {"doer": "Oslo", "type": "assault", "mode": "aerial", "context": "military"}, ALL),
    ("events", {"recipient": "NOR-GOV"}, ""),
    ("events", {"speaker": "NOR-NORDMANN", "status": "all"}, ALL),
    ("events", {"speaker": "NOR-GOV"}, ""),
    ("events", {"type": ["AID", "COERCE"]}, ""),
    ("events", {"status": "ruled-out"}, "2 1 5"),
    ("events", {"status": "ruled-out", "sort": "oldest"}, "1 2 5"),
    ("events", {"type": "ASSAULT", "status": "ruled-out"}, "2 1 5"),
    ("events", {"place": "Vardø"}, ALL),
    ("events", {"place": "777019"}, ALL),
    ("events", {"place": "Norway"}, ALL),
    ("events", {"place": "NOR"}, ALL),
    ("events", {"place": "Finland"}, ""),
    ("events", {"since": "2016-01-30", "until": "2016-01-31"}, "3 2"),
    ("events", {"since": "4d"}, "4 3 2"),
    ("events", {"until": "2016-01"}, "3 2 1"),
    ("events", {"when_since": "2016-01-26", "when_until": "2016-01"}, ALL),
    ("events", {"when_since": "2016-01-27"}, ""),
    ("events", {"source": "feed-1"}, "3 1 5"),
    ("events", {"language": "en"}, ALL),
    ("events", {"language": "fr"}, ""),
    ("events", {"words": '"pledged 40 tents"', "status": "happened"}, "3"),
    ("events", {"limit": 2}, "4 3"),
    ("statements", {"speaker": "Kari Nordmann"}, ALL),
    ("statements", {"actor": "NOR-NORDMANN", "act": "reject"}, ALL),
    ("statements", {"act": "pledge"}, ""),
    ("statements", {"recipient": "NOR"}, ""),
    ("positions", {"proposition": "assault/NOR", "stance": "opposes"}, ALL),
    ("positions", {"proposition": "assault", "actor": "NOR"}, ALL),
    ("positions", {"proposition": "strikes on vardø"}, ALL),
    ("positions", {"proposition": "military action in Norway"}, ALL),
    ("positions", {"stance": "supports"}, ""),
    ("commitments", {"actor": "NOR-GOV", "type": "AID", "status": "open", "stance": "for"}, ALL),
    ("commitments", {"when_since": "2016"}, ""),
    ("figures", {"measure": "tents", "min": 40, "max": "40"}, ALL),
    ("figures", {"min": 41}, ""),
    ("figures", {"place": "Norway", "actor": "NOR-GOV"}, ALL),
    ("memberships", {"group": "NATO", "member": "NOR-GOV"}, ALL),
    ("memberships", {"actor": "NATO"}, ALL),
    ("find", {}, ALL),
    ("find", {"words": "tents AND Nordmann", "actor": "NOR"}, ALL),
    ("find", {"actor": "NOR-GOV", "type": "ASSAULT", "status": "denied"}, "4"),
    ("find", {"status": "happened", "stance": "opposes", "measure": "tents"}, "3"),
    ("find", {"status": "happened", "stance": "supports"}, ""),
    ("find", {"place": "Norway", "speaker": "NOR-NORDMANN"}, ALL),
    ("find", {"group": "NATO", "min": 1}, ALL),
    ("find", {"as_of": "2016-02-02"}, ""),
    ("find", {"as_of": "today"}, ALL),
)  # fmt: skip


@pytest.mark.parametrize(("noun", "asked", "found"), CASES)
def test_what_is_asked_is_found(asked_only: Store, noun: str, asked: dict[str, object], found: str) -> None:
    assert numbers(getattr(asked_only, noun)(**asked)) == found
    assert numbers(getattr(asked_only, noun)(**{"as_of": "2016-02-03", **asked})) == found  # nothing was known differently since


def test_pages_follow_each_other_without_gap_or_repetition(filled: Store) -> None:
    for number, asked in enumerate(({}, {"sort": "oldest"}, {"actor": "NOR-GOV"}, {"since": "2016-01-30"}, {"words": "tents"})):
        for noun in ("find", "events", "figures"):
            answers = getattr(filled, noun)(**asked)
            whole, pages, after = numbers(answers), [], None
            while True:
                page = answers.page(1, after)
                pages += page.answers
                if (after := page.after) is None:
                    break
            assert numbers(pages) == whole
        page = filled.events(**asked).page(2)
        filled.keep(report(90 + number, published="2030-01-01"))  # what comes in meanwhile moves nothing
        assert numbers(filled.events(**asked).page(1, page.after).answers) in whole.split()


def test_common_names_are_walked_and_found_as_rare_ones_are(asked_only: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.find.FEW", 0)
    for asked in (
        {"actor": "NOR"},
        {"place": "Norway", "status": "ruled-out"},
        {"words": "tents"},
        {"status": "ruled-out", "type": "ASSAULT"},
    ):
        few = numbers(asked_only.events(**asked))
        pages, after = [], None
        while True:
            page = asked_only.events(**asked).page(1, after)
            pages += page.answers
            if (after := page.after) is None:
                break
        assert numbers(pages) == few != ""


@pytest.mark.parametrize(("few", "first", "many"), [(0, 1, 100), (0, 2, 0)])
def test_every_road_leads_to_the_same_answers(asked_only: Store, monkeypatch: pytest.MonkeyPatch, few: int, first: int, many: int) -> None:
    for name, most in (("FEW", few), ("FIRST", first), ("MANY", many)):
        monkeypatch.setattr(f"dateline.store.find.{name}", most)
    for noun, asked, found in CASES:
        pages: list[Answer] = []
        answers, after = getattr(asked_only, noun)(**asked), None
        while len(pages) < len(found.split()) + 1:
            page = answers.page(1, after)
            pages += page.answers
            if (after := page.after) is None or "limit" in asked:
                break
        assert numbers(pages) == (found if "limit" not in asked else found[:1]), (noun, asked)


def test_a_cursor_belongs_to_its_question(asked_only: Store) -> None:
    after = asked_only.events().page(1).after
    with pytest.raises(UsageError, match="belongs to another question"):
        asked_only.events(status="real").page(1, after)
    with pytest.raises(UsageError, match="is no cursor"):
        asked_only.events(after="what").page()


def test_an_event_tells_everything_of_itself(asked_only: Store) -> None:
    (event,) = asked_only.events(status="denied")
    assert (event.type, event.mode, event.contexts, event.status, event.score) == ("ASSAULT", "aerial", ("military",), "denied", -2.0)
    assert [(party.id, party.name, party.words) for party in event.actors] == [("NOR-GOV", "Government of Norway", "Norway would")]
    assert [(spot.name, spot.geonameid, spot.country) for spot in event.places] == [("Vardø", 777019, "NOR")]
    assert [party.name for party in event.according_to] == ["the report", "Kari Nordmann"]
    assert (event.begins, event.ends, event.trigger, event.quote) == (
        "2016-01-26",
        "2016-01-26",
        "strike Vardø",
        "Norway would not strike Vardø",
    )
    assert (event.report.headline, event.report.published, event.report.source, event.report.version) == (
        "Norway rules out strikes on Vardø 4", "2016-02-02", "feed-0", 1,
    )  # fmt: skip


def test_a_report_comes_with_the_values_asked_for(asked_only: Store) -> None:
    (found,) = asked_only.find("tents", status="denied", proposition="assault")
    assert [type(value).__name__ for value in found.values] == ["FoundEvent", "FoundPosition"]
    assert found.excerpt is not None
    assert "pledged 40 tents to the town" in found.excerpt


def test_as_of_answers_from_what_was_known_then(store: Store, clock: Clock) -> None:
    store.keep(report(1))
    clock.day += timedelta(days=2)
    store.keep(report(1, body="Update. " + BODY, status="happened"))
    assert [(event.status, event.report.version) for event in store.events()] == [("happened", 2)]
    assert [(event.status, event.report.version) for event in store.events(as_of="2016-02-04")] == [("ruled-out", 1)]
    assert list(store.events(as_of="2016-02-02")) == []
    assert numbers(store.find("update", as_of="2016-02-04")) == ""
    assert numbers(store.find("update", as_of="today")) == "1"


def by(action: str, **more: object) -> Judgement:
    return Judgement(action, "Ada", "read it myself", **more)  # type: ignore[arg-type]


def test_what_a_person_rejected_is_no_answer(filled: Store, clock: Clock) -> None:
    clock.day += timedelta(days=2)
    judge(filled, by("reject", article=report(1).article.id, path="events/0"))
    assert numbers(filled.events()) == "4 3 2 5"
    assert numbers(filled.find(type="ASSAULT")) == "4 3 2 5"
    assert numbers(filled.events(as_of="2016-02-04")) == ALL  # nobody had said so then


def test_what_a_person_replaced_answers_as_it_now_is(filled: Store) -> None:
    article = report(1).article.id
    judge(filled, by("replace", article=article, path="events/0", field="factuality.status", replacement='"happened"'))
    assert numbers(filled.events(status="ruled-out")) == "2 5"
    assert numbers(filled.events(status="real")) == "3 1"
    assert [(event.status, event.judged) for event in filled.events(status="real")] == [("happened", None), ("happened", "replaced")]
    judge(filled, by("replace", article=article, path="events/0", field="factuality.status", replacement='"negated"'))
    assert numbers(filled.events(status="real")) == "3"
    assert numbers(filled.events(status="negated")) == "1"


def test_an_accepted_value_says_so(filled: Store) -> None:
    judge(filled, by("accept", article=report(4).article.id, path="events/0"))
    assert [event.judged for event in filled.events(limit=2)] == ["accepted", None]


def test_joined_actors_answer_for_each_other(filled: Store) -> None:
    judge(filled, by("join", actor="NOR-GOV", other="NOR-NORDMANN"))
    assert numbers(filled.statements(speaker="NOR-GOV")) == ALL
    (party,) = {statement.speaker for statement in filled.statements(speaker="NOR-NORDMANN")}
    assert party is not None
    assert (party.id, party.name) == ("NOR-GOV", "Government of Norway")


@pytest.mark.parametrize(
    ("noun", "asked", "told"),
    [
        ("events", {"actor": "Norwey"}, "Did you mean Norway"),
        ("events", {"place": "Finlnd"}, "Did you mean Finland"),
        ("events", {"mode": "arial"}, "Did you mean aerial"),
        ("events", {"source": "feed"}, "Did you mean feed-"),
        ("positions", {"proposition": "asault/NOR"}, "Did you mean assault/NOR"),
        ("figures", {"measure": "tent"}, "Did you mean tents"),
        ("memberships", {"type": "ASSAULT"}, "cannot be asked by --type"),
    ],
)
def test_a_name_that_is_unknown_is_answered_with_the_nearest(asked_only: Store, noun: str, asked: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        getattr(asked_only, noun)(**asked).page()


def test_how_a_name_was_understood_is_told(asked_only: Store) -> None:
    assert asked_only.events(actor="Oslo").page().notes == ("Oslo was understood as NOR-GOV.",)


def test_answers_as_a_pandas_table(asked_only: Store) -> None:
    pytest.importorskip("pandas", reason="pandas is an extra")
    table = asked_only.events(status="real").to_pandas()
    assert list(table["actors"]) == ["NOR-GOV"]
    assert list(table["quote"]) == ["Norway would not strike Vardø"]
