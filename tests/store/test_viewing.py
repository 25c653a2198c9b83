"""A report for those who judge it, what is known of one actor, place or proposition, and which fields admit what; on both data bases."""

from __future__ import annotations

import json

import pytest

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.store import Store, about
from dateline.store.fields import admissible, fields_of
from dateline.store.judging import NOUNS, Judgement, judge
from dateline.store.viewing import text_of, values_of, viewed
from store.reports import BODY, report

ARTICLE = report().article.id


def by(action: str, **more: object) -> Judgement:
    return Judgement(action, "Ada", "read it myself", **more)  # type: ignore[arg-type]


def test_what_nobody_judged_stands_where_it_was_read(store: Store) -> None:
    store.keep(report(), source="Norsk")
    view = viewed(store, ARTICLE)
    assert view.machine == view.seen
    assert view.current
    assert (view.version.number, view.version.source, view.version.has_text) == (1, "Norsk", True)
    for noun in NOUNS:
        assert view.numbers(noun) == tuple(range(len(values_of(view.machine, noun))))
    assert view.said == ()


def test_rejected_values_leave_the_addresses_of_the_others(store: Store) -> None:
    store.keep(report())
    judge(store, by("reject", article=ARTICLE, path="events/0"))
    view = viewed(store, ARTICLE)
    assert view.numbers("events") == ()
    assert view.place("events/0") is None
    assert view.place("figures/0") == 0
    assert [each.action for each in view.said_of("events/0")] == ["reject"]


def test_what_was_taken_back_is_still_told_as_such(store: Store) -> None:
    store.keep(report())
    number = judge(store, by("reject", article=ARTICLE, path="events/0"))
    judge(store, by("withdraw", withdraws=number))
    view = viewed(store, ARTICLE)
    assert view.said_of("events/0") == ()
    assert [(each.action, each.taken_back) for each in view.said] == [("reject", True)]
    assert view.place("events/0") == 0


def test_joined_actors_have_one_place(store: Store) -> None:
    store.keep(report())
    judge(store, by("join", actor="NOR-GOV", other="NOR-NORDMANN"))
    view = viewed(store, ARTICLE)
    assert view.numbers("actors") == (0,)
    assert [each.action for each in view.said] == ["join"]


def test_an_actor_split_off_has_no_place_among_those_read(store: Store) -> None:
    store.keep(report())
    judge(store, by("split", article=ARTICLE, path="actors/1/mentions/0", other="own/somebody"))
    view = viewed(store, ARTICLE)
    assert view.numbers("actors") == (0, None)


def test_versions_are_listed_and_read(store: Store) -> None:
    store.keep(report(), raw=b"first")
    store.keep(report(body=BODY + " More."), raw=b"second")
    new, old = viewed(store, ARTICLE), viewed(store, ARTICLE, 1)
    assert ([each.number for each in new.versions], new.version.number, old.version.number) == ([1, 2], 2, 1)
    assert (new.current, old.current) == (True, False)
    assert (text_of(store, ARTICLE, 2) or "").endswith("More.")
    for wrong in (lambda: viewed(store, "nothing"), lambda: viewed(store, ARTICLE, 3), lambda: text_of(store, ARTICLE, 3)):
        with pytest.raises(UsageError):
            wrong()


def test_an_actor_is_known_by_names_offices_and_when(store: Store) -> None:
    store.keep(report())
    store.keep(report(2, published="2016-03-05"))
    facts = about.actor(store, "NOR-NORDMANN")
    assert facts is not None
    assert (facts.name, facts.kind, facts.code, facts.speaks_for) == ("Kari Nordmann", "person", "NORGOV", "NOR-GOV")
    assert [(office.title, office.of, office.begins) for office in facts.offices] == [("Foreign Minister", "NOR", "2013-10-16")]
    assert (facts.told.reports, facts.told.begins, facts.told.ends) == (2, "2016-01-29", "2016-03-05")
    assert facts.told.months == (("2016-01", 1), ("2016-03", 1))
    assert [name.text for name in facts.aliases] == ["Kari Nordmann"]
    assert about.actor(store, "NOBODY") is None


def test_a_joined_actor_is_described_as_the_one_that_stays(store: Store) -> None:
    store.keep(report())
    number = judge(store, by("join", actor="NOR-GOV", other="NOR-NORDMANN"))
    facts = about.actor(store, "NOR-NORDMANN")
    assert facts is not None
    assert (facts.id, facts.name) == ("NOR-GOV", "Government of Norway")
    assert [(each.id, each.other, each.who) for each in facts.joined] == [(number, "NOR-NORDMANN", "Ada")]


def test_a_place_is_known_by_where_it_lies(store: Store) -> None:
    store.keep(report())
    facts = about.place(store, 777019)
    assert facts is not None
    assert (facts.name, facts.country, facts.admin1, facts.latitude) == ("Vardø", "NOR", "Finnmark", 70.37)
    assert [(role.text, role.times) for role in facts.roles] == [("event", 1)]
    assert about.place(store, 1) is None


def test_a_proposition_is_known_by_its_wordings(store: Store) -> None:
    store.keep(report())
    facts = about.proposition(store, "assault/NOR")
    assert facts is not None
    assert (facts.text, [each.text for each in facts.wordings], facts.near) == ("strikes on Vardø", ["strikes on Vardø"], ())
    assert about.proposition(store, "assault") is None


def test_every_field_offered_can_be_replaced_by_every_value_it_admits(store: Store) -> None:
    store.keep(report())
    record: Record = store.record(ARTICLE)
    for noun in NOUNS:
        if not values_of(record, noun):
            continue
        for field in fields_of(noun):
            assert admissible(noun, field.name) == field.values
            for value in field.values:
                judge(store, by("replace", article=ARTICLE, path=f"{noun}/0", field=field.name, replacement=field.read(value)))
    assert store.record(ARTICLE, judged=True) != record


@pytest.mark.parametrize(
    ("noun", "name", "written", "said"),
    [("events", "magnitude.killed", "1,200", "1200"), ("figures", "value", "2.5", "2.5"), ("events", "mode", "", "null"),
     ("positions", "stance", "opposes", '"opposes"'), ("actors", "name", 'A "B"', json.dumps('A "B"'))],
)  # fmt: skip
def test_what_is_written_into_a_field_becomes_what_is_stored(noun: str, name: str, written: str, said: str) -> None:
    field = next(each for each in fields_of(noun) if each.name == name)
    assert field.read(written) == said


@pytest.mark.parametrize(
    ("noun", "name", "written"),
    [("events", "magnitude.killed", "many"), ("events", "type", "BANG"), ("events", "type", ""), ("figures", "value", "1.5e999"),
     ("figures", "value", "nan")],
)  # fmt: skip
def test_what_a_field_does_not_admit_is_refused(noun: str, name: str, written: str) -> None:
    field = next(each for each in fields_of(noun) if each.name == name)
    with pytest.raises(UsageError):
        field.read(written)
