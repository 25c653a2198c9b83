"""Connections that do not wait for ever: for the head of a request, for somebody to read the answer; and not too many of one client."""

from __future__ import annotations

import asyncio
from collections import Counter
from ipaddress import ip_address
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

from dateline.web.security.door import Network, networks
from dateline.web.security.rates import network
from dateline.web.settings import Bounds, Settings, is_loopback

UNWANTED = 1 << 20  # bytes of a body that are still taken after the answer was given, so that the client comes to read it


class Crowd:
    """How many connections each client has; those of this machine and of known proxies are not counted."""

    def __init__(self, settings: Settings) -> None:
        """Nobody is there."""
        self._most, self._proxies = settings.bounds.per_client, networks(settings.proxies)
        self._there: Counter[str] = Counter()

    def enter(self, client: str) -> str | None:
        """Counts a connection; gives what ``leave`` needs, None for one that is not counted; raises ``OverflowError`` for one too many."""
        if is_loopback(client) or _among(client, self._proxies):
            return None
        key = network(client)
        if self._there[key] >= self._most:
            raise OverflowError(key)
        self._there[key] += 1
        return key

    def leave(self, key: str) -> None:
        """A connection is gone."""
        self._there[key] -= 1
        if self._there[key] <= 0:
            del self._there[key]


def _among(client: str, proxies: tuple[Network, ...]) -> bool:
    try:
        return any(ip_address(client) in each for each in proxies)
    except ValueError:
        return False


def careful(settings: Settings) -> type[H11Protocol]:
    """The protocol of connections, with the bounds of ``settings``."""
    bounds, crowd = settings.bounds, Crowd(settings)

    class Bound(Careful):
        def __init__(self, config: Config, server_state: Any, app_state: dict[str, Any], _loop: Any = None) -> None:
            super().__init__(config, server_state, app_state, _loop)
            self.bounds, self.crowd = bounds, crowd

    return Bound


class Careful(H11Protocol):
    """One connection: closed where the head of a request takes too long, dropped where the answer is left unread."""

    bounds: Bounds
    crowd: Crowd
    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _counted: str | None = None
    _unwanted = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begins to wait for the first request."""
        super().connection_made(transport)
        try:
            self._counted = self.crowd.enter(self.client[0] if self.client else "")
        except OverflowError:
            transport.abort()
            return
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops all waiting."""
        self._head_is_there()
        self._is_read()
        if self._counted is not None:
            self.crowd.leave(self._counted)
            self._counted = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Waits for the end of the head that ``data`` begins or goes on with."""
        if self._head is None and (self.cycle is None or self.cycle.response_complete):
            self._wait_for_head()
        super().data_received(data)
        if self.cycle is not None and self.cycle.response_complete and self.cycle.more_body:
            self._unwanted += len(data)
            if self._unwanted > UNWANTED:
                self.transport.abort()

    def handle_events(self) -> None:
        """Ends the wait once a request is there."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._head_is_there()

    def pause_writing(self) -> None:
        """Nobody reads what was sent: not for ever."""
        super().pause_writing()
        self._is_read()
        self._unread = self.loop.call_later(self.bounds.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It is read again."""
        self._is_read()
        super().resume_writing()

    def _wait_for_head(self) -> None:
        self._head = self.loop.call_later(self.bounds.head_seconds, self._too_slow)

    def _too_slow(self) -> None:
        self._head = None
        if not self.transport.is_closing():
            self.transport.close()

    def _head_is_there(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _is_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
