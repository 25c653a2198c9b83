"""Nothing stored is lost and nothing half-stored is seen: writers killed at random instants, power cut at every sync point."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from dateline.store import Store
from dateline.store.check import check
from dateline.store.tables import articles
from store.reports import BODY, raw_for, report

KILLS, MANY_KILLS = 20, 200
SECTOR = 512
TEXTS = ("", " More followed.", " And more.")


def write_on(address: str, log: str, start: int) -> None:
    """Keeps report after report, new texts of old ones among them, and notes each once the store has said that it is kept."""
    noted = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with Store(address) as store:
        for number in count(start):
            for body in TEXTS[: number % 3 + 1]:
                record = report(number, body=BODY + body)
                store.keep(record, raw=raw_for(record), source=f"source {number % 3}")
                os.write(noted, f"{number} {record.article.version}\n".encode())


def kill_again_and_again(address: str, log: Path, kills: int) -> None:
    """Starts a writer, kills it at a random instant, and looks whether every promise was held; ``kills`` times."""
    dice, start, seen = random.Random(5), 0, 0
    Store(address).close()
    for turn in range(kills):
        log.touch()
        before = log.stat().st_size
        writer = multiprocessing.get_context("fork").Process(target=write_on, args=(address, str(log), start))
        writer.start()
        waited = time.monotonic()
        while log.stat().st_size == before and time.monotonic() - waited < 60:
            time.sleep(0.002)
        time.sleep(dice.random() * 0.15)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        noted = [line.split() for line in log.read_text().splitlines()]
        with Store(address, wait=60) as store:
            for number, version in noted[seen:]:
                assert version in {store.record(report(int(number)).article.id, version=n + 1).article.version for n in range(int(number) % 3 + 1)
                                   if has_version(store, int(number), n + 1)}  # fmt: skip
            if turn % 10 == 9 or turn == kills - 1:
                assert [str(problem) for problem in check(store)] == []
        seen, start = len(noted), int(noted[-1][0]) + 1 if noted else 0
    assert seen >= kills  # on a busy machine a writer may be killed after the first


def has_version(store: Store, number: int, version: int) -> bool:
    from dateline.errors import UsageError

    try:
        store.record(report(number).article.id, version=version)
    except UsageError:
        return False
    return True


def test_a_killed_writer_loses_nothing(address: str, tmp_path: Path) -> None:
    kill_again_and_again(address, tmp_path / "log", KILLS)


@pytest.mark.long
def test_a_writer_killed_two_hundred_times_loses_nothing(address: str, tmp_path: Path) -> None:
    kill_again_and_again(address, tmp_path / "log", MANY_KILLS)


def files(path: Path) -> tuple[bytes, bytes]:
    """The data base and its log as they lie on the disk."""
    log = Path(f"{path}-wal")
    return path.read_bytes(), log.read_bytes() if log.exists() else b""


def torn(before: bytes, after: bytes, dice: random.Random) -> bytes:
    """``after`` as a disk may hold it that lost its power while writing: of each sector that changed, the old or the new content."""
    out = bytearray(after[: dice.randrange(len(before), len(after) + 1)] if len(after) > len(before) else after)
    for start in range(0, min(len(before), len(out)), SECTOR):
        if dice.random() < 0.5:
            out[start : start + SECTOR] = before[start : start + SECTOR][: len(out) - start]
    return bytes(out)


def stored(path: Path) -> int:
    """How many articles the store at ``path`` holds; all of it must be in order."""
    with Store(path) as store:
        assert [str(problem) for problem in check(store)] == []
        with store.reading() as connection:
            return len(connection.execute(select(articles.c.id)).all())


def test_power_cut_while_a_report_is_written(tmp_path: Path) -> None:
    dice, path, cut = random.Random(7), tmp_path / "dateline.db", tmp_path / "cut.db"
    with Store(path) as store:
        store.keep(report(0))
        for number in range(1, 9):
            if number % 3 == 0:
                with store.engine.connect() as connection:  # the log begins anew: old frames lie behind the new ones
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
            before = files(path)
            store.keep(report(number))
            after = files(path)
            for _ in range(3):
                cut.write_bytes(before[0])
                Path(f"{cut}-wal").write_bytes(torn(before[1], after[1], dice))
                assert stored(cut) in (number, number + 1)
                remove(cut)
            cut.write_bytes(after[0])
            Path(f"{cut}-wal").write_bytes(after[1])  # the log was synced: power goes the moment after
            assert stored(cut) == number + 1
            remove(cut)


def test_power_cut_while_the_log_goes_into_the_file(tmp_path: Path) -> None:
    dice, path, cut = random.Random(8), tmp_path / "dateline.db", tmp_path / "cut.db"
    with Store(path) as store:
        for number in range(5):
            store.keep(report(number))
        before = files(path)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
        after = files(path)
    for _ in range(10):
        cut.write_bytes(torn(before[0], after[0], dice))
        Path(f"{cut}-wal").write_bytes(before[1])
        assert stored(cut) == 5
        remove(cut)


def remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
