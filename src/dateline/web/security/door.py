"""Where a request comes from and goes to: the host it names must be ours, and what a proxy says counts only from a known proxy."""

from __future__ import annotations

import asyncio
import logging
import socket
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import quote_from_bytes

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.errors import UsageError
from dateline.web.security.plain import turned_away
from dateline.web.settings import Settings, is_loopback

PROXIED, DIRECT = "dateline.proxied", "dateline.direct"  # of the scope: a known proxy sent it; no proxy had its hand in it
TRACES = frozenset((b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"forwarded", b"x-real-ip", b"via"))
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
PRINTED = "".join(map(chr, range(33, 127)))
_log = logging.getLogger("dateline.web")
Network = IPv4Network | IPv6Network


def networks(named: tuple[str, ...]) -> tuple[Network, ...]:
    """The networks of that name; ``UsageError`` for what is none."""
    try:
        return tuple(ip_network(each, strict=False) for each in named)
    except ValueError as error:
        raise UsageError(f"{error}: give proxies as addresses or networks, as 127.0.0.1 or 10.0.0.0/8.") from error


class Door:
    """Turns away what names another host, believes known proxies alone, and answers what breaks inside with one sentence."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """``app`` answers what comes through."""
        self._app = app
        self._proxies = networks(settings.proxies)
        own = {settings.host, *settings.hosts}
        own |= {socket.gethostname(), "localhost"} if not settings.loopback else {"localhost"}
        self._own = frozenset(name.lower().strip("[]") for name in own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not scope["query_string"].isascii():  # letters that were not encoded, as some programs send them
            scope["query_string"] = quote_from_bytes(scope["query_string"], safe=PRINTED).encode("ascii")
        self._place(scope)
        refusal = self._refusal(scope)
        if refusal is not None:
            allow = {"allow": ", ".join(sorted(METHODS))} if refusal[0] == 405 else {}
            await turned_away(Request(scope), *refusal, {"connection": "close", **allow})(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except asyncio.CancelledError:  # the program is being stopped, and this took longer than it waits
            if not begun:
                await turned_away(Request(scope), 503, "The desk is being stopped.", {"connection": "close"})(scope, receive, send)
        except Exception:
            _log.exception("%s %s broke", scope["method"], scope["path"])
            if begun:
                raise
            sentence = "Something went wrong in the program; its log says what. Nothing stored was harmed."
            await turned_away(Request(scope), 500, sentence)(scope, receive, send)

    def _place(self, scope: Scope) -> None:
        """Puts the client, scheme and host that a known proxy tells in the place of the proxy's own."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        peer = scope["client"][0] if scope.get("client") else ""
        scope[PROXIED] = bool(self._proxies) and _in(peer, self._proxies)
        scope[DIRECT] = not any(name in TRACES for name, _ in headers)
        if not scope[PROXIED]:
            return
        told = {name: value.decode("latin-1") for name, value in headers if name in TRACES}
        hops = [hop.strip() for hop in told.get(b"x-forwarded-for", "").split(",") if hop.strip()]
        client = next((hop for hop in reversed(hops) if not _in(hop, self._proxies)), None)
        if client is not None and _is_address(client):
            scope["client"] = (client, 0)
        if told.get(b"x-forwarded-proto") in ("http", "https"):
            scope["scheme"] = told[b"x-forwarded-proto"]
        if b"x-forwarded-host" in told:
            host = told[b"x-forwarded-host"].encode("latin-1")
            scope["headers"] = [(name, host if name == b"host" else value) for name, value in headers]

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why the request is turned away, None if it may come in."""
        if scope["method"] not in METHODS:
            return 405, f"{scope['method'][:20]!r} is no method that the desk knows."
        if "\0" in scope["path"] or any(part in (".", "..") for part in scope["path"].split("/")):
            return 400, "The address is none."
        named = [value for name, value in scope["headers"] if name == b"host"]
        host = _host(named[0].decode("latin-1")) if len(named) == 1 else None
        server = scope["server"][0] if scope.get("server") else ""
        if host is None:
            return 400, "The request names no host, or several."
        if host in self._own or is_loopback(host) or host == server:
            return None
        return 421, "This desk does not answer under that name: its administrator adds it with --hosts."


@lru_cache(maxsize=256)
def _host(value: str) -> str | None:
    """The name in a Host header without its port, in small letters; None for what is no host."""
    if value.startswith("["):
        name, closed, port = value[1:].partition("]")
        port = port.removeprefix(":")
    else:
        name, closed, port = value.partition(":")
        closed = "]"
    fine = name and closed and (not port or port.isdecimal()) and all(char.isalnum() or char in ".-_:%" for char in name)
    return name.lower() if fine else None


@lru_cache(maxsize=1024)
def _in(address: str, among: tuple[Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return any((mapped or found) in network for network in among)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
