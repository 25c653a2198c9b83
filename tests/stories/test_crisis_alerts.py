"""The alerts that a sample crisis must raise: exactly those, none twice, though the collector is killed ten times at random instants."""

from __future__ import annotations

import csv
import os
import pickle
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from conftest import ROOT
from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.store.tables import articles, versions
from dateline.store.tables import readings as reading_rows
from dateline.store.watch_tables import alerts, watches
from dateline.stories.changes_sight import sight
from dateline.watch import saved
from dateline.watch.checking import Watcher
from dateline.watch.file import load
from stories.crisis import reports

pytestmark = pytest.mark.long  # seventy reports are read, and a collector is started eleven times
KILLS, SEED = 10, 20250303
CONFIG = """
[collect]
store = "dateline.db"
at_once = 1

[[source]]
name = "crisis"
kind = "folder"
address = "reports"
"""


@dataclass(frozen=True, slots=True)
class Raised:
    """One alert: its watch, its report, the sentence that it cites, the report of the alert that it is an update to."""

    watch: str
    report: str
    cites: str
    under: str | None


@pytest.fixture(scope="module")
def crisis(samples: Path) -> Path:
    return samples / "crisis"


@pytest.fixture(scope="module")
def told(pipeline: Pipeline, crisis: Path) -> list[tuple[str, Record]]:
    return list(reports(crisis, pipeline))


def raised(store: Store, told: list[tuple[str, Record]]) -> list[Raised]:
    """The alerts of a store in the order in which they were raised."""
    names = {(record.article.id, record.article.version): name for name, record in told}
    records = dict(told)
    with store.reading() as connection:
        query = select(reading_rows.c.id, articles.c.id, versions.c.sha256).select_from(reading_rows)
        query = query.join(versions, versions.c.id == reading_rows.c.version).join(articles, articles.c.id == reading_rows.c.article)
        of_reading = {number: names[article, digest] for number, article, digest in connection.execute(query).all()}
        query = select(alerts, watches.c.name).join(watches, watches.c.id == alerts.c.watch).order_by(alerts.c.id)
        rows = connection.execute(query).all()
    report = {row.id: of_reading[row.reading] for row in rows}
    return [
        Raised(row.name, report[row.id], _cited(records[report[row.id]], row), report[row.thread] if row.thread != row.id else None)
        for row in rows
    ]


def _cited(record: Record, row: Any) -> str:
    found = (each for each in sight(record).matters if each.noun == row.noun and each.number == row.number)
    return next(found).text if row.noun is not None else record.article.text


def expected(crisis: Path) -> Iterator[tuple[str, dict[str, Any], list[str] | None]]:
    """Watch, alert and, of an update, the reports that may have raised the alert it stands under."""
    wanted: dict[str, list[dict[str, Any]]] = yaml.safe_load((crisis / "alerts.yaml").read_text(encoding="utf-8"))
    for watch, listed in wanted.items():
        for alert in listed:
            yield watch, alert, None
            for update in alert.get("updates", []):
                yield watch, update, alert["report"]


def wrong(crisis: Path, found: list[Raised]) -> list[str]:
    """What is missing, there twice, or not expected; nothing where all is well."""
    left, out = list(found), []
    for watch, alert, above in expected(crisis):
        fits = [
            each
            for each in left
            if each.watch == watch
            and each.report in alert["report"]
            and re.search(alert["cites"], each.cites)
            and (each.under is None if above is None else each.under in above)
        ]
        if not fits:
            out.append(f"missing: {watch}: {alert['about']}")
        else:
            left.remove(fits[0])
    return [*out, *(f"not expected: {each}" for each in left)]


def test_the_crisis_raises_the_alerts_that_a_reader_expects(crisis: Path, told: list[tuple[str, Record]], tmp_path: Path) -> None:
    with Store(tmp_path / "calm.db") as store:
        saved.save(store, load(crisis / "watches.toml").watches)
        watcher = Watcher(store)
        for _, record in told:
            store.keep(record)
            watcher.check()
        assert wrong(crisis, raised(store, told)) == []


def test_killed_ten_times_at_any_instant_the_collector_raises_the_same_and_none_twice(
    crisis: Path, told: list[tuple[str, Record]], tmp_path: Path
) -> None:
    with (crisis / "reports.tsv").open(encoding="utf-8", newline="") as file:
        names = [row["file"].removesuffix(".txt") for row in csv.DictReader(file, delimiter="\t")]
    (tmp_path / "reports").mkdir()
    (tmp_path / "dateline.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "records").write_bytes(pickle.dumps(dict(told)))
    with Store(tmp_path / "dateline.db") as store:
        saved.save(store, load(crisis / "watches.toml").watches)
    command = [
        sys.executable,
        str(ROOT / "tests" / "stories" / "crisis_collector.py"),
        str(tmp_path / "dateline.toml"),
        str(tmp_path / "records"),
    ]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}", "OMP_NUM_THREADS": "1"}
    chance, killed, size = random.Random(SEED), 0, -(-len(names) // KILLS)
    for start in range(0, len(names), size):
        for number, name in enumerate(names[start : start + size], start):
            (tmp_path / "reports" / f"{number:03}={name}.txt").write_bytes((crisis / f"{name}.txt").read_bytes())
        with subprocess.Popen([*command, "once"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is at work
            time.sleep(chance.uniform(0.0, 0.8))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
        if chance.random() < 0.5:  # now and then it may finish before the next reports come
            subprocess.run([*command, "once"], env=environment, check=True, capture_output=True)
    subprocess.run([*command, "once"], env=environment, check=True, capture_output=True)
    assert killed >= KILLS // 2
    with Store(tmp_path / "dateline.db") as store:
        found = raised(store, told)
    assert wrong(crisis, found) == []
