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
from dateline.ingest import Kind, Rejected
from dateline.linguistics import SpacyParser
from dateline.model.article import Article
from dateline.model.record import Record
from dateline.pipeline import Pipeline

Outcome = Record | Rejected
READABLE = (
    ".txt",
    ".html",
    ".htm",
    ".xhtml",
    ".jsonl",
    ".ndjson",
    ".gz",
    "",
)  # what is taken from a folder; a file that is named is always tried
AHEAD = 4  # tasks waiting per process: enough to keep it busy, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read: spaCy pipeline and site knowledge (None: the packaged ones), kind and date of publication given."""

    model: str | None = None
    site: Path | None = None
    kind: Kind | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One unit of reading: the bytes of a file, or an article that was cut out of a file of many."""

    uri: str
    content: bytes | Article


def files_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files named, folders replaced by the reports below them in order of name; hidden and other files are passed over."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (each for each in path.rglob("*") if each.is_file() and each.suffix.lower() in READABLE)
            found.extend(sorted(each for each in below if not any(part.startswith(".") for part in each.relative_to(path).parts)))
        else:
            found.append(path)
    return tuple(found)


def tasks_of(data: bytes, uri: str, settings: Settings) -> Iterator[Task | Rejected]:
    """The units of one file: the file itself, or the rows of a JSON Lines file, which are cut apart here."""
    try:
        kind = settings.kind or ingest.recognise(ingest.unpack(data, uri))
    except UnreadableSource as error:
        yield Rejected(uri, str(error))
        return
    if kind is not Kind.JSONL:
        yield Task(uri, data)
        return
    for found in ingest.articles(data, uri, kind=settings.kind, published=settings.published):
        yield found if isinstance(found, Rejected) else Task(uri, found)


def tasks_in(files: Iterable[Path], settings: Settings) -> Iterator[Task | Rejected]:
    """The units of all ``files``, in order; a file that cannot be opened is set aside."""
    for path in files:
        try:
            data = ingest.read_bytes(path)
        except UnreadableSource as error:
            yield Rejected(str(path), str(error))
        else:
            yield from tasks_of(data, str(path), settings)


def read_all(tasks: Iterable[Task | Rejected], settings: Settings, *, processes: int = 1) -> Iterator[Outcome]:
    """A record for every task or the reason why there is none, in the order of the tasks, whatever ``processes``."""
    if processes == 1:
        for task in tasks:
            yield task if isinstance(task, Rejected) else _read(task, settings)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield from _in_order(pool, tasks, settings, processes)
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, tasks: Iterable[Task | Rejected], settings: Settings, processes: int) -> Iterator[Outcome]:
    waiting: deque[Future[Outcome] | Rejected] = deque()
    for task in tasks:
        waiting.append(task if isinstance(task, Rejected) else pool.submit(_read, task, settings))
        if len(waiting) >= AHEAD * processes:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(waited: Future[Outcome] | Rejected) -> Outcome:
    return waited if isinstance(waited, Rejected) else waited.result()


def _read(task: Task, settings: Settings) -> Outcome:
    pipeline = _pipeline(settings.model, settings.site)
    if isinstance(task.content, Article):
        return pipeline.record(task.content)
    try:
        article = ingest.article(task.content, kind=settings.kind, published=settings.published, uri=task.uri)
    except UnreadableSource as error:
        return Rejected(task.uri, str(error))
    return pipeline.record(article)


@lru_cache(maxsize=1)
def _pipeline(model: str | None, site: Path | None) -> Pipeline:
    return Pipeline(parser=SpacyParser(model) if model else None, site=site)
