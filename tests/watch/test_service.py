"""Watching beside collecting: killed and started anew, it raises and sends what an undisturbed run does."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from dateline.store import Store
from dateline.watch import Watcher, saved, send_due
from dateline.watch.people import Wanted, listed
from dateline.watch.service import Watching
from watch.conftest import Clock
from watch.receivers import hooks
from watch.test_delivery import SECRET, hook
from watch.test_watching import STRIKES, keep, other, replace

REPORTS = 24
COLLECTS = """
    import sys
    sys.path.insert(0, {tests!r})
    from pathlib import Path
    from dateline.store import Store
    from dateline.watch.service import Watching
    from watch.test_service import made
    from watch.test_watching import keep
    with Store({store!r}) as store, Watching(store, Path("."), lambda fact, reason: None) as watching:
        print("go", flush=True)
        for number in range(1, {reports} + 1):
            keep(store, made(number))
            watching.pulse(number)
"""


def made(number: int) -> object:
    """Report ``number``: every third one tells another status, in its own month."""
    return other(number, status="happened" if number % 3 == 0 else "ruled-out", published=f"2015-{(number - 1) // 4 + 1:02}-10")


def kinds(store: Store) -> list[tuple[str | None, str | None]]:
    return sorted((each.message.link, each.message.update) for each in listed(store, "anna", Wanted(limit=1000)))


def test_killed_ten_times_it_raises_and_sends_what_an_undisturbed_run_does(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = {**os.environ, "HOOK_SECRET": SECRET}
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    with Store(tmp_path / "calm.db") as calm:
        saved.save(calm, [STRIKES])
        watcher = Watcher(calm)
        for number in range(1, REPORTS + 1):
            keep(calm, made(number))  # type: ignore[arg-type]
            watcher.check()
        expected = kinds(calm)
    rand = random.Random(1)
    with hooks() as receiver:
        saved.save(store, [replace(STRIKES, send=("hook",))], [hook(receiver)])
        code = textwrap.dedent(COLLECTS).format(tests=str(Path(__file__).parents[1]), store=store.address, reports=REPORTS)
        for _ in range(10):
            process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=env)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(rand.random() * 0.5)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            process.stdout.close()
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
        with Store(store.address, clock=lambda: "2099-01-01T00:00:00.000000Z") as later:
            send_due(later)
    assert kinds(store) == expected
    assert len(receiver.told) == len(set(receiver.keys)) == len(expected)


def test_a_fault_in_a_watch_stops_nothing_and_is_one_line(store: Store) -> None:
    log: list[str] = []
    saved.save(store, [STRIKES])
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE watches SET rule = replace(rule, 'NOR-GOV', 'Nobody Atall')")
    keep(store, other(1))
    with Watching(store, Path(), lambda fact, reason: log.append(f"{fact}: {reason}")) as watching:
        watching.pulse(1)
    assert len(log) == 1
    assert "strikes" in log[0]


def test_what_is_kept_is_checked_and_sent_beside_the_collector(store: Store, tmp_path: Path, clock: Clock) -> None:
    saved.save(store, [replace(STRIKES, send=("file:out.jsonl",))])
    with Watching(store, tmp_path, lambda fact, reason: None) as watching:
        keep(store, other(1))
        watching.pulse(1)
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1
