"""Many reports through the road: one after the other or on several processes, in order, the bad ones set aside."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline import ingest
from dateline.errors import UnreadableSource
from dateline.ingest import Capture, Kind, Rejected
from dateline.linguistics import SpacyParser
from dateline.model.record import Record
from dateline.pipeline import Pipeline

Outcome = Record | Rejected
Task = Capture | Rejected  # one unit of reading: a report's bytes, or why there is none
AHEAD = 4  # tasks waiting per process: enough to keep it busy, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read: spaCy pipeline and site knowledge (None: the packaged ones), kind and date of publication given."""

    model: str | None = None
    site: Path | None = None
    kind: Kind | None = None
    published: str | None = None


def files_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files named, folders replaced by the reports below them in order of name; hidden and other files are passed over."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (each for each in path.rglob("*") if each.is_file() and ingest.is_readable(each.name))
            found.extend(sorted(each for each in below if not any(part.startswith(".") for part in each.relative_to(path).parts)))
        else:
            found.append(path)
    return tuple(found)


def tasks_of(data: bytes, uri: str, settings: Settings) -> Iterator[Task]:
    """The units of the bytes of one file: the file itself, or the rows, entries, records and members that it holds."""
    return ingest.captures(data, uri, kind=settings.kind, published=settings.published)


def tasks_in(files: Iterable[Path], settings: Settings) -> Iterator[Task]:
    """The units of all ``files``, in order; a file that cannot be opened is set aside."""
    for path in files:
        yield from ingest.captures_in(path, kind=settings.kind, published=settings.published)


def read_all(tasks: Iterable[Task], settings: Settings, *, processes: int = 1) -> Iterator[Outcome]:
    """A record for every task or the reason why there is none, in the order of the tasks, whatever ``processes``."""
    if processes == 1:
        for task in tasks:
            yield task if isinstance(task, Rejected) else read_one(task, settings)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield from _in_order(pool, tasks, settings, processes)
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, tasks: Iterable[Task], settings: Settings, processes: int) -> Iterator[Outcome]:
    waiting: deque[Future[Outcome] | Rejected] = deque()
    for task in tasks:
        waiting.append(task if isinstance(task, Rejected) else pool.submit(read_one, task, settings))
        if len(waiting) >= AHEAD * processes:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(waited: Future[Outcome] | Rejected) -> Outcome:
    return waited if isinstance(waited, Rejected) else waited.result()


def read_one(capture: Capture, settings: Settings) -> Outcome:
    """The record of one capture, or the reason why there is none; models stay loaded from one call to the next."""
    try:
        article = ingest.read_capture(capture)
    except UnreadableSource as error:
        return Rejected(capture.uri, str(error), capture.line)
    return _pipeline(settings.model, settings.site).record(article)


@lru_cache(maxsize=1)
def _pipeline(model: str | None, site: Path | None) -> Pipeline:
    return Pipeline(parser=SpacyParser(model) if model else None, site=site)
