"""Memory of collecting over many reports: megabytes that grow for each 1,000 after a warm-up (the requirement: under 1).

    python benchmarks/collect.py [--reports 10000] [--real 300]

A news site on this machine publishes one report after the other; the collector fetches, reads and keeps them. First with a reader that
takes title and paragraphs alone (everything but the reading grows or does not), then with the real one in a process of its own, whose
memory is counted too. The store's page cache, bounded at 64 MB, is made small, so that it is full before the counting begins.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from collecting_runs import QUICK  # noqa: E402
from dateline.batch import Settings  # noqa: E402
from dateline.collect.collector import Collector  # noqa: E402
from dateline.collect.config import parse  # noqa: E402
from dateline.collect.reader import InlineReader, PoolReader, Reader  # noqa: E402
from dateline.store import Store, engines  # noqa: E402
from news_server import NewsSite, made_up  # noqa: E402
from stub_collector import read_quickly  # noqa: E402

WINDOW = 500  # reports that the feed names at a time


def resident(process: str) -> float:
    """Megabytes that a process holds for itself: pages of the store's file that it looks at through a window belong to the system."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def of_children() -> float:
    """Megabytes that the processes started by this one hold, all together."""
    listed = Path("/proc/self/task").glob("*/children")
    pids = {pid for path in listed for pid in path.read_text(encoding="ascii").split()}
    return sum(resident(pid) for pid in pids if Path(f"/proc/{pid}/statm").exists())


def soak(reader: Reader, reports: int, step: int, warm: int) -> None:
    """Collects so many reports, prints the memory at every ``step``, and its growth after ``warm`` of them."""
    start = datetime.now(UTC)
    site = NewsSite([made_up(0, start)])
    marks: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as folder, site.served(), Store(Path(folder) / "dateline.db") as store:
        config = parse(QUICK + f'[[source]]\nname = "courier"\nkind = "feed"\naddress = "{site.address}/feed.xml"\nevery = "0.2s"\n')
        collector = Collector(config, store, reader)
        thread = threading.Thread(target=collector.run)
        thread.start()
        begun, published = time.monotonic(), 1
        while collector.tally.new < reports and thread.is_alive():
            if published - collector.tally.new < WINDOW // 2 and published < reports:
                fresh = [made_up(n, start) for n in range(published, min(reports, published + WINDOW // 2))]
                published += len(fresh)
                site.reports = {**dict(list(site.reports.items())[-WINDOW:]), **{each.slug: each for each in fresh}}
            if collector.tally.new >= step * (len(marks) + 1):
                marks.append((collector.tally.new, resident("self"), of_children()))
                print(f"  {marks[-1][0]:>6} reports   {marks[-1][1]:7.1f} MB   readers {marks[-1][2]:7.1f} MB", flush=True)
            site.requests.clear()
            time.sleep(0.2)
        collector.stop()
        thread.join()
        seconds = time.monotonic() - begun
    after = [mark for mark in marks if mark[0] >= warm]
    if len(after) > 1:
        first, last = after[0], after[-1]
        grown = ((last[1] + last[2]) - (first[1] + first[2])) / (last[0] - first[0]) * 1000
        print(f"growth               {grown:.2f} MB for each 1,000 reports, from {first[0]} to {last[0]} (under 1)")
    print(f"reports a second     {collector.tally.new / seconds:.0f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--real", type=int, default=300)
    chosen = parser.parse_args()
    engines.PRAGMAS = tuple("cache_size = -2048" if each.startswith("cache_size") else each for each in engines.PRAGMAS)
    print(f"machine              {platform.processor() or platform.machine()}, Python {platform.python_version()}")
    if chosen.reports:
        print("reader               title and paragraphs alone")
        soak(InlineReader(read_quickly), chosen.reports, max(1, chosen.reports // 10), chosen.reports // 5)
    if chosen.real:
        print("reader               the real one, in one process")
        reader = PoolReader(Settings(), 1)
        soak(reader, chosen.real, max(1, chosen.real // 10), chosen.real // 3)
        reader.close()


if __name__ == "__main__":
    main()
