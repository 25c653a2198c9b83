"""The commands that ask a store."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store import Item, Store
from store.reports import report


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = str(tmp_path / "dateline.db")
    days, statuses = ("2016-01-29", "2016-01-30", "2016-02-02"), ("ruled-out", "happened", "denied")
    with Store(path) as store:
        told = enumerate(zip(days, statuses, strict=True), 1)
        store.keep_group([Item(report(n, published=day, status=status), source="wire") for n, (day, status) in told])
    return path


def run(address: str, *words: str) -> Result:
    return CliRunner(env={"COLUMNS": "110"}).invoke(main, [*words, "--store", address])


def test_events_are_listed_for_eyes_with_status_and_quote(address: str) -> None:
    shown = run(address, "events", "--actor", "NOR-GOV", "--limit", "2")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "Norway rules out strikes on Vardø 3"
    assert lines[2].startswith("  ⊘ denied          ASSAULT/aerial by Government of Norway,")
    assert "● happened" in shown.stdout
    assert "“Norway would not strike Vardø”" in shown.stdout
    assert "2 shown; the next ones: --after " in shown.stderr
    cursor = shown.stderr.split()[-1]
    assert "⊗ ruled out" in run(address, "events", "--actor", "NOR-GOV", "--after", cursor).stdout


@pytest.mark.parametrize("command", ["find", "statements", "events", "positions", "commitments", "figures", "memberships"])
def test_every_kind_of_answer_has_every_format(address: str, command: str) -> None:
    assert run(address, command).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(run(address, command, "--format", "csv").stdout)))
    objects = [json.loads(line) for line in run(address, command, "--format", "jsonl").stdout.splitlines()]
    whole = json.loads(run(address, command, "--format", "json").stdout)
    assert len(rows) == len(objects) == len(whole["found"]) == 3
    assert [row["published"] for row in rows] == [each["report"]["published"] for each in objects]
    assert whole["found"] == objects


def test_find_takes_words_and_filters(address: str) -> None:
    assert run(address, "find", "pledged", "40 tents", "--status", "real", "--format", "csv").stdout.count("\n") == 2
    assert run(address, "find", "tents pledged").stdout == ""  # several words in one argument are a phrase
    assert run(address, "find", "nothing", "like", "it").stderr == "dateline: Nothing in the store answers this.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["events", "--type", "ASAULT"], "Did you mean ASSAULT"),
        (["events", "--actor", "Norwey"], "Did you mean Norway"),
        (["find", "NOT", "a"], "only says what is not wanted"),
        (["figures", "--min", "x"], "is no number"),
        (["events", "--after", "x"], "is no cursor"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(address: str, words: list[str], told: str) -> None:
    shown = run(address, *words)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert told in shown.stderr
    assert shown.stderr.startswith("dateline: ")
    assert shown.stderr.count("\n") == 1


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    shown = run(str(tmp_path / "none.db"), "events")
    assert shown.exit_code == 2
    assert "There is no store" in shown.stderr
    assert not (tmp_path / "none.db").exists()


def test_no_control_character_reaches_the_terminal(tmp_path: Path) -> None:
    path = str(tmp_path / "dateline.db")
    with Store(path) as store:
        store.keep(
            report(
                1,
                body="OSLO - \x1b[31mForeign minister Kari Nordmann said on Tuesday that Norway would not strike Vardø, and pledged 40 tents to the \x07town.",
            )
        )
    for command in ("find", "events", "statements", "figures"):
        shown = run(path, command, *(["town"] if command == "find" else []))
        assert shown.stdout
        assert "\x1b" not in shown.stdout
        assert "\x07" not in shown.stdout


def test_text_that_a_table_program_would_run_is_made_harmless() -> None:
    from dateline.store.listing import csv_line

    assert csv_line(["=1+1", "@x", -3, "a-b", None]) == "'=1+1,'@x,-3,a-b,\r\n"


def test_a_release_is_frozen_once_with_its_digests(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "norway-2016"
    shown = run(address, "release", "norway-2016", "--actor", "NOR", "--since", "2016-01-30", "--into", str(folder))
    assert shown.exit_code == 0, shown.stderr
    digest = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    assert digest in shown.stdout
    assert subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=False).returncode == 0
    about = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    assert about["tables"]["events"] == {"file": "events.csv", "answers": 2, "reports": 2}
    assert about["question"].startswith("actor=NOR&since=2016-01-30&as-of=")
    assert about["read_by"][0]["knowledge"] == "k1"
    again = run(address, "release", "norway-2016", "--into", str(tmp_path / "other"))
    assert again.exit_code == 2
    assert "was made already" in again.stderr
    with Store(address) as store:  # the question in it gives the same rows later on
        store.keep(report(9, published="2016-02-01"))
        from dateline.store.question import Question

        assert len(list(store.ask("events", Question.from_address(about["question"])))) == 2
