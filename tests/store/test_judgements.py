"""People's judgements: machine values stay as they are, readings are seen through what was said, and it follows its evidence."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from dateline.errors import StoreError, UsageError
from dateline.store import Store
from dateline.store.judging import Judgement, judge, listed
from dateline.store.seen import joins, rejected
from dateline.store.tables import events
from store.reports import BODY, report

ARTICLE = report().article.id


def by(action: str, **more: object) -> Judgement:
    return Judgement(action, "Ada", "read it myself", **more)  # type: ignore[arg-type]


def test_a_rejected_event_is_seen_no_more(store: Store) -> None:
    store.keep(report())
    judge(store, by("reject", article=ARTICLE, path="events/0"))
    assert store.record(ARTICLE, judged=True).events == ()
    assert len(store.record(ARTICLE).events) == 1
    with store.reading() as connection:
        assert connection.execute(select(events.c.event).where(~rejected(events))).all() == []
        assert len(connection.execute(select(events.c.event)).all()) == 1


def test_what_refers_to_a_rejected_value_refers_to_nothing(store: Store) -> None:
    store.keep(report())
    judge(store, by("reject", article=ARTICLE, path="statements/0"))
    judge(store, by("reject", article=ARTICLE, path="places/0"))
    seen = store.record(ARTICLE, judged=True)
    assert (seen.events[0].statement, seen.events[0].places, seen.figures[0].place) == (None, (), None)


def test_a_replaced_field_reads_as_the_person_said(store: Store) -> None:
    store.keep(report())
    judge(store, by("replace", article=ARTICLE, path="events/0", field="factuality.status", replacement='"negated"'))
    assert store.record(ARTICLE, judged=True).events[0].factuality.status == "negated"
    assert store.record(ARTICLE).events[0].factuality.status == "ruled-out"


def test_joined_actors_are_one_everywhere(store: Store) -> None:
    store.keep(report())
    judge(store, by("join", actor="NOR-GOV", other="NOR-NORDMANN"))
    seen = store.record(ARTICLE, judged=True)
    assert [actor.id for actor in seen.actors] == ["NOR-GOV"]
    assert len(seen.actors[0].mentions) == 2
    assert seen.statements[0].speaker is not None
    assert seen.statements[0].speaker.actor == "NOR-GOV"
    assert seen.events[0].factuality.according_to == ("author", "NOR-GOV")
    with store.reading() as connection:
        assert joins(connection).all_of("NOR-GOV") == ("NOR-GOV", "NOR-NORDMANN")


def test_a_mention_split_off_is_another_actor(store: Store) -> None:
    store.keep(report())
    judge(store, by("split", article=ARTICLE, path="actors/0/mentions/0", other="norway-the-ship"))
    seen = store.record(ARTICLE, judged=True)
    assert [actor.id for actor in seen.actors] == ["NOR-NORDMANN", "norway-the-ship"]
    assert seen.events[0].actors[0].actor == "norway-the-ship"


def test_a_judgement_is_withdrawn(store: Store) -> None:
    store.keep(report())
    number = judge(store, by("reject", article=ARTICLE, path="events/0"))
    judge(store, by("withdraw", withdraws=number))
    assert store.record(ARTICLE, judged=True) == store.record(ARTICLE)
    assert listed(store) == []


def test_a_judgement_follows_its_words_into_a_new_text(store: Store) -> None:
    store.keep(report())
    judge(store, by("reject", article=ARTICLE, path="events/0"))
    store.keep(report(body="Updates with details. " + BODY))
    assert store.record(ARTICLE, judged=True).events == ()
    assert listed(store, orphaned=True) == []


def test_a_judgement_whose_words_are_gone_is_orphaned_and_listed(store: Store) -> None:
    store.keep(report())
    number = judge(store, by("reject", article=ARTICLE, path="figures/0"))
    kept = judge(store, by("accept", article=ARTICLE, path="events/0"))
    store.keep(report(body=BODY.replace("40 tents", "40 tents and a generator").replace("pledged 40 tents", "pledged 40 tents")))
    assert [each.id for each in listed(store, orphaned=True)] == []
    changed = report(body=BODY + " Changed.", status="negated")
    store.keep(changed)
    assert [each.id for each in listed(store, orphaned=True)] == [kept]
    assert {each.id for each in listed(store)} == {number, kept}


def test_judgements_are_never_changed_or_deleted(store: Store) -> None:
    store.keep(report())
    judge(store, by("accept", article=ARTICLE, path="events/0"))
    for statement in ("UPDATE judgements SET who = 'Bob'", "DELETE FROM judgements"):
        with pytest.raises(StoreError, match="judgements are never changed or deleted"), store.writing() as connection:
            connection.execute(text(statement))
    assert listed(store)[0].judgement.who == "Ada"


@pytest.mark.parametrize(
    ("judgement", "said"),
    [
        (by("praise"), "is no judgement: it is one of accept, reject"),
        (by("reject"), "needs article and path"),
        (by("reject", article=ARTICLE, path="events/9"), "has no events/9"),
        (by("reject", article=ARTICLE, path="events"), "is no path of a value"),
        (by("reject", article="unknown", path="events/0"), "has no article unknown"),
        (by("replace", article=ARTICLE, path="events/0", field="colour", replacement='"red"'), "have no field colour"),
        (by("replace", article=ARTICLE, path="events/0", field="factuality.status", replacement='"perhaps"'), "is one of happened, ongoing"),
        (by("replace", article=ARTICLE, path="events/0", field="type", replacement="ASSAULT"), "is no JSON"),
        (by("split", article=ARTICLE, path="events/0", other="x"), "needs the mention of an actor"),
        (by("join", actor="A", other="A"), "is one actor already"),
        (by("withdraw", withdraws=77), "There is no judgement 77"),
        (Judgement("accept", "", ""), "needs a name"),
    ],
)  # fmt: skip
def test_a_judgement_that_does_not_say_what_it_must(store: Store, judgement: Judgement, said: str) -> None:
    store.keep(report())
    with pytest.raises(UsageError, match=said):
        judge(store, judgement)
    assert listed(store) == []
