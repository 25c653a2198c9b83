"""How often: of one address, of one account; counted in memory."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from dateline.web.settings import Bounds


class Rates:
    """The counts of one running desk."""

    def __init__(self, bounds: Bounds) -> None:
        """All at zero."""
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._reads, self._writes = parse(bounds.reads), parse(bounds.writes)
        self._knocks, self._guesses, self._siege = parse(bounds.knocks), parse(bounds.guesses), parse(bounds.siege)

    def read(self, client: str) -> bool:
        """Counts a request of an address; False where it is one too many."""
        return self._hit(self._reads, "read", network(client))

    def write(self, name: str, client: str) -> bool:
        """Counts a change by an account (by an address where nobody signed in); False where it is one too many."""
        return self._hit(self._writes, "write", name or network(client))

    def guess(self, name: str, client: str) -> bool:
        """Counts a try to sign in as ``name``; False where it is one too many."""
        where = network(client)
        fine = self._hit(self._knocks, "knock", where)
        return fine and self._hit(self._guesses, "guess", name, where) and self._hit(self._siege, "siege", name)

    def knock(self, client: str) -> bool:
        """Counts a wrong token; False where it is one too many."""
        return self._hit(self._knocks, "knock", network(client))

    def came_in(self, name: str, client: str) -> None:
        """Forgets the tries of who has signed in at last."""
        self._limiter.clear(self._guesses, "guess", name, network(client))

    def _hit(self, item: RateLimitItem, *keys: str) -> bool:
        return self._limiter.hit(item, *keys)


def network(client: str) -> str:
    """What counts as one client: an address, or for IPv6 the network that one customer has."""
    try:
        found = ip_address(client)
    except ValueError:
        return client
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
