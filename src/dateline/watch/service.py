"""Watching beside collecting: each newly kept report is checked where it was kept, and a thread of its own sends what waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.errors import DatelineError
from dateline.store.store import Store
from dateline.watch.checking import Watcher
from dateline.watch.sending import send_due

EVERY = 60.0  # seconds between two looks at what only time shows
SENT_EVERY = 5.0  # seconds between two looks at what is due
ENDING = 20.0  # seconds that sending may still take at the end
Say = Callable[[str, str], None]


class Watching:
    """Checks and sends while a collector runs; nothing that goes wrong here stops it. Use it in a ``with``."""

    def __init__(self, store: Store, base: Path, say: Say) -> None:
        """``base`` is where relative paths of ways out begin, ``say`` takes one line for the log."""
        self._store, self._base, self._say = store, base, say
        self._watcher = Watcher(store, say=say)
        self._wake, self._ended = threading.Event(), threading.Event()
        self._last, self._kept = 0.0, 0
        self._thread = threading.Thread(target=self._send, name="alerts", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.check()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.check()
        self._ended.set()
        self._wake.set()
        self._thread.join(ENDING)

    def check(self) -> None:
        """Checks what was kept since the last check; what cannot be checked now stays for the next time."""
        self._last = time.monotonic()
        try:
            checked = self._watcher.check()
        except DatelineError as error:
            self._say("watches-wait", str(error))
            return
        except Exception as error:  # noqa: BLE001  a fault of ours in a rule stops no collecting
            self._say("watches-wait", f"{type(error).__name__}: {str(error)[:200]}")
            return
        if checked.alerts:
            self._say("alerts", f"{len(checked.alerts)} raised")
            self._wake.set()

    def pulse(self, kept: int) -> None:
        """To be called every second or so with how many reports were kept: checks new ones, and now and then what only time shows."""
        if kept != self._kept or time.monotonic() - self._last >= EVERY:
            self._kept = kept
            self.check()

    def _send(self) -> None:
        while True:
            self._wake.wait(SENT_EVERY)
            ended = self._ended.is_set()
            self._wake.clear()
            try:
                send_due(self._store, base=self._base, say=self._say)
            except DatelineError as error:
                self._say("alerts-wait", str(error))
            except Exception as error:  # noqa: BLE001  a fault of ours over one message stops no other
                self._say("alerts-wait", f"{type(error).__name__}: {str(error)[:200]}")
            if ended:
                return
