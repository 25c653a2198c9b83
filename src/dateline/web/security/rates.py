"""How often: of one address, of one account; counted in memory."""

from __future__ import annotations

import threading
from functools import cached_property
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from dateline.web.settings import Bounds

if TYPE_CHECKING:
    from limits.strategies import FixedWindowRateLimiter


class Rates:
    """The counts of one running desk."""

    def __init__(self, bounds: Bounds) -> None:
        """All at zero."""
        self._bounds = bounds
        self._making = threading.Lock()

    def read(self, client: str) -> bool:
        """Counts a request of an address; False where it is one too many."""
        return self._hit(self._bounds.reads, "read", network(client))

    def write(self, name: str, client: str) -> bool:
        """Counts a change by an account (by an address where nobody signed in); False where it is one too many."""
        return self._hit(self._bounds.writes, "write", name or network(client))

    def guess(self, name: str, client: str) -> bool:
        """Counts a try to sign in as ``name``; False where it is one too many."""
        where = network(client)
        fine = self._hit(self._bounds.knocks, "knock", where)
        return fine and self._hit(self._bounds.guesses, "guess", name, where) and self._hit(self._bounds.siege, "siege", name)

    def knock(self, client: str) -> bool:
        """Counts a wrong token; False where it is one too many."""
        return self._hit(self._bounds.knocks, "knock", network(client))

    def came_in(self, name: str, client: str) -> None:
        """Forgets the tries of who has signed in at last."""
        from limits import parse

        self._limiter.clear(parse(self._bounds.guesses), "guess", name, network(client))

    @cached_property
    def _limiter(self) -> FixedWindowRateLimiter:
        """Made when something is counted for the first time: the package takes its while to load."""
        from limits.storage import MemoryStorage
        from limits.strategies import FixedWindowRateLimiter

        return FixedWindowRateLimiter(MemoryStorage())

    def _hit(self, bound: str, *keys: str) -> bool:
        from limits import parse

        with self._making:
            limiter = self._limiter
        return limiter.hit(parse(bound), *keys)


def network(client: str) -> str:
    """What counts as one client: an address, or for IPv6 the network that one customer has."""
    try:
        found = ip_address(client)
    except ValueError:
        return client
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
