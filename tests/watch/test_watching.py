"""Watches: what they raise, what they do not, and how often."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.store import Item, Store
from dateline.watch import Watch, Watcher, people, saved
from dateline.watch.wording import messages
from store.reports import report
from watch.conftest import Clock

SYLLABLES = "ka lo mi tu re sa ne vo di pa gu le ro ti ma fe bo nu ci da".split()
STRIKES = Watch("strikes", where="type=ASSAULT&actor=NOR-GOV")


def keep(store: Store, *records: Record) -> None:
    store.keep_group([Item(record, None, f"outlet {place}") for place, record in enumerate(records)])


def killed(record: Record, number: int) -> Record:
    (event,) = record.events
    return replace(record, events=(replace(event, magnitude=replace(event.magnitude, killed=number)),))


def told(store: Store) -> list[str]:
    with store.reading() as connection:
        return [each.title for each in messages(connection, [each.message.id for each in reversed(people.listed(store, "anna"))])]


def other(number: int, **more: str) -> Record:
    """Another outlet's report of the same, in words of its own."""
    rand = random.Random(number)
    own = [" ".join(rand.sample(SYLLABLES, 3)).replace(" ", "") for _ in range(60)]
    first, second, third = (" ".join(own[at : at + 20]) for at in (0, 20, 40))
    said = f"Kari Nordmann, {first}, said late on Tuesday. Norway would not strike Vardø, {second}. She pledged 40 tents to the town."
    return report(number, body=f"OSLO - {said} {third}.", **more)


def test_a_new_report_that_fits_raises_one_alert(store: Store) -> None:
    keep(store, report(1))
    saved.save(store, [STRIKES])
    keep(store, report(2))
    checked = Watcher(store).check()
    assert (checked.reports, len(checked.alerts)) == (1, 1)
    assert Watcher(store).check().alerts == ()
    (listed,) = people.listed(store, "anna")
    message = listed.message
    assert (message.what, message.who, message.where, message.status) == (
        "ASSAULT (aerial)",
        ("Government of Norway",),
        ("Vardø",),
        "ruled-out",
    )
    assert message.by == ("Kari Nordmann",)
    assert message.link == "https://news.example/2"
    assert message.quotes


def test_what_was_kept_before_the_watch_is_not_news(store: Store) -> None:
    keep(store, report(1))
    saved.save(store, [STRIKES])
    assert Watcher(store).check().reports == 0


def test_the_same_again_is_no_alert_and_a_new_status_is_an_update_threaded_to_the_first(store: Store) -> None:
    saved.save(store, [STRIKES])
    watcher = Watcher(store)
    keep(store, report(1))
    (first,) = watcher.check().alerts
    keep(store, report(2))  # nearly the same text: a copy
    keep(store, other(3))
    assert watcher.check().alerts == ()
    keep(store, other(4, status="happened"))
    (update,) = watcher.check().alerts
    with store.reading() as connection:
        (message,) = messages(connection, [update])
    assert message.thread == first
    assert message.update == "status happened (before: ruled-out)"
    assert "update:" in message.title


def test_a_threshold_is_past_once_and_again_when_the_number_changes(store: Store) -> None:
    saved.save(store, [replace(STRIKES, trigger="threshold", threshold="killed >= 10")])
    watcher = Watcher(store)
    keep(store, killed(report(1), 4))
    assert watcher.check().alerts == ()
    keep(store, killed(other(2), 11))
    assert len(watcher.check().alerts) == 1
    keep(store, killed(other(3), 11), killed(other(4), 17))
    (update,) = watcher.check().alerts
    with store.reading() as connection:
        assert messages(connection, [update])[0].update == "killed 17 (before: 11)"


@pytest.mark.parametrize(
    ("watch", "said"),
    [
        (Watch("a", where="type=ASSAULT&place=Vrado"), "Vrado"),
        (Watch("a", where="actor=NOR-GVO"), "NOR-GOV"),
        (Watch("a", where="words=x", trigger="frist"), "first"),  # type: ignore[arg-type]
        (Watch("a", where="words=x", trigger="threshold", threshold="kiled > 3"), "killed"),
        (Watch("a", where="words=x", zone="Europe/Rom"), "Europe/Rome"),
        (Watch("a", where="words=x", send=("termnal",)), "terminal"),
        (Watch("a", where="words=x", trigger="change", changes=("pledge-mad",)), "pledge-made"),
        (Watch("a", where="words=x", digest=("25:00",)), "25:00"),
        (Watch("a", where="words=x&limit=4"), "limit"),
    ],
)
def test_a_wrong_word_is_refused_with_the_nearest_right_one(store: Store, watch: Watch, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        saved.save(store, [watch])


def test_a_watch_on_everything_says_how_much_that_is_and_asks_for_a_limit(store: Store) -> None:
    keep(store, *(report(number) for number in range(1, 4)))
    with pytest.raises(UsageError, match=r"matches everything.*limit"):
        saved.save(store, [Watch("all")])
    saved.save(store, [Watch("all", limit=2)])
    for number in range(10, 15):
        keep(store, other(number, published=f"2016-0{number - 9}-11"))
    Watcher(store).check()
    kinds = [each.message.kind for each in people.listed(store, "anna") if not each.message.held]
    assert sorted(kinds) == ["limit", "match", "match"]
    assert len(people.listed(store, "anna")) == 6


def test_a_first_appearance_is_told_once(store: Store) -> None:
    saved.save(
        store, [Watch("tents", where="words=tents", trigger="first"), Watch("who", where="words=tents", trigger="first", new="place")]
    )
    keep(store, report(1), other(2))
    assert len(Watcher(store).check().alerts) == 2


def test_a_peak_and_a_gap_are_against_the_usual_rate(store: Store, clock: Clock) -> None:
    saved.save(store, [replace(STRIKES, name="many", trigger="peak"), replace(STRIKES, name="none", trigger="gap")])
    watcher = Watcher(store)
    clock.at = datetime(2016, 1, 15, 12, tzinfo=UTC)
    for day in range(1, 15):
        keep(store, other(day, published=f"2016-01-{day:02}"))
    assert watcher.check().alerts == ()
    keep(store, *(other(number, published="2016-01-15") for number in range(20, 26)))
    assert len(watcher.check().alerts) == 1
    clock.on(days=17)
    assert len(watcher.check().alerts) == 1
    assert watcher.check().alerts == ()
    gap, peak = (each.message for each in people.listed(store, "anna"))
    assert (gap.kind, peak.kind) == ("gap", "peak")
    assert peak.update == "count 4 (before: 1)" or "usual" not in str(peak.update)
    assert "nothing for" in gap.what


def test_a_silent_source_is_told_once(store: Store) -> None:
    from dateline.collect.health import raise_notice

    saved.save(store, [Watch("quiet", trigger="silent")])
    with store.writing() as connection:
        raise_notice(connection, "source-silent", "Herald", "Herald has had nothing new for 4 days.", store.now())
    watcher = Watcher(store)
    (alert,) = watcher.check().alerts
    assert watcher.check().alerts == ()
    with store.reading() as connection:
        assert "Herald has had nothing new" in messages(connection, [alert])[0].what


def test_running_over_the_past_lists_and_does_not_send(store: Store) -> None:
    keep(store, report(1), other(2, status="happened"))
    saved.save(store, [replace(STRIKES, send=("file:out.jsonl",))])
    done = Watcher(store).run("strikes")
    assert (done.reports, len(done.alerts)) == (2, 2)
    assert Watcher(store).run("strikes").alerts == ()
    with store.reading() as connection:
        assert saved.named(connection, "strikes").waiting == 0


def test_forgetting_a_report_forgets_its_alerts(store: Store) -> None:
    from dateline.store.forgetting import forget

    saved.save(store, [STRIKES])
    keep(store, report(1))
    Watcher(store).check()
    forget(store, report(1).article.id)
    assert people.listed(store, "anna") == ()


def test_a_change_is_told_once_with_both_sides_and_follows_the_alert_on_the_other(store: Store) -> None:
    from sqlalchemy import insert

    from dateline.store.change_tables import changes

    saved.save(store, [Watch("turns", where="actor=NOR-GOV", trigger="change", changes=("pledge-made", "pledge-acted-on"))])
    keep(store, other(1), other(2))

    def change(number: int, kind: str, reading: int, before: int | None) -> dict[str, object]:
        article = report(reading).article.id
        mine = {"id": number, "kind": kind, "article": article, "reading": reading, "noun": "commitments", "number": 0, "points": 1.0}
        other_side = (
            {"other": report(1).article.id, "other_reading": before, "other_noun": "commitments", "other_number": 0} if before else {}
        )
        return {
            **mine,
            "other": None,
            "other_reading": None,
            "other_noun": None,
            "other_number": None,
            "found_at": store.now(),
            **other_side,
        }

    watcher = Watcher(store)
    watcher.check()
    with store.writing() as connection:
        connection.execute(changes.delete())
        connection.exec_driver_sql("DELETE FROM watch_seen")
        connection.exec_driver_sql("DELETE FROM alerts")
        connection.exec_driver_sql("DELETE FROM watch_told")
        connection.execute(
            insert(changes), [change(101, "pledge-made", 1, None), change(102, "correction", 2, 1), change(103, "pledge-acted-on", 2, 1)]
        )
    first, second = watcher.check().alerts
    assert watcher.check().alerts == ()
    with store.reading() as connection:
        made, kept = messages(connection, [first, second])
    assert (made.update, kept.update, kept.thread) == ("change pledge-made", "change pledge-acted-on", first)
    assert kept.before == "pledged 40 tents"
    assert kept.before_link == "https://news.example/1"
