"""How large a request may be and how long it may take to arrive."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.security.plain import turned_away
from dateline.web.settings import Bounds

UPLOADS = ("/api/v1/", "/sources", "/mcp")  # beginnings of the addresses that take texts and lists
BODILESS = frozenset(("GET", "HEAD", "OPTIONS"))
CLOSE = {"connection": "close"}


class _Refused(Exception):
    """The body is too large or too slow."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class Bounded:
    """Turns a body away that says it is too large, unread; and stops reading where one becomes so, or comes too slowly."""

    def __init__(self, app: ASGIApp, bounds: Bounds) -> None:
        """``app`` answers."""
        self._app, self._bounds = app, bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or (scope["method"] in BODILESS and not _announced(scope)):
            await self._app(scope, receive, send)
            return
        most = self._bounds.upload if scope["path"].startswith(UPLOADS) else self._bounds.body
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            announced = _announced(scope)
            if announced is not None and announced > most:
                raise _too_large(most)
            await self._app(scope, self._measured(receive, most), sent)
        except _Refused as refused:
            if begun:
                raise
            await turned_away(Request(scope), refused.status, refused.sentence, CLOSE)(scope, receive, send)

    def _measured(self, receive: Receive, most: int) -> Receive:
        left, until, done = most, asyncio.get_running_loop().time() + self._bounds.body_seconds, False

        async def received() -> Message:
            nonlocal left, done
            if done:
                return await receive()  # waits for the client to go away: no bound on that
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise _Refused(408, "The request came too slowly: send it again over a better line, or in parts.") from None
            left -= len(message.get("body", b""))
            done = not message.get("more_body", False)
            if left < 0:
                raise _too_large(most)
            return message

        return received


def _announced(scope: Scope) -> int | None:
    """The length that the request says it has."""
    value = next((value for name, value in scope["headers"] if name == b"content-length"), None)
    return int(value) if value is not None and value.isdigit() else None


def _too_large(most: int) -> _Refused:
    return _Refused(413, f"That is too large: at most {most // (1 << 20)} MB are taken here at once.")
