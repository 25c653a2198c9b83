"""Small writes that no request waits for: refusals in the audit log, when a token was last used, when somebody last looked."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from time import monotonic

from sqlalchemy import Connection

from dateline.errors import DatelineError
from dateline.store.store import Store

Work = Callable[[Connection], None]
ROOM = 10_000  # works that wait at most; the oldest give way
TOGETHER = 200  # of one transaction
PAUSE, LAST = 1.0, 3.0  # seconds between two tries; and for what waits at the end
_log = logging.getLogger("dateline.web")


class Aside:
    """Does works in a thread of its own, one transaction for all that wait; tries again while another program holds the store."""

    def __init__(self, store: Store) -> None:
        """Begins with the first work."""
        self._store = store
        self._waiting: deque[Work] = deque(maxlen=ROOM)
        self._some = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def put(self, work: Work) -> None:
        """Does ``work`` soon; never on a store that is open for reading only."""
        if self._store.readonly:
            return
        self._waiting.append(work)
        with self._starting:
            if self._thread is None and not self._ended.is_set():
                self._thread = threading.Thread(target=self._run, name="dateline-aside", daemon=True)
                self._thread.start()
        self._some.set()

    def close(self) -> None:
        """Ends, once what waits is done; a store that cannot be written for three seconds is not waited for."""
        self._ended.set()
        self._some.set()
        if self._thread is not None:
            self._thread.join(LAST + self._patience())

    def _patience(self) -> float:
        return 2 * PAUSE

    def _run(self) -> None:
        until: float | None = None
        while not self._ended.is_set() or self._waiting:
            self._some.wait()
            self._some.clear()
            if not self._once():
                self._some.set()
                until = until or (monotonic() + LAST if self._ended.is_set() else None)
                if until is not None and monotonic() > until:
                    _log.warning("%d notes could not be written into the store in time", len(self._waiting))
                    return
                self._ended.wait(PAUSE) if not self._ended.is_set() else threading.Event().wait(PAUSE / 4)

    def _once(self) -> bool:
        """Does what waits; False where the store could not be written."""
        works = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
        if not works:
            return True
        try:
            with self._store.writing() as connection:
                for work in works:
                    _alone(connection, work)
        except DatelineError:
            self._waiting.extendleft(reversed(works[: ROOM - len(self._waiting)]))
            return False
        if self._waiting:
            self._some.set()
        return True


def _alone(connection: Connection, work: Work) -> None:
    """One work that fails leaves the others standing."""
    try:
        with connection.begin_nested():
            work(connection)
    except Exception:  # noqa: BLE001  # whatever it is, it is told, and the others are done
        _log.exception("a note could not be written into the store")
