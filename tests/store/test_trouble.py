"""Stores that cannot be opened or written: one plain sentence each, and nothing stored is harmed."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event, text

from dateline.errors import DatelineError, StoreError, StoreLocked, StoreTooNew, UsageError
from dateline.store import Store
from dateline.store.check import check
from store.reports import report


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    with Store(path) as first, Store(path, wait=0.1) as second:
        with first.writing() as connection, pytest.raises(StoreLocked, match="another program is writing into it; try again"):
            connection.execute(text("SELECT 1"))
            second.keep(report())
        assert second.keep(report()).outcome == "new"


def test_a_second_writer_on_postgres_waits_and_then_says_so(empty_postgres: str) -> None:
    with Store(empty_postgres) as first, Store(empty_postgres, wait=0.1) as second:
        with first.writing(), pytest.raises(StoreLocked, match="another program is writing into it; try again"):
            second.keep(report())
        assert second.keep(report()).outcome == "new"


def test_two_stores_at_once_keep_every_report_once(address: str) -> None:
    with Store(address) as first, Store(address) as second:
        assert [first.keep(report(1)).outcome, second.keep(report(1)).outcome, second.keep(report(2)).outcome] == ["new", "same", "new"]


def test_the_right_to_write_for_long_is_one_programs(address: str) -> None:
    with Store(address) as first, Store(address) as second:
        with (
            first.alone(),
            pytest.raises(StoreLocked, match=r"is being written by another program .*wait until it has finished, or stop it"),
            second.alone(),
        ):
            pass
        with second.alone():
            pass


def test_readers_read_while_one_writes(address: str) -> None:
    with Store(address) as store, Store(address) as other:
        store.keep(report(1))
        with store.writing() as connection:
            connection.execute(text("UPDATE meta SET value = 'x' WHERE key = 'made_by'"))
            assert len(list(other.records())) == 1


def test_a_store_of_a_newer_version_is_not_touched(address: str) -> None:
    with Store(address) as store:
        store.keep(report())
        with store.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew, match=r"made by a newer version of Dateline .*nothing was touched. Install that version"):
        Store(address)


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(StoreError, match="it is no store: the file holds something else"):
        Store(path)
    assert path.read_text().startswith("Dear diary")


def test_a_data_base_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="holds other tables and is no store; nothing in it was touched"):
        Store(path)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "is no store: name a file"),
        ("mysql://host/news", "a store is a file"),
        ("postgresql+psycopg://", "cannot be reached|answered|no such"),
        ("postgresql+psycopg://nobody:secret@127.0.0.1:1/none", "cannot be reached"),
        ("/nowhere/at/all/dateline.db", "cannot be opened: check that the folder is there"),
    ],
)
def test_an_address_that_leads_nowhere(address: str, said: str) -> None:
    with pytest.raises(DatelineError, match=said) as caught:
        Store(address)
    assert "secret" not in str(caught.value)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name a file"):
        Store(tmp_path)


def test_a_full_disk_harms_nothing_stored(tmp_path: Path) -> None:
    with Store(tmp_path / "dateline.db") as store:
        store.keep(report(1))
        store.engine.dispose()

        @event.listens_for(store.engine, "connect")
        def no_more_room(connection: sqlite3.Connection, _: object) -> None:
            connection.execute("PRAGMA max_page_count = 10")

        with pytest.raises(StoreError, match="no room left on the disk; nothing stored was harmed, make room and go on"):
            for number in range(2, 300):
                store.keep(report(number))
        event.remove(store.engine, "connect", no_more_room)
        store.engine.dispose()
        assert [str(problem) for problem in check(store)] == []
        assert store.keep(report(1)).outcome == "same"
        assert store.keep(report(1000)).outcome == "new"


def as_nobody(pipe: Pipe, path: str) -> None:
    """Opens and writes the store as a user who may only read it."""
    os.seteuid(65534) if os.geteuid() == 0 else None
    try:
        with Store(path) as store:
            pipe.send(len(list(store.records())))
            store.keep(report(2))
    except DatelineError as error:
        pipe.send(str(error))


def test_a_read_only_disk() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dateline.db"
        with Store(path) as store:
            store.keep(report(1))
        Path(folder).chmod(0o555)
        path.chmod(0o444)
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("fork").Process(target=as_nobody, args=(theirs, str(path)))
        process.start()
        process.join(60)
        assert "read-only" in str(ours.recv())
        with Store(path, readonly=True) as store:
            assert len(list(store.records())) == 1
            with pytest.raises(StoreError, match="opened for reading only"):
                store.keep(report(3))
        Path(folder).chmod(0o755)
