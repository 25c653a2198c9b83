"""The commands that look after a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store import Store
from store.reports import raw_for, report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "dateline.db") as store:
        for number in (1, 2):
            store.keep(report(number), raw=raw_for(report(number)))
    return tmp_path / "dateline.db"


def call(*words: object) -> Result:
    return CliRunner().invoke(main, ["store", *map(str, words)])


def test_a_store_in_order(path: Path) -> None:
    found = call("check", "--store", path)
    assert (found.exit_code, found.output) == (0, "The store is in order.\n")


def test_a_damaged_store(path: Path) -> None:
    from sqlalchemy import text

    with Store(path) as store, store.writing() as connection:
        connection.execute(text("UPDATE events SET status = 'happened' WHERE reading = 1"))
    found = call("check", "--store", path)
    assert found.exit_code == 1
    assert "the rows in table events are not those of the record\n1 problems in the store." in found.output


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = call("check", "--store", tmp_path / "none.db")
    assert found.exit_code == 2
    assert "There is no store" in found.output
    assert list(tmp_path.iterdir()) == []


def test_backup_restore_and_copy(path: Path, tmp_path: Path) -> None:
    assert call("backup", tmp_path / "backup.db", "--store", path).output == f"{tmp_path / 'backup.db'}\n"
    assert "2 articles restored" in call("restore", tmp_path / "backup.db", "--store", tmp_path / "again.db").output
    assert "2 articles copied" in call("copy", tmp_path / "copy.db", "--store", path).output
    assert call("copy", tmp_path / "copy.db", "--store", path).exit_code == 2


def test_forgetting_asks_first_and_names_backups(path: Path, tmp_path: Path) -> None:
    call("backup", tmp_path / "backup.db", "--store", path)
    article = report(1).article.id
    assert CliRunner().invoke(main, ["store", "forget", article, "--store", str(path)], input="n\n").exit_code == 1
    found = call("forget", article, "--yes", "--store", path)
    assert "Erased in 1 articles" in found.output
    assert f"still holds it: {tmp_path / 'backup.db'}" in found.output


def test_dropping_old_texts(path: Path) -> None:
    assert call("retain", "--text-days", 30, "--store", path).output == "The texts of 0 versions were dropped.\n"
    assert call("retain", "--text-days", 0, "--store", path).output == "The texts of 2 versions were dropped.\n"
    assert call("retain", "--store", path).exit_code == 2


def test_judging(path: Path) -> None:
    article = report(1).article.id
    said = ("--who", "Ada", "--why", "it did happen", "--store", path)
    assert (
        call("judge", "replace", article, "events/0", "--field", "factuality.status", "--with", '"happened"', *said).output
        == "Judgement 1.\n"
    )
    assert "Ada\treplace" in call("judgements", "--store", path).output
    assert call("judgements", "--orphaned", "--store", path).output == ""
    assert call("judge", "withdraw", "--number", 1, *said).exit_code == 0
    assert call("judge", "reject", article, "events/7", *said).exit_code == 2


def test_a_date_that_is_none(path: Path) -> None:
    found = call("reread", "--since", "yesterday", "--store", path)
    assert found.exit_code == 2
    assert "is no date: give one as YYYY-MM-DD" in found.output
