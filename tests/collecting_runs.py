"""Collectors for tests: quick ones, in a thread."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dateline.collect.collector import Collector
from dateline.collect.config import Config, parse

QUICK = """
[collect]
contact = "editor@collector.example"
allow = ["127.0.0.1"]
delay = 0
per_host = 8
retry = 0.05
soonest = 0.2
latest = 0.5
limit = 30
largest = 1
revisit = []
"""


HURRIED = QUICK.replace("limit = 30", "limit = 1")  # for sites that are slow on purpose; elsewhere a busy machine would look like one


def config_of(*sources: str, more: str = "", manners: str = QUICK) -> Config:
    """A configuration for tests: quick, with these sources (kind and address)."""
    told = "".join(
        f'[[source]]\nname = "s{n}"\nkind = "{each.split()[0]}"\naddress = "{each.split()[1]}"\n' for n, each in enumerate(sources)
    )
    return parse(manners + more + told)


@contextmanager
def collecting(collector: Collector) -> Iterator[None]:
    """A collector at work in a thread; what it raises fails the test."""
    raised: list[BaseException] = []

    def work() -> None:
        try:
            collector.run()
        except BaseException as error:  # noqa: BLE001
            traceback.print_exc()
            raised.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        collector.stop()
        thread.join(60)
    assert not raised, raised


def until(reached: Callable[[], bool], seconds: float) -> None:
    """Waits for something to be so."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.3)
