"""Changes from pages of ours alone: where a request comes from, and the token of the form it brings."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from dateline.web.security.keys import form_token_fits
from dateline.web.security.plain import API
from dateline.web.viewer import Viewer

HEADER = "x-csrf-token"
FIELDS = 5_000
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
SIMPLE = (FORM, PARTS, "text/plain", "")  # what a page from elsewhere can send without asking


async def checked(request: Request, viewer: Viewer, key: str, receive: Receive) -> tuple[bool, Receive]:
    """Whether a change comes from a page of this desk (``key``: the secret of its forms), and from where its body is read now."""
    if not from_here(request):
        return False, receive
    token = request.headers.get(HEADER)
    if token is not None:
        return form_token_fits(key, token), receive
    if viewer.way == "local" and request.url.path.startswith(API + "/") and _from_program(request):
        return True, receive
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (FORM, PARTS):
        return False, receive
    body = await _read(receive)
    sent = _token(body) if kind == FORM else await _token_in_parts(request, body)
    return sent is not None and form_token_fits(key, sent), _again(body, receive)


def from_here(request: Request) -> bool:
    """Whether no other site sent it, as far as the browser says (all have for years)."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    own = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    return (origin is None or origin.lower() == own.lower()) and site in (None, "same-origin", "none")


def _from_program(request: Request) -> bool:
    """Whether a program on this machine sent it: a browser would have said from where, or have asked beforehand."""
    said = any(name in request.headers for name in ("origin", "referer", "cookie", "sec-fetch-mode"))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return not said or kind not in SIMPLE


async def _read(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _token(body: bytes) -> str | None:
    try:
        fields = parse_qsl(body.decode("latin-1"), max_num_fields=FIELDS)
    except ValueError:
        return None
    return next((value for name, value in fields if name == "csrf"), None)


async def _token_in_parts(request: Request, body: bytes) -> str | None:
    try:
        async with Request(request.scope, _again(body, request.receive)).form(max_fields=FIELDS, max_files=10) as form:
            found = form.get("csrf")
    except (MultiPartException, KeyError, ValueError):
        return None
    return found if isinstance(found, str) else None


def _again(body: bytes, receive: Receive) -> Receive:
    """Reads ``body`` once more, then whatever comes after it."""
    given = False

    async def received() -> MutableMapping[str, Any]:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received


def cookie(name: str, value: str, *, secure: bool, days: int | None = 7, path: str = "/") -> str:
    """A cookie that no script reads and no other site sends along with what it loads; without a value it is removed."""
    kept = f"; Max-Age={days * 86_400}" if days is not None and value else "" if value else "; Max-Age=0"
    return f"{name}={value}; Path={path}; HttpOnly; SameSite=Lax{kept}{'; Secure' if secure else ''}"
