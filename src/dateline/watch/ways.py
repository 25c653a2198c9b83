"""Ways out: where alerts go, with secrets named (``env:NAME``, ``file:PATH``) and read only when something is sent."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from dateline.errors import UsageError
from dateline.store.question import clean
from dateline.watch.rules import one_of

WayKind = Literal["terminal", "file", "rss", "atom", "json", "email", "webhook", "apprise"]
KINDS: tuple[str, ...] = get_args(WayKind)
FEEDS = ("rss", "atom", "json")
SIMPLE = ("file", *FEEDS)  # may be written KIND:PATH
TLS = ("starttls", "tls", "none")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Way:
    """One way out.

    ``address`` is a path (file, feeds) or an address (webhook); of apprise it is the name of a secret that holds one. ``to``, ``sender``,
    ``server``, ``port``, ``tls``, ``user`` and ``password`` belong to e-mail; ``secret`` signs webhooks. ``insecure`` allows to send
    without encryption to another machine.
    """

    name: str
    kind: WayKind
    address: str | None = None
    to: tuple[str, ...] = ()
    sender: str | None = None
    server: str | None = None
    port: int = 587
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = None
    secret: str | None = None
    insecure: bool = False


def simple(name: str) -> Way | None:
    """The way that ``terminal``, ``file:PATH``, ``rss:PATH``, ``atom:PATH`` or ``json:PATH`` names; None for any other name."""
    if name == "terminal":
        return Way(name, "terminal")
    kind, colon, path = name.partition(":")
    if colon and kind in SIMPLE and path:
        return Way(name, one_of("The way", kind, SIMPLE), path)  # type: ignore[arg-type]
    return None


def checked(way: Way) -> Way:
    """``way`` itself if it can work; ``UsageError`` that says what is missing."""
    kind = one_of(f"The kind of the way {way.name!r}", way.kind, KINDS)
    if not clean(way.name) or simple(way.name) is not None:
        raise UsageError(f"The way {way.name!r} needs a name of its own.")
    needed = {"file": ("address",), "webhook": ("address", "secret"), "apprise": ("address",), "email": ("to", "sender", "server")}
    needed |= dict.fromkeys(FEEDS, ("address",))
    for name in needed.get(kind, ()):
        if not getattr(way, name):
            raise UsageError(f"The way {way.name!r} ({kind}) needs {name}.")
    for name in ("password", "secret", *(["address"] if kind == "apprise" else [])):
        _named(way, name)
    return _webhook(way) if kind == "webhook" else _mail(way) if kind == "email" else way


def _named(way: Way, field: str) -> None:
    value = getattr(way, field)
    if value is not None and not value.startswith(("env:", "file:")):
        raise UsageError(f"The way {way.name!r}: {field} must be named, not written down: env:NAME or file:PATH.")


def _webhook(way: Way) -> Way:
    where = urlsplit(way.address or "")
    if where.scheme not in ("http", "https") or not where.hostname or where.username is not None:
        raise UsageError(f"The way {way.name!r}: the address must begin with https:// and hold no user or password.")
    if where.scheme == "http" and not way.insecure and where.hostname not in LOOPBACK:
        raise UsageError(f"The way {way.name!r}: without https anybody on the way can read it; insecure = true allows it.")
    return way


def _mail(way: Way) -> Way:
    one_of(f"The way {way.name!r}: tls", way.tls, TLS)
    if way.tls == "none" and not way.insecure and way.server not in LOOPBACK:
        raise UsageError(f"The way {way.name!r}: without tls anybody on the way can read it; insecure = true allows it.")
    if not 0 < way.port < 65536:
        raise UsageError(f"The way {way.name!r}: {way.port} is no port.")
    for each in (*way.to, way.sender or ""):
        if each.count("@") != 1 or clean(each) != each or any(mark in each for mark in " ,;<>"):
            raise UsageError(f"The way {way.name!r}: {each[:60]!r} is no address of a person.")
    return replace(way, to=tuple(dict.fromkeys(way.to)))


def secret(named: str) -> str:
    """The secret that ``env:NAME`` or ``file:PATH`` names; ``UsageError``, which never holds it, where it cannot be had."""
    kind, _, name = named.partition(":")
    if kind == "env":
        found = os.environ.get(name, "")
        if not found:
            raise UsageError(f"The environment has no {name}.")
        return found
    path = Path(name)
    try:
        status = path.stat()
        if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UsageError(f"{path}: others may read this secret; chmod 600 it.")
        if status.st_uid not in (os.geteuid(), 0):
            raise UsageError(f"{path}: this secret belongs to another user.")
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: this secret cannot be read ({type(error).__name__}).") from error


def way_named(name: str, known: Iterable[Way]) -> Way:
    """The way of that name, a simple one included; ``UsageError`` with the nearest ones."""
    listed = {way.name: way for way in known}
    found = listed.get(name) or simple(name)
    return found if found is not None else listed[one_of("The way", name, (*listed, "terminal", *(f"{kind}:PATH" for kind in SIMPLE)))]
