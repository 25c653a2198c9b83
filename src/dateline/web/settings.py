"""How the desk is run: where it listens, which store it shows, whom it lets in, what it bears."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, get_args

from dateline.errors import UsageError

HOST, PORT = "127.0.0.1", 8484
Role = Literal["reader", "analyst", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request, one client and one account may ask of the desk; sizes in bytes, times in seconds.

    ``body`` is for forms, ``upload`` for the addresses that take a text or a list of feeds (``UPLOADS`` in ``security.bounds``).
    """

    body: int = 1 << 20
    upload: int = 16 << 20
    head_seconds: float = 10.0  # from the first byte of a request to the end of its headers
    body_seconds: float = 30.0
    send_seconds: float = 60.0  # that a client may leave an answer unread
    idle_seconds: int = 10  # that a connection may rest between two requests
    connections: int = 800
    per_client: int = 64  # connections of one address other than loopback and the proxies
    threads: int = 4  # requests worked on at once; the pool of the store has 15 connections
    reads: str = "600/10 seconds"  # of one address other than loopback
    writes: str = "300/minute"  # of one account
    guesses: str = "5/minute"  # at one account from one address
    knocks: str = "30/minute"  # at the sign-in from one address
    siege: str = "100/hour"  # at one account from everywhere


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider that people may sign in by; ``claim`` names what identifies them at this desk."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str = "preferred_username"
    name: str = "single sign-on"


@dataclass(frozen=True, slots=True)
class Settings:
    """``store`` is an address as ``Store`` takes it; ``hosts`` the names that the desk answers to besides its own address.

    ``tiles`` is the address of a tile server that the maps may ask ("https://tiles.example.org/{z}/{x}/{y}.png"); without one the
    maps show the packaged outlines alone, and no page makes a request to the outside.

    ``proxies`` are the addresses or networks whose X-Forwarded-* headers count, ``proxy_header`` the header in which they name the
    person. ``newcomers`` is the role of those who come by a proxy or a provider and have no account yet; without it they are refused.
    ``token`` is one secret that lets its holder in where no user is kept. ``wait`` is how many seconds a write waits for another.
    """

    store: str = "dateline.db"
    host: str = HOST
    port: int = PORT
    hosts: tuple[str, ...] = ()
    tiles: str | None = None
    readonly: bool = False
    wait: float = 5.0
    proxies: tuple[str, ...] = ()
    proxy_header: str | None = None
    newcomers: Role | None = None
    token: str | None = field(default=None, repr=False)
    provider: Provider | None = None
    bounds: Bounds = Bounds()
    remember: float = 30.0  # seconds that an answer is given again without asking the store; a change at this desk ends it at once
    log: str = "none"  # of requests: none, text, json
    config: Path | None = None  # the collector's configuration, into which new sources are written

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine reach the desk."""
        return is_loopback(self.host)


def role_of(word: str) -> Role:
    """The role of that name; ``UsageError`` where there is none."""
    found = next((role for role in ROLES if role == word), None)
    if found is None:
        raise UsageError(f"{word!r} is no role: it is one of {', '.join(ROLES)}.")
    return found


def is_loopback(host: str) -> bool:
    """Whether ``host`` (a name or an address) is this machine as it sees itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
