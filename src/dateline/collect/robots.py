"""What sites allow: ``robots.txt``, fetched once a day a site and kept."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from dateline.collect.fetch import Asked, Fetcher, FetchFailed

KEPT = 86_400.0  # seconds
LARGEST = 512 << 10  # bytes; what lies beyond need not be read (RFC 9309)
LONGEST_DELAY = 120.0  # seconds between two fetches that a site may ask for
NAME = "Dateline"  # the word that rules for us begin with


@dataclass(slots=True)
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Protego | None = None
    until: float = 0.0


class Robots:
    """The rules of all sites met; may be asked by several threads at once."""

    def __init__(self, fetcher: Fetcher) -> None:
        """``fetcher`` gets the rules."""
        self._fetcher = fetcher
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Nothing where the address may be fetched; ``FetchFailed`` where its site forbids it or cannot say."""
        if not self._rules(address).can_fetch(address, NAME):
            raise FetchFailed(f"{address}: the site's robots.txt forbids it.", "lasting")

    def delay(self, host: str) -> float:
        """The seconds between two fetches that the host has asked for, as far as is known."""
        sites = [self._sites.get(f"{scheme}://{host}") for scheme in ("http", "https")]
        delays = [site.rules.crawl_delay(NAME) or 0.0 for site in sites if site is not None and site.rules is not None]
        return min(max(delays, default=0.0), LONGEST_DELAY)

    def _rules(self, address: str) -> Protego:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        with self._lock:
            site = self._sites.setdefault(origin, _Site())
        with site.lock:
            if site.rules is None or time.monotonic() > site.until:
                site.rules, site.until = self._fetched(origin), time.monotonic() + KEPT
            return site.rules

    def _fetched(self, origin: str) -> Protego:
        """The rules of a site; one that has none allows everything, one that cannot answer is asked again later."""
        try:
            answer = self._fetcher.fetch(Asked(f"{origin}/robots.txt", largest=LARGEST))
        except FetchFailed as error:
            if error.kind != "passing":
                return Protego.parse("")
            said = f"{origin}: the site's rules (robots.txt) cannot be had now."
            raise FetchFailed(said, "passing", status=error.status, wait=error.wait) from error
        return rules_of(answer.body or b"")


def rules_of(data: bytes) -> Protego:
    """The rules that the bytes of a ``robots.txt`` give; lines that are none count for nothing."""
    return Protego.parse(data.decode("utf-8", "replace"))
