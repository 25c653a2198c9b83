"""Answers that were given a moment ago are given again: many look at the same pages, and making one costs a hundred times as much.

An answer is remembered for the viewer it was made for, packed. It is forgotten when it is some seconds old, and all are when anything
is changed at this desk: a correction shows at once. What a collector brings in shows some seconds later, or at once when the page is
loaded anew (a browser says then that it wants no old answer).
"""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from anyio import Event
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.packing import LEVEL, SMALLEST, Header, tag_of
from dateline.web.security.gate import SAFE
from dateline.web.viewer import Viewer

MOST, LARGEST = 64 << 20, 4 << 20  # bytes of all answers, of one
KINDS = (b"text/html", b"application/json")
NEVER = ("/healthz", "/metrics", "/account", "/users", "/audit", "/sign-", "/api/v1/live")
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it goes out, and the moment (of the monotonic clock) from which it is too old."""

    headers: tuple[Header, ...]
    body: bytes
    until: float


@dataclass
class Remembered:
    """Answers a request for what was answered a moment ago; hands all others on to ``app``. Stands where the viewer is known."""

    app: ASGIApp
    seconds: float  # that an answer is given again; 0: none is
    clock: Callable[[], float] = time.monotonic
    _answers: OrderedDict[Key, Answer] = field(default_factory=OrderedDict)
    _held: int = 0
    _making: dict[Key, Event] = field(default_factory=dict)
    _changes: int = 0  # made at this desk so far

    @property
    def held(self) -> int:
        """The bytes of all answers that are remembered."""
        return self._held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["path"].startswith(("/static/", *NEVER)):
            await self.app(scope, receive, send)
        elif scope["method"] not in SAFE:
            await self.app(scope, receive, send)
            self._forget()
        elif scope["method"] == "GET":
            await self._told(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _told(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = dict(scope["headers"])
        key = _key(scope, asked)
        if not self.seconds or _wants_fresh(asked):
            await self._made(scope, receive, send, key)
            return
        if self._known(key) is None and (making := self._making.get(key)) is not None:
            await making.wait()  # somebody else has asked for the same: once is enough
        known = self._known(key)
        if known is not None:
            await send({"type": "http.response.start", "status": 200, "headers": list(known.headers)})
            await send({"type": "http.response.body", "body": known.body})
            return
        made = self._making[key] = Event()
        try:
            await self._made(scope, receive, send, key, made)
        finally:
            made.set()
            if self._making.get(key) is made:
                del self._making[key]

    def _known(self, key: Key) -> Answer | None:
        """What was answered a moment ago."""
        found = self._answers.get(key)
        return found if found is not None and found.until > self.clock() else None

    async def _made(self, scope: Scope, receive: Receive, send: Send, key: Key, made: Event | None = None) -> None:
        """Has the answer made, keeps it and sends it; ``made`` is set as soon as it is there, whatever its receiver does."""
        asked = dict(scope["headers"])
        start: Message | None = None
        changes = self._changes

        async def sent(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200 and _is_kept(message["headers"]):
                start = message
                return
            if start is None:
                await send(message)
                return
            begun, start = start, None
            if message.get("more_body", False):
                await send(begun)
                await send(message)
                return
            answer = _answer(begun["headers"], message.get("body", b""), self.clock() + self.seconds, packed=_takes_gzip(asked))
            if changes == self._changes and self.seconds:  # nothing was changed while it was made
                self._keep(key, answer)
            if made is not None:
                made.set()
            await send({**begun, "headers": list(answer.headers)})
            await send({"type": "http.response.body", "body": answer.body})

        await self.app(scope, receive, sent)

    def _keep(self, key: Key, answer: Answer) -> None:
        if len(answer.body) > LARGEST:
            return
        old = self._answers.pop(key, None)
        self._held += len(answer.body) - (len(old.body) if old is not None else 0)
        self._answers[key] = answer
        self._let_go()

    def _let_go(self) -> None:
        """Lets go of the oldest while all together are too large, and of what is too old to be given again: nobody may ask for it."""
        now = self.clock()
        while self._answers and (self._held > MOST or next(iter(self._answers.values())).until <= now):
            self._held -= len(self._answers.popitem(last=False)[1].body)

    def _forget(self) -> None:
        self._answers.clear()
        self._held, self._changes = 0, self._changes + 1


def _key(scope: Scope, asked: dict[bytes, bytes]) -> Key:
    viewer: Viewer | None = scope.get("state", {}).get("viewer")
    words = (asked.get(b"accept", b""), asked.get(b"accept-language", b""), _takes_gzip(asked), asked.get(b"host", b""))
    return (viewer, scope["path"], scope["query_string"], *words)


def _wants_fresh(asked: dict[bytes, bytes]) -> bool:
    """Whether the page is loaded anew: browsers say then that they want no answer of any age."""
    said = asked.get(b"cache-control", b"") + asked.get(b"pragma", b"")
    return b"no-cache" in said or b"max-age=0" in said


def _takes_gzip(asked: dict[bytes, bytes]) -> bool:
    return b"gzip" in asked.get(b"accept-encoding", b"")


def _is_kept(headers: list[Header]) -> bool:
    names = {name.lower(): value for name, value in headers}
    private = b"set-cookie" in names or b"no-store" in names.get(b"cache-control", b"") or b"content-encoding" in names
    return names.get(b"content-type", b"").startswith(KINDS) and not private


def _answer(headers: list[Header], body: bytes, until: float, *, packed: bool) -> Answer:
    told = [each for each in headers if each[0].lower() not in (b"content-length", b"etag")]
    tag = next((value for name, value in headers if name.lower() == b"etag"), None)
    told.append((b"etag", tag or tag_of(body)))
    if packed and len(body) >= SMALLEST:
        body = gzip.compress(body, LEVEL, mtime=0)
        told.append((b"content-encoding", b"gzip"))
    return Answer((*told, (b"content-length", str(len(body)).encode())), body, until)
