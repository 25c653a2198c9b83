"""A whole store somewhere else, and the check that says whether all is as it was stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from dateline.errors import StoreError, UsageError
from dateline.store import Item, Store
from dateline.store.check import check
from dateline.store.transfer import backup, copy, restore
from store.reports import BODY, raw_for, report


def fill(store: Store) -> None:
    records = [report(number) for number in range(1, 8)] + [report(3, body=BODY + " More.")]
    list(store.keep_all(Item(record, raw_for(record), "samples", "2016-01-30T10:00:00Z") for record in records))


def contents(store: Store) -> list[str]:
    return [record.to_json() for record in store.records()]


def test_there_and_back_is_the_same(tmp_path: Path, empty_postgres: str) -> None:
    with Store(tmp_path / "a.db") as store:
        fill(store)
        assert copy(store, empty_postgres) == 7
        with Store(empty_postgres) as other:
            assert contents(other) == contents(store)
            assert list(check(other)) == []
            assert other.keep(report(8)).outcome == "new"
            assert copy(other, str(tmp_path / "b.db")) == 8
        with Store(tmp_path / "b.db") as back:
            assert list(check(back)) == []
            assert contents(back)[:7] == contents(store)


def test_a_copy_into_a_store_that_holds_reports_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store, Store(tmp_path / "b.db") as other:
        fill(store)
        other.keep(report(99))
        with pytest.raises(UsageError, match="holds reports already"):
            copy(store, str(tmp_path / "b.db"))
        assert len(contents(other)) == 1


def test_an_interrupted_copy_says_so_and_begins_anew(tmp_path: Path) -> None:
    def stop(table: str, rows: int) -> None:
        if table == "citations":
            raise KeyboardInterrupt

    with Store(tmp_path / "a.db") as store:
        fill(store)
        with pytest.raises(KeyboardInterrupt):
            copy(store, str(tmp_path / "b.db"), stop)
        with pytest.raises(StoreError, match=r"a copy of .* that was not finished: copy again, or delete it"):
            Store(tmp_path / "b.db")
        assert copy(store, str(tmp_path / "b.db")) == 7


def test_backup_while_another_writes_and_restore(address: str, tmp_path: Path) -> None:
    with Store(address) as store:
        fill(store)
        with Store(address) as other, other.reading() as connection:
            connection.execute(text("SELECT count(*) FROM readings")).all()
            backup(store, tmp_path / "backup.db")
        kept = contents(store)
        store.keep(report(50))
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]
    assert restore(tmp_path / "backup.db", str(tmp_path / "again.db")) == 7
    with Store(tmp_path / "again.db") as again:
        assert contents(again) == kept
        assert list(check(again)) == []


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("mine")
    with Store(tmp_path / "a.db") as store, pytest.raises(UsageError, match="is there already"):
        backup(store, tmp_path / "backup.db")


def test_restoring_what_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no" * 1000)
    with pytest.raises(StoreError, match="it is no store"):
        restore(tmp_path / "text", str(tmp_path / "new.db"))
    with pytest.raises(UsageError, match="is no file"):
        restore(tmp_path / "nothing", str(tmp_path / "new.db"))


def test_a_sound_store_passes_the_check(address: str) -> None:
    with Store(address) as store:
        fill(store)
        assert list(check(store)) == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE versions SET text = replace(text, 'tents', 'tanks')", "the text does not have the digest"),
        ("UPDATE citations SET parts = replace(parts, 'trigger', 'cue')", "rows in table citations are not those of the record"),
        ("UPDATE events SET status = 'happened'", "rows in table events"),
        ("DELETE FROM participants", "rows in table participants"),
        ("UPDATE readings SET current = :no", "has no current reading"),
        ("UPDATE raw SET content = (SELECT record FROM readings)", "do not have the digest that they are kept under"),
        ("UPDATE readings SET digest = 'abc'", "the record: do not have the digest"),
    ],
)
def test_the_check_finds_harm(address: str, harm: str, said: str) -> None:
    with Store(address) as store:
        record = report()
        store.keep(record, raw=raw_for(record))
        with store.engine.connect() as connection:
            connection.execute(text(harm), {"no": False} if ":no" in harm else {})
            connection.commit()
        assert any(said in str(problem) for problem in check(store))
