"""Articles that the store has, read by one process or by several, always given back in their order."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path

from dateline.errors import StoreError
from dateline.model.article import Article
from dateline.model.record import Record
from dateline.pipeline import Pipeline

AHEAD = 4  # articles waiting per process: enough to keep it busy, few enough to keep memory flat


def read(article: Article, model: str | None = None, site: Path | None = None) -> Record:
    """The record of ``article``, read with spaCy's ``model`` and the own knowledge in ``site``; both stay loaded."""
    return _pipeline(model, site).record(article)


def in_order(articles: Iterable[Article], read: Callable[[Article], Record], processes: int) -> Iterator[Record]:
    """The record of each article by ``read``, a function that other processes can import, in the order of the articles.

    Raises ``StoreError`` where one of the processes was ended from outside.
    """
    if processes == 1:
        yield from map(read, articles)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_uninterrupted) as pool:
        waiting: deque[Future[Record]] = deque()
        try:
            for article in articles:
                waiting.append(pool.submit(read, article))
                if len(waiting) >= AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise StoreError("A process that reads was ended from outside; what was read is kept: call it again to go on.") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _uninterrupted() -> None:
    """Leaves it to the process that writes to stop: it stops this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@lru_cache(maxsize=1)
def _pipeline(model: str | None, site: Path | None) -> Pipeline:
    from dateline.linguistics import SpacyParser

    return Pipeline(parser=SpacyParser(model) if model else None, site=site)
