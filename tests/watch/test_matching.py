"""Rules in memory answer as questions to the store do."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.errors import UsageError
from dateline.store import Store
from dateline.watch import Watch
from dateline.watch.checking import seen, stored
from dateline.watch.matching import RuleIndex, compiled
from store.reports import report
from watch.test_watching import keep, other

QUESTIONS = [
    ("events", "type=ASSAULT"), ("events", "type=AID"), ("events", "status=real"), ("events", "status=ruled-out&actor=NOR"),
    ("events", "doer=NOR-GOV"), ("events", "recipient=NOR-GOV"), ("events", "place=Vardø"), ("events", "place=Norway"),
    ("events", "place=Libya"), ("events", "speaker=Kari Nordmann"), ("events", "mode=aerial"), ("events", "context=military"),
    ("events", "when-since=2016-01-26"), ("events", "when-until=2016-01-25"), ("events", "words=tents"), ("events", 'words="strike Vardo"'),
    ("events", "words=tents NOT Vardø"), ("events", "words=Libya OR strik*"), ("events", "language=en"), ("events", "source=outlet 1"),
    ("events", "since=2016-01-29"), ("events", "until=2016-01-28"),
    ("statements", "speaker=NOR"), ("statements", "act=reject"), ("statements", "act=pledge"), ("statements", "actor=Kari Nordmann"),
    ("positions", "proposition=assault"), ("positions", "proposition=assault/NOR&stance=opposes"), ("positions", "stance=supports"),
    ("commitments", "doer=NOR-GOV&type=AID"), ("commitments", "status=open"), ("commitments", "stance=against"),
    ("figures", "measure=tents&min=40"), ("figures", "min=41"), ("figures", "max=40&place=Vardø"), ("figures", "actor=NOR-GOV"),
    ("memberships", "group=NATO"), ("memberships", "member=NOR-GOV&group=NATO"), ("memberships", "actor=NOR"),
    ("reports", "actor=NOR-GOV&place=Vardø"), ("reports", "type=ASSAULT&status=happened"), ("reports", "words=Vardø&stance=opposes"),
    ("reports", "measure=tents&group=NATO"), ("reports", "act=reject&speaker=Kari Nordmann"), ("reports", "words=nobody"),
]  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    keep(store, report(1), other(2, status="happened"), other(3, published=None), report(4, published="2016-01-05"))
    return store


@pytest.mark.parametrize(("noun", "where"), QUESTIONS, ids=str)
def test_a_rule_fits_what_the_same_question_finds(filled: Store, noun: str, where: str) -> None:
    watch = Watch("w", ask=noun, where=where)  # type: ignore[arg-type]
    try:
        found = {(each.report.reading, getattr(each, "number", -1)) for each in filled.ask(watch.ask, watch.question)}
    except UsageError as error:
        pytest.fail(str(error))
    with filled.reading() as connection:
        index = RuleIndex.of([compiled(1, watch, connection, date(2016, 2, 1))])
        fits = {
            (each.facts.reading, match.number) for each in seen(connection, stored(connection, None)) for match in index.matches(each.facts)
        }
    if noun == "reports":
        assert {reading for reading, _ in fits} == {reading for reading, _ in found}
    else:
        assert fits == found


def test_what_no_report_has_told_yet_can_be_watched(store: Store) -> None:
    with store.reading() as connection:
        rules = [compiled(1, Watch("a", ask="figures", where="measure=tents"), connection, date(2016, 2, 1)),
                 compiled(2, Watch("b", where="measure=tents"), connection, date(2016, 2, 1)),
                 compiled(3, Watch("c", ask="positions", where="proposition=assault/NOR"), connection, date(2016, 2, 1))]  # fmt: skip
    keep(store, report(1))
    with store.reading() as connection:
        (each,) = seen(connection, stored(connection, None))
    assert [match.rule.id for match in RuleIndex.of(rules).matches(each.facts)] == [1, 2, 3]
