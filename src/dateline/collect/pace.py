"""How fast: pauses between fetches from one host, and how long to wait after a failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tenacity import RetryCallState, Retrying
from tenacity.wait import wait_exponential_jitter

LONGEST = 86_400.0  # seconds from one try to the next
TRIES = (("passing", 10), ("lasting", 4), ("gone", 1))  # until something is set aside


def tries_of(kind: str) -> int:
    """How many failures in a row of this kind set an address aside."""
    return next(tries for name, tries in TRIES if name == kind)


def back_off(failures: int, first: float) -> float:
    """The seconds to wait after so many failures in a row: ``first``, then twice as long each time, with jitter, a day at most."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = min(max(1, failures), 40)
    return float(wait_exponential_jitter(multiplier=first, max=LONGEST, jitter=first)(state))


@dataclass(slots=True)
class _Host:
    busy: int = 0
    free_at: float = 0.0


class Hosts:
    """Which hosts may be asked now; times are seconds of ``clock``."""

    def __init__(self, *, delay: float, per_host: int, clock: Callable[[], float]) -> None:
        """``delay`` lies between two fetches from a host, ``per_host`` may run at once."""
        self._delay, self._per_host, self._clock = delay, per_host, clock
        self._hosts: dict[str, _Host] = {}

    def closed(self) -> tuple[str, ...]:
        """The hosts that may not be asked now."""
        now = self._clock()
        for name in [name for name, host in self._hosts.items() if not host.busy and host.free_at <= now]:
            del self._hosts[name]
        return tuple(name for name, host in self._hosts.items() if host.busy >= self._per_host or host.free_at > now)

    def room(self, name: str) -> int:
        """How many more fetches from a host may begin at once."""
        host = self._hosts.get(name)
        if host is None:
            return self._per_host if not self._delay else 1
        if host.free_at > self._clock():
            return 0
        return max(0, self._per_host - host.busy) if not self._delay else min(1, self._per_host - host.busy)

    def next_free(self) -> float | None:
        """The seconds until a host that is only waiting may be asked again; None where there is none."""
        waits = [host.free_at - self._clock() for host in self._hosts.values() if host.busy < self._per_host]
        return max(0.0, min(waits)) if waits else None

    def begin(self, name: str, delay: float = 0.0) -> None:
        """A fetch from the host begins; ``delay`` is what the host itself asks for."""
        host = self._hosts.setdefault(name, _Host())
        host.busy += 1
        host.free_at = max(host.free_at, self._clock() + max(self._delay, delay))

    def end(self, name: str, wait: float | None = None) -> None:
        """A fetch has ended; the host asks to be left alone for ``wait`` seconds."""
        host = self._hosts.setdefault(name, _Host())
        host.busy = max(0, host.busy - 1)
        if wait:
            host.free_at = max(host.free_at, self._clock() + wait)
