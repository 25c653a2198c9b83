"""What every answer tells the browser: load nothing from elsewhere, run nothing inline, show this page in no frame."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.settings import Settings

FOR_EVER = b"public, max-age=31536000, immutable"
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")


def policy(settings: Settings) -> str:
    """The Content-Security-Policy: everything from the desk itself, pictures of the map's tiles from their server where one is set."""
    tiles = f" {_origin(settings.tiles)}" if settings.tiles else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        f"img-src 'self' data:{tiles}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2].replace("{s}", "*")
    return f"{parts.scheme}://{host}"


class Headers:
    """Adds the headers to every answer; one that an answer has already is left as it is."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """``app`` answers."""
        self._app = app
        self._policy = (b"content-security-policy", policy(settings).encode("ascii"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._added(scope, list(message.get("headers", ())), message["status"])
            await send(message)

        await self._app(scope, receive, sent)

    def _added(self, scope: Scope, headers: list[tuple[bytes, bytes]], status: int) -> list[tuple[bytes, bytes]]:
        there = {name for name, _ in headers}
        wanted = [self._policy, *ALWAYS]
        if scope.get("scheme") == "https":
            wanted.append(STRICT_TRANSPORT)
        if scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v=") and status < 400:
            wanted.append((b"cache-control", FOR_EVER))
        else:
            wanted += [(b"cache-control", b"private, no-cache"), (b"vary", b"Cookie, Accept-Encoding")]
        return headers + [each for each in wanted if each[0] not in there]
