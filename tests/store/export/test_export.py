"""Exports: what is written, what a later one changes, and that a kill at any instant leaves a folder that is whole."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import OutputError, UsageError
from dateline.store import Item, Store
from dateline.store.export import run as running
from dateline.store.export.exporters import NAMES
from dateline.store.export.run import export, settings_of
from dateline.store.export.state import FILE, Settings
from dateline.store.export.work import WORK
from dateline.store.packing import digest_of_file
from store.reports import report

ALL = Settings(NAMES)


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """On SQLite; those tests that read the store in their own way run on PostgreSQL as well."""
    asked = getattr(request, "param", "sqlite")
    return str(tmp_path / "dateline.db") if asked == "sqlite" else request.getfixturevalue("empty_postgres")


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for no disk: what is tested here is the kill of a program, not a cut of power."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(os, "sync", lambda: None)


on_both = pytest.mark.parametrize("address", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with six reports of five days, one of them undated; every second ASSAULT happened, the others were denied."""
    dated = [report(n, published=f"2016-01-{n:02}", status="happened" if n % 2 else "denied") for n in range(1, 5)]
    list(store.keep_all(Item(each, source="wire") for each in [*dated, report(5, published="2016-01-01", status="ongoing")]))
    store.keep(report(6, published=None, status="happened"))
    return store


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def contents(folder: Path) -> dict[str, bytes]:
    """What the folder holds, but for its state and description, which tell when it was made."""
    own = (FILE, "datapackage.json")
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in own}


@on_both
def test_every_value_is_in_the_tables_and_leads_to_its_words(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ALL)
    articles = read_csv(tmp_path / "out/csv/articles.csv")
    assert [each["day"] for each in articles] == ["2016-01-01", "2016-01-01", "2016-01-02", "2016-01-03", "2016-01-04", ""]
    events = read_csv(tmp_path / "out/csv/events.csv")
    assert len(events) == 6
    assert (events[0]["type"], events[0]["status"], events[0]["event_day"], events[0]["country"]) == (
        "ASSAULT",
        "happened",
        "2016-01-26",
        "NOR",
    )
    evidence = read_csv(tmp_path / "out/csv/evidence.csv")
    texts = {record.article.id: record.article.text for record in filled.records()}
    assert len(evidence) > 60
    for row in evidence:
        assert texts[row["article"]][int(row["start"]) : int(row["stop"])] == row["quote"]


def test_parquet_holds_the_same_rows_as_csv_partitioned_by_day(filled: Store, tmp_path: Path) -> None:
    import pyarrow.dataset as ds

    export(filled, tmp_path / "out", ALL)
    for name in ("articles", "statements", "events", "participants", "positions", "commitments", "figures", "memberships", "evidence"):
        table = ds.dataset(tmp_path / "out/parquet" / name, partitioning="hive").to_table()
        rows = read_csv(tmp_path / f"out/csv/{name}.csv")
        assert table.num_rows == len(rows) > 0
        assert {*table.column_names} == {*rows[0]}
        assert sorted(str(each or "") for each in table["day"].to_pylist()) == sorted(row["day"] for row in rows)
    assert (tmp_path / "out/parquet/events/day=2016-01-01/part-0.parquet").is_file()
    assert (tmp_path / "out/parquet/events/day=__HIVE_DEFAULT_PARTITION__/part-0.parquet").is_file()


def test_layouts_of_others_hold_real_events_alone(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ALL)
    assert len((tmp_path / "out/polecat.txt").read_text().splitlines()) == 1 + 4
    assert len((tmp_path / "out/gdelt.export.CSV").read_text().splitlines()) == 4
    assert len(read_csv(tmp_path / "out/acled.csv")) == 4
    assert len((tmp_path / "out/plover.jsonl").read_text().splitlines()) == 4
    assert len(json.loads((tmp_path / "out/events.geojson").read_text())["features"]) == 4


def test_other_statuses_come_with_columns_that_tell_them(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--status all needs --extended"):
        export(filled, tmp_path / "out", replace(ALL, all_statuses=True))
    export(filled, tmp_path / "out", replace(ALL, extended=True, all_statuses=True))
    lines = [line.split("\t") for line in (tmp_path / "out/polecat.txt").read_text().splitlines()]
    assert {len(line) for line in lines} == {40 + 16}
    assert lines[0][39:42] == ["Version", "x_status", "x_certainty"]
    assert [line[40] for line in lines[1:]].count("denied") == 2
    assert {len(line.split("\t")) for line in (tmp_path / "out/gdelt.export.CSV").read_text().splitlines()} == {61 + 16}


def test_days_are_counted_by_country_type_and_status(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ALL)
    rows = read_csv(tmp_path / "out/counts/country_day.csv")
    assert [(row["status"], row["events"], row["reports"]) for row in rows] == [
        ("denied", "2", "2"),
        ("happened", "3", "3"),
        ("ongoing", "1", "1"),
    ]
    assert {(row["day"], row["country"], row["type"]) for row in rows} == {("2016-01-26", "NOR", "ASSAULT")}


@on_both
def test_only_what_changed_is_made_anew_and_gives_the_same_as_all_anew(filled: Store, tmp_path: Path) -> None:
    first = export(filled, tmp_path / "out", ALL)
    assert (first.made, first.days, first.reports) == (5, 5, 6)
    assert export(filled, tmp_path / "out", ALL).made == 0
    filled.keep(report(7, published="2016-01-03", status="happened"))
    filled.keep(report(1, body=BODY_AGAIN, published="2016-01-01", status="negated"))  # a new version takes the place of the old
    again = export(filled, tmp_path / "out", settings_of(tmp_path / "out"))
    assert (again.made, again.days) == (2, 5)
    export(filled, tmp_path / "whole", ALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


BODY_AGAIN = (
    "OSLO - Foreign minister Kari Nordmann said on Tuesday that Norway would not strike Vardø, and pledged 40 tents to the town. More."
)


@on_both
def test_a_report_that_moves_to_another_day_leaves_the_old_one(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ALL)
    filled.keep(report(2, body=BODY_AGAIN, published="2016-02-02", status="happened"))  # the only one of 2 January
    export(filled, tmp_path / "out", ALL)
    assert "2016-01-02" not in {row["day"] for row in read_csv(tmp_path / "out/csv/articles.csv")}
    assert not (tmp_path / "out/parquet/events/day=2016-01-02").exists()
    export(filled, tmp_path / "whole", ALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_other_settings_make_all_of_it_anew_and_remove_what_is_no_longer_wanted(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ALL)
    export(filled, tmp_path / "out", Settings(("csv",), since="2016-01-02", until="2016-01-03"))
    assert {row["day"] for row in read_csv(tmp_path / "out/csv/articles.csv")} == {"2016-01-02", "2016-01-03"}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["SHA256SUMS", "csv", "datapackage.json", "export.json"]


def test_a_file_that_somebody_changed_is_made_anew(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ALL)
    before = contents(tmp_path / "out")
    (tmp_path / "out/csv/events.csv").write_text("mine")
    export(filled, tmp_path / "out", ALL)
    assert contents(tmp_path / "out") == before


def test_a_folder_with_other_files_is_not_touched(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="holds other files"):
        export(filled, tmp_path / "out", ALL)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]
    with pytest.raises(OutputError, match="cannot be written"):
        export(filled, tmp_path / "out/thesis.txt", ALL)


def test_wrong_words_are_answered_with_the_right_ones(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean parquet"):
        export(filled, tmp_path / "out", Settings(("parket",)))
    with pytest.raises(UsageError, match="holds no export yet"):
        settings_of(tmp_path / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / FILE).write_text("{")
    with pytest.raises(OutputError, match="does not say how"):
        export(filled, tmp_path / "out", ALL)


def test_an_empty_store_gives_empty_tables(store: Store, tmp_path: Path) -> None:
    outcome = export(store, tmp_path / "out", ALL)
    assert (outcome.days, outcome.rows) == (0, 0)
    assert read_csv(tmp_path / "out/csv/events.csv") == []
    assert json.loads((tmp_path / "out/events.geojson").read_text()) == {"type": "FeatureCollection", "features": []}


def test_the_digests_are_those_of_the_files(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ALL)
    listed = dict(reversed(line.split("  ")) for line in (tmp_path / "out/SHA256SUMS").read_text().splitlines())
    assert {path: digest_of_file(tmp_path / "out" / path) for path in listed} == listed
    missing = set(contents(tmp_path / "out")) - set(listed) - {"SHA256SUMS"}
    assert {path.partition("/")[0] for path in missing} == {".parts"}


def test_the_description_is_a_valid_data_package(filled: Store, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    awkward = 'He said "40\ttents", and\r\nmore. ' + BODY_AGAIN
    filled.keep(report(8, body=awkward, published="2016-01-08", status="happened"))
    export(filled, tmp_path / "out", replace(ALL, licence="CC-BY-4.0"))
    outcome = frictionless.validate(str(tmp_path / "out/datapackage.json"))
    assert outcome.valid, outcome.flatten(["name", "type", "note"])[:5]
    described = json.loads((tmp_path / "out/datapackage.json").read_text())
    assert described["licenses"] == [{"name": "CC-BY-4.0"}]
    for resource in described["resources"]:
        assert resource["hash"] == f"sha256:{digest_of_file(tmp_path / 'out' / resource['path'])}"


def test_the_duckdb_snapshot_answers_the_same(filled: Store, tmp_path: Path) -> None:
    import duckdb

    from dateline.store.export.duck import snapshot

    export(filled, tmp_path / "out", ALL)
    snapshot(tmp_path / "out", tmp_path / "news.duckdb")
    with duckdb.connect(str(tmp_path / "news.duckdb"), read_only=True) as base:
        found = base.execute(
            "SELECT day, count(*) FROM events WHERE status IN ('happened', 'ongoing') GROUP BY day ORDER BY day"
        ).fetchall()
    assert [(str(day), count) for day, count in found] == [("2016-01-01", 2), ("2016-01-03", 1), ("None", 1)]
    assert [path.name for path in tmp_path.iterdir() if "duckdb" in path.name] == ["news.duckdb"]


EXPORTING = """
import sys
from pathlib import Path
from dateline.store import Store
from dateline.store.export.run import export
from dateline.store.export.state import Settings
with Store(sys.argv[1], readonly=True) as store:
    print("ready", flush=True)
    export(store, Path(sys.argv[2]), Settings(("csv", "counts", "geojson")))
"""


def killed(store: str, folder: Path, after: float) -> bool:
    """Starts an export in a process of its own and kills it ``after`` seconds; tells whether it was quicker."""
    with subprocess.Popen([sys.executable, "-c", EXPORTING, store, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait() == 0


@pytest.mark.parametrize("kills", [pytest.param(3, id="few"), pytest.param(40, id="many", marks=pytest.mark.long)])
def test_killed_at_any_instant_the_folder_is_whole_and_the_next_call_goes_on(filled: Store, tmp_path: Path, kills: int) -> None:
    wanted = Settings(("csv", "counts", "geojson"))
    export(filled, tmp_path / "out", wanted)
    rng = random.Random(5)
    for number in range(kills):
        before = contents(tmp_path / "out")
        filled.keep_group([Item(report(100 + 5 * number + n, published=f"2016-03-{1 + (number + n) % 28:02}")) for n in range(5)])
        killed(filled.address, tmp_path / "out", rng.random() * 0.5)
        after = {path: data for path, data in contents(tmp_path / "out").items() if not path.startswith(WORK)}
        assert {*before} <= {*after}
        export(filled, tmp_path / "out", wanted)
        export(filled, tmp_path / f"whole{number}", wanted)
        assert contents(tmp_path / "out") == contents(tmp_path / f"whole{number}")


def test_days_that_a_killed_export_had_finished_are_not_read_again(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Cut(Exception):
        pass

    def cut(*_: object) -> None:
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(running, "_write", cut)
        with pytest.raises(Cut):
            export(filled, tmp_path / "out", Settings(("csv",)))
    assert export(filled, tmp_path / "out", Settings(("csv",))).reports == 0
    assert len(read_csv(tmp_path / "out/csv/articles.csv")) == 6


def test_moves_that_were_begun_are_finished_by_the_next_call(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(filled, tmp_path / "out", Settings(("csv",)))
    filled.keep(report(9, published="2016-01-09"))
    moved: list[Path] = []
    move = Path.replace

    def cut(self: Path, target: Path) -> Path:
        if len(moved) == 5:
            raise KeyboardInterrupt
        moved.append(self)
        return move(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            export(filled, tmp_path / "out", Settings(("csv",)))
    export(filled, tmp_path / "out", Settings(("csv",)))
    assert len(read_csv(tmp_path / "out/csv/events.csv")) == 7
    assert not (tmp_path / "out" / WORK).exists()
