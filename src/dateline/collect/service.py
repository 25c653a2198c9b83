"""One call of ``dateline collect``: the collector with its store, its readers, its signals, its figures."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from dateline.batch import Settings
from dateline.collect.collector import Collector
from dateline.collect.config import Config
from dateline.collect.log import Log
from dateline.collect.notify import notify, watchdog
from dateline.collect.reader import PoolReader
from dateline.collect.work import Tally
from dateline.store import Store
from dateline.watch.service import Watching

WRITTEN = 15.0  # seconds between two writings of the figures


def store_address(config: Config, base: Path) -> str:
    """Where the store of a configuration is: a file beside the configuration, or the address of a data base."""
    address = config.collect.store
    return address if "://" in address else str(base / address)


def collect(config: Config, base: Path, *, store: str, once: bool, log: Log, metrics: Path | None, model: str | None = None) -> Tally:
    """Collects until a signal says stop (or, ``once``, until nothing more is due); gives what was done."""
    site = base / config.collect.knowledge if config.collect.knowledge else None
    reader = PoolReader(Settings(model, site), config.collect.jobs)
    try:
        with Store(store) as opened:
            if opened.did:
                log("store", did=opened.did)
            collector = Collector(config, opened, reader, base=base, log=log)
            watching = Watching(opened, base, lambda fact, reason: log(fact, reason=reason))
            with watching, _signals(collector.stop):
                notify("READY=1", f"STATUS=collecting from {len(config.sources)} sources")
                tally = collector.run(once=once, alive=_pulse(collector, watching, metrics))
                notify("STOPPING=1")
            if metrics is not None:
                collector.metrics.write(metrics)
            return tally
    finally:
        reader.close()


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Stops gracefully on SIGTERM and SIGINT; a second one ends at once."""

    def handle(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _pulse(collector: Collector, watching: Watching, path: Path | None) -> Callable[[], None]:
    """What is done every second: watches checked, a sign of life for systemd, the figures for whoever reads the file."""
    every = watchdog()
    last = {"life": 0.0, "figures": 0.0}

    def alive() -> None:
        watching.pulse(collector.tally.new + collector.tally.versions)
        now = time.monotonic()
        if every is not None and now - last["life"] >= every:
            notify("WATCHDOG=1")
            last["life"] = now
        if path is not None and now - last["figures"] >= WRITTEN:
            collector.metrics.write(path)
            last["figures"] = now

    return alive
