"""The desk under load: mixed pages at a steady rate on loopback while another process writes; waiting times, errors, growth of memory.

    python benchmarks/desk.py --store FILE [--rate 100] [--seconds 60]

The store is one that ``benchmarks/store.py --store FILE`` made; it is given stories, situations and changes where it has none, by drawing.
Requests leave at their times whether or not earlier ones were answered (an open loop), so that waiting is not hidden. Beside the figures
stands a calibration: how often a second this machine parses a small JSON text, on the same cores, before and during the load.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import platform
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import func, select
from stories_drawn import with_stories

from dateline.store import Store
from dateline.store.story_tables import stories
from dateline.store.tables import actors, articles, places, readings

WARM_UP, KEEP = 25.0, 20  # seconds; connections
WRITES_A_SECOND = 2.0
REST = 5.0  # seconds after which a connection is opened anew, as browsers do: the desk closes those that rest
SEARCHED = ("words=air+strikes", "words=ceasefire", "words=prime+minister", "words=talks&actor=USA-GOV", "words=troops&since=2y")


@dataclass(slots=True)
class Tally:
    """What came of the requests: waiting times by kind of page, errors."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)


def told(store: Store) -> dict[str, list[str]]:
    """Addresses of pages of each kind, drawn from what the store holds."""
    dice = random.Random(7)
    with store.reading() as connection:
        total = connection.execute(select(func.max(readings.c.id))).scalar() or 1
        some = [dice.randrange(1, total + 1) for _ in range(200)]
        ids = list(connection.execute(select(readings.c.article).where(readings.c.id.in_(some))).scalars())
        who = list(connection.execute(select(actors.c.actor).where(actors.c.reading.in_(some[:60])).distinct().limit(100)).scalars())
        where = connection.execute(
            select(places.c.geonameid).where(places.c.reading.in_(some[:60]), places.c.geonameid.is_not(None)).distinct().limit(60)
        ).scalars()
        grounds = list(where)
        told_stories = list(connection.execute(select(stories.c.id).order_by(stories.c.id.desc()).limit(100)).scalars())
    return {
        "today": ["/"],
        "report": [f"/reports/{each}" for each in ids],
        "search": [f"/reports?{words}" for words in SEARCHED],
        "events": [f"/events?{words}" for words in ("", "type=ASSAULT&status=real", "actor=ITA-GOV", "place=Libya", "status=ruled-out")],
        "statements": ["/statements", "/statements?speaker=USA-GOV", "/statements?act=deny"],
        "positions": ["/positions", "/positions?actor=ITA-GOV"],
        "commitments": ["/commitments"],
        "figures": ["/figures", "/figures?measure=killed"],
        "memberships": ["/memberships"],
        "stories": ["/stories", *(f"/stories/{each}" for each in told_stories)],
        "actor": [f"/actors/{quote(each)}" for each in who],
        "place": [f"/places/{each}" for each in grounds],
        "map": ["/map"],
        "other": ["/sources", "/dossiers", "/alerts", "/watches"],
        "api": ["/api/v1/events?limit=50", "/api/v1/articles?limit=20", "/api/v1/statements?limit=50&speaker=USA-GOV"],
    }  # fmt: skip


WEIGHTS = {"today": 10, "report": 25, "search": 10, "events": 10, "statements": 5, "positions": 4, "commitments": 3, "figures": 4,
           "memberships": 2, "stories": 10, "actor": 6, "place": 3, "map": 2, "other": 3, "api": 3}  # fmt: skip


def plan(pages: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Requests as people make them, always the same ones."""
    dice = random.Random(11)
    kinds = [kind for kind in WEIGHTS if pages.get(kind)]
    while True:
        kind = dice.choices(kinds, [WEIGHTS[each] for each in kinds])[0]
        yield kind, dice.choice(pages[kind])


class Line:
    """A connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._used = 0.0

    async def get(self, path: str) -> tuple[int, int]:
        """Status and length of the answer."""
        if time.monotonic() - self._used > REST:
            self.drop()
        self._used = time.monotonic()
        if self._writer is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 22)
        assert self._reader is not None
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" in head:
            return status, await self._chunks()
        length = int(head.partition("content-length:")[2].split("\r\n")[0] or 0)
        await self._reader.readexactly(length)
        if "connection: close" in head:
            self.drop()
        return status, length

    async def _chunks(self) -> int:
        assert self._reader is not None
        total = 0
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            await self._reader.readexactly(size + 2)
            total += size
        await self._reader.readexactly(2)
        return total

    def drop(self) -> None:
        """Lets the connection go."""
        if self._writer is not None:
            self._writer.close()
        self._writer = None


async def load(port: int, rate: float, seconds: float, pages: dict[str, list[str]]) -> Tally:
    """Sends at ``rate`` for ``seconds``."""
    tally, free, requests = Tally(), asyncio.LifoQueue[Line](), plan(pages)
    for _ in range(KEEP * 10):
        free.put_nowait(Line(port))
    begin = time.perf_counter()

    async def one(at: float, kind: str, path: str) -> None:
        line = await free.get()
        try:
            status, size = await asyncio.wait_for(line.get(path), 30)
            if status >= 400:
                tally.errors.append(f"{path}: {status}")
            tally.sizes[kind] = max(tally.sizes.get(kind, 0), size)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            line.drop()
            tally.errors.append(f"{path}: {type(error).__name__}")
        finally:
            tally.waits.setdefault(kind, []).append(time.perf_counter() - at)
            free.put_nowait(line)

    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            due = begin + number / rate
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            group.create_task(one(due, *next(requests)))
    return tally


def writer(address: str, seconds: float, kept: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    """Keeps reports, some a second, as a collector does."""
    from store import Generator, sampled

    waiting, count = Generator(sampled(), seed=99).reports(100_000), 0
    with Store(address) as store:
        begin = time.perf_counter()
        while (past := time.perf_counter() - begin) < seconds:
            if count < past * WRITES_A_SECOND:
                item = next(waiting)
                store.keep_group([item])
                count += 1
            else:
                time.sleep(0.02)
    kept.put(count)


def calibrated(seconds: float = 1.0) -> float:
    """How often a second this machine parses a JSON text of 5 kB now."""
    text = json.dumps([{"name": f"value {number}", "number": number} for number in range(130)])
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        json.loads(text)
        count += 1
    return count / (time.perf_counter() - begin)


def resident(pid: int) -> float:
    """MB of its own that a process holds: pages of the store's file that are mapped into it are the machine's."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024


def served(address: str) -> tuple[subprocess.Popen[bytes], int, float]:
    """A desk on the store, its port, and the seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", "serve", "--store", address, "--port", str(port)], stdout=subprocess.DEVNULL
    )
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return process, port, time.perf_counter() - begin
        except OSError:
            if process.poll() is not None:
                sys.exit("the desk did not start")
            time.sleep(0.02)


def percent(waits: list[float], share: float) -> float:
    """A quantile in milliseconds."""
    return 1000 * sorted(waits)[min(len(waits) - 1, int(share * len(waits)))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--rate", type=float, default=100.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    with Store(arguments.store) as store:
        with_stories(store)
        pages = told(store)
        with store.reading() as connection:
            count = connection.execute(select(func.count()).select_from(articles)).scalar()
    before = calibrated()
    process, port, start = served(arguments.store)
    kept: multiprocessing.Queue[int] = multiprocessing.Queue()
    keeper = multiprocessing.Process(target=writer, args=(arguments.store, WARM_UP + arguments.seconds + 1, kept))
    keeper.start()
    try:
        asyncio.run(load(port, arguments.rate / 2, WARM_UP, pages))
        first = resident(process.pid)
        tally = asyncio.run(load(port, arguments.rate, arguments.seconds, pages))
        last = resident(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        keeper.join(20)
    waits = [each for listed in tally.waits.values() for each in listed]
    print(f"machine            {platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"calibration        {before:.0f} JSON texts of 5 kB a second on one core before the load, load average {os.getloadavg()[0]:.1f}")
    print(f"store              {count} reports; {kept.get() if not kept.empty() else 0} more were kept meanwhile")
    print(f"start              {start:.2f} s until /healthz answered  (at most 1.5)")
    print(f"requests           {len(waits)} at {arguments.rate:.0f} a second, {len(tally.errors)} errors {tally.errors[:5]}")
    print(f"waiting            median {statistics.median(waits) * 1000:.0f} ms, 95 % within {percent(waits, 0.95):.0f} ms  (at most 250), "
          f"99 % within {percent(waits, 0.99):.0f} ms")  # fmt: skip
    growth = 1000 * (last - first) / len(waits)
    print(f"memory             {first:.0f} MB after warm-up, {last:.0f} MB at the end: {growth:.2f} MB per 1,000 requests  (under 1)")
    for kind, listed in sorted(tally.waits.items()):
        print(f"  {kind:12} {len(listed):5} median {statistics.median(listed) * 1000:5.0f} ms, 95 % {percent(listed, 0.95):5.0f} ms, "
              f"largest answer {tally.sizes.get(kind, 0) / 1000:.0f} kB")  # fmt: skip


if __name__ == "__main__":
    main()
