"""Answers that did not change are not sent again (ETag), and HEAD is answered as GET without its body."""

from __future__ import annotations

from hashlib import blake2b

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]
SMALLEST, LEVEL = 800, 5  # bytes from which an answer is compressed, and how hard
DROPPED = frozenset((b"content-length", b"content-type", b"content-encoding"))


class Tagged:
    """Gives each whole answer to GET a weak ETag from its content; answers 304 where the browser has it already."""

    def __init__(self, app: ASGIApp) -> None:
        """``app`` answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD"
        known = next((value for name, value in scope["headers"] if name == b"if-none-match"), None)
        start: Message | None = None

        async def sent(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and not _live(message["headers"]):
                start = message
                return
            if start is not None:
                begun, start = start, None
                whole = not message.get("more_body", False) and begun["status"] == 200
                if whole:
                    begun["headers"] = _tagged(list(begun["headers"]), message.get("body", b""))
                if whole and known is not None and _matches(known, begun["headers"]):
                    begun = {**begun, "status": 304, "headers": [each for each in begun["headers"] if each[0] not in DROPPED]}
                    message = {**message, "body": b""}
                await send(begun)
            await send({**message, "body": b""} if bodiless else message)

        await self._app({**scope, "method": "GET"} if bodiless else scope, receive, sent)


def _live(headers: list[Header]) -> bool:
    """Whether the answer is a stream of events, whose beginning waits for none of them."""
    return any(name == b"content-type" and value.startswith(b"text/event-stream") for name, value in headers)


def _tagged(headers: list[Header], body: bytes) -> list[Header]:
    names = {name for name, _ in headers}
    if b"etag" in names or (b"cache-control", b"no-store") in headers:
        return headers
    return [*headers, (b"etag", tag_of(body))]


def tag_of(body: bytes) -> bytes:
    """The weak ETag of an answer."""
    return b'W/"' + blake2b(body, digest_size=12).hexdigest().encode() + b'"'


def _matches(known: bytes, headers: list[Header]) -> bool:
    tag = next((value for name, value in headers if name == b"etag"), None)
    if tag is None:
        return False
    return known.strip() == b"*" or tag.removeprefix(b"W/") in {each.strip().removeprefix(b"W/") for each in known.split(b",")}
