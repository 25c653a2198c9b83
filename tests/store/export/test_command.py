"""dateline export on the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store import Item, Store
from store.reports import report


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(os, "sync", lambda: None)
    with Store(tmp_path / "dateline.db") as store:
        list(store.keep_all(Item(report(n, published=f"2016-01-{n:02}", status="happened")) for n in range(1, 4)))
    return tmp_path


def call(kept: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", str(kept / "out"), "--store", str(kept / "dateline.db"), *arguments])


def test_one_sentence_says_what_was_written(kept: Path) -> None:
    done = call(kept, "--format", "csv", "--format", "gdelt", "--licence", "CC0-1.0")
    assert done.exit_code == 0
    assert done.output.startswith(f"{kept / 'out'}: ")
    assert "of 3 days in 13 files" in done.output
    assert done.output.endswith("all days made anew.\n")
    assert len((kept / "out/gdelt.export.CSV").read_text().splitlines()) == 3


def test_since_last_goes_on_with_the_choices_of_the_folder(kept: Path) -> None:
    assert "goes without --since last" in call(kept, "--since", "last").output
    call(kept, "--format", "csv", "--since", "2016-01-02")
    assert "nothing changed" in call(kept, "--since", "last").output
    with Store(kept / "dateline.db") as store:
        store.keep(report(9, published="2016-02-09"))
        store.keep(report(8, published="2015-02-09"))
    assert "1 day made anew" in call(kept, "--since", "last").output
    refused = call(kept, "--since", "last", "--format", "gdelt")
    assert (refused.exit_code, "without other choices" in refused.output) == (2, True)


def test_filter_words_choose_the_reports(kept: Path) -> None:
    call(kept, "--format", "csv", "--until", "2016-01-02", "--actor", "NOR-GOV")
    assert len((kept / "out/csv/articles.csv").read_text().splitlines()) == 1 + 2
    call(kept, "--format", "csv", "--type", "CONSULT")
    assert len((kept / "out/csv/articles.csv").read_text().splitlines()) == 1


def test_wrong_calls_are_told_in_a_sentence(kept: Path) -> None:
    for arguments, said in (
        (["--format", "gdlt"], "Did you mean gdelt?"),
        (["--since", "someday"], "is no date"),
        (["--status", "all"], "needs --extended"),
        (["--format", "csv", "--duckdb", str(kept / "x.duckdb")], "add --format parquet"),
        (["--store", str(kept / "none.db")], "There is no store"),
    ):
        done = call(kept, *arguments)
        assert (done.exit_code, said in done.output, done.output.count("\n")) == (2, True, 1), done.output


def test_a_duckdb_data_base_comes_with_it(kept: Path) -> None:
    done = call(kept, "--duckdb", str(kept / "news.duckdb"))
    assert "rows for DuckDB" in done.output
    assert (kept / "news.duckdb").is_file()
