"""Watches on PostgreSQL: the same as on SQLite, where all other tests run."""

from __future__ import annotations

from pathlib import Path

from collect.test_postgres import address  # noqa: F401  a fixture
from dateline.store import Store
from dateline.watch import Watcher, people, saved, send_due
from watch.conftest import Clock
from watch.test_watching import STRIKES, keep, other, replace


def test_alerts_are_raised_and_sent_from_a_postgresql_store(
    address: str,  # noqa: F811
    tmp_path: Path,
    clock: Clock,
) -> None:
    with Store(address, clock=clock.written) as store:
        watches = [replace(STRIKES, send=("file:out",), owner="anna"), replace(STRIKES, name="many", trigger="peak"),
                   replace(STRIKES, name="new", trigger="first", new="actor"), replace(STRIKES, name="turns", trigger="change"),
                   replace(STRIKES, name="day", digest=("13:00",), send=("file:day",), limit=5)]  # fmt: skip
        saved.save(store, watches)
        keep(store, other(1), other(2), other(3, status="happened"))
        assert len(Watcher(store).check().alerts) >= 5
        assert Watcher(store).check().alerts == ()
        assert send_due(store, base=tmp_path).sent == 2
        clock.on(hours=2)
        assert send_due(store, base=tmp_path).sent == 1
        found = people.listed(store, "anna", people.Wanted(new=True))
        assert people.acknowledge(store, "anna", [found[0].message.id]) >= 1
        people.saw(store, "anna", [each.message.id for each in found])
        assert saved.remove(store, "strikes") == 2
