"""Reading what was fetched: in the same process, or in others that are renewed from time to time."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from dateline.batch import Outcome, Settings, read_one
from dateline.ingest import Capture, Rejected

RENEWED = 1_000  # reports after which a process makes room for a fresh one: long runs fragment memory


class Reader(Protocol):
    """Turns captures into records."""

    room: int  # captures that it is worth to hand in at once

    def submit(self, capture: Capture) -> Future[Outcome]:
        """The record, or why there is none, once it is there."""
        ...

    def close(self) -> None:
        """Ends what it runs."""
        ...


class InlineReader:
    """Reads at once, where it is asked."""

    room = 1

    def __init__(self, read: Callable[[Capture], Outcome]) -> None:
        """``read`` gives the record of a capture or the reason why there is none."""
        self._read = read

    def submit(self, capture: Capture) -> Future[Outcome]:
        """The outcome, already there."""
        future: Future[Outcome] = Future()
        try:
            future.set_result(self._read(capture))
        except Exception as error:  # noqa: BLE001  whoever asks for the outcome is told
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Nothing to end."""


class PoolReader:
    """Reads in other processes, renewed from time to time; one that dies over a report takes nothing else with it."""

    def __init__(self, settings: Settings, processes: int) -> None:
        """``settings`` as for ``dateline read``."""
        self._settings, self._processes = settings, processes
        self.room = 2 * processes
        self._pool, self._given = self._made(), 0

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._processes, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_stops)

    def submit(self, capture: Capture) -> Future[Outcome]:
        """The outcome, once a process has it."""
        if self._given >= RENEWED * self._processes:
            self._renew()
        self._given += 1
        try:
            return self._pool.submit(read_one, capture, self._settings)
        except BrokenProcessPool:
            self._renew()
            return self._pool.submit(read_one, capture, self._settings)

    def _renew(self) -> None:
        self._pool.shutdown(wait=False)  # what it has begun it ends
        self._pool, self._given = self._made(), 0

    def close(self) -> None:
        """Ends the processes; what they have not begun is dropped."""
        self._pool.shutdown(cancel_futures=True)


def _ignore_stops() -> None:
    """A stop is for the program that collects; it lets its readers finish."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def outcome_of(reader: Reader, future: Future[Outcome], capture: Capture) -> Outcome:
    """What a reader gave. A process that died may have died over another report: this one is read once more, alone."""
    for waited in (future, None):
        try:
            return (waited or reader.submit(capture)).result()
        except BrokenProcessPool:
            continue
        except Exception as error:  # noqa: BLE001  a fault of ours in one report stops no collecting
            return Rejected(capture.uri, f"{capture.uri}: reading it failed ({type(error).__name__}: {str(error)[:200]}).", capture.line)
    return Rejected(capture.uri, f"{capture.uri}: the process that read it died over it.", capture.line)
