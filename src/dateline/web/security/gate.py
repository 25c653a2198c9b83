"""The gate: who sends a request, may it come in, and did a form of ours send it where it changes something."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.desk import Desk
from dateline.web.security import forms
from dateline.web.security.audit import Act, note
from dateline.web.security.door import DIRECT, PROXIED
from dateline.web.security.keys import digest, form_token, strangers_key
from dateline.web.security.knowing import Knowing, Known
from dateline.web.security.plain import for_programs, turned_away
from dateline.web.security.rates import Rates
from dateline.web.security.sessions import Session
from dateline.web.security.tokens import Bearer
from dateline.web.security.users import zone_of
from dateline.web.settings import is_loopback
from dateline.web.viewer import Viewer

OPEN = frozenset(("/sign-in", "/sign-in/provider", "/sign-in/provider/back", "/healthz", "/metrics", "/favicon.ico"))
TOLD_THERE = ("/sign-", "/account", "/users", "/api/v1/read", "/api/v1/search", "/mcp")
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
ZONE_COOKIE = "dateline-zone"
FORM_COOKIE = "dateline-form"  # before anybody has signed in
UTC = ZoneInfo("UTC")
CHALLENGE = {"www-authenticate": 'Bearer realm="dateline"'}
Found = TypeVar("Found")


class Gate:
    """Finds out who sends a request and puts the ``Viewer`` into its state; turns away who may not come in."""

    def __init__(self, app: ASGIApp, desk: Desk, knowing: Knowing, rates: Rates) -> None:
        """``app`` answers who comes in."""
        self._app, self._desk, self._knowing, self._rates = app, desk, knowing, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # no page speaks over web sockets
        if scope["path"].startswith("/static/"):
            scope.setdefault("state", {})["viewer"] = _nobody("", UTC)
            await self._app(scope, receive, send)
            return
        visit = _Visit(scope, self._desk)
        if not visit.here and not self._rates.read(visit.client):
            sentence = "Too many requests from your address: wait ten seconds."
            await turned_away(visit.request, 429, sentence, {"retry-after": "10"})(scope, receive, send)
            return
        viewer, session = await self._who(visit)
        scope.setdefault("state", {}).update(viewer=viewer, session=session)
        refusal = self._refusal(visit, viewer)
        if refusal is None and scope["method"] not in SAFE:
            refusal, receive = await self._change(visit, viewer, session, receive)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        send = self._noting(visit, viewer, send) if scope["method"] not in SAFE else await self._renewing(visit, session, send)
        await self._app(scope, receive, send)

    async def _who(self, visit: _Visit) -> tuple[Viewer, Session | None]:
        knowing = self._knowing
        header = self._desk.settings.proxy_header
        secret = visit.bearer()
        if secret is not None:
            bearer = await _looked(knowing, f"token:{digest(secret)}", Bearer, lambda: knowing.token(secret))
            if bearer is None:
                return visit.nobody(knowing.secret), None
            knowing.used(bearer)
            return Viewer(bearer.name, bearer.role, "", visit.zone(bearer.zone), bearer.scopes, "token"), None
        if header is not None and visit.scope[PROXIED] and (name := visit.headers.get(header)):
            known = await _looked(knowing, f"named:{name}", Known, lambda: knowing.named(name))
            return visit.of(known, "proxy", knowing.secret), None
        cookie = visit.cookies.get(visit.cookie)
        if cookie:
            session = await _looked(knowing, f"cookie:{digest(cookie)}", Session, lambda: knowing.session(cookie))
            if session is not None:
                form = form_token(session.csrf, visit.address)
                return Viewer(session.name, session.role, form, visit.zone(session.zone), None, "session"), session
        if visit.at_this_machine():
            return visit.of(await _looked(knowing, "local", Known, knowing.local), "local", knowing.secret), None
        return visit.nobody(knowing.secret), None

    def _refusal(self, visit: _Visit, viewer: Viewer) -> Response | None:
        """How a stranger is turned away; None for those who may come in, and where everybody may."""
        if viewer.known or visit.scope["path"] in OPEN:
            return None
        if visit.bearer() is not None and not self._rates.knock(visit.client):
            return turned_away(visit.request, 429, "Too many wrong tokens from your address: wait a minute.", {"retry-after": "60"})
        if visit.bearer() is not None:
            self._note(visit, "", "refused", f"wrong token at {visit.scope['path']}")
            return turned_away(visit.request, 401, "This token is none, is over, or was taken back.", CHALLENGE)
        if self._desk.settings.proxy_header and visit.scope[PROXIED]:
            return turned_away(visit.request, 403, "You have no account at this desk: ask its administrator to add you.")
        if for_programs(visit.request) or visit.scope["method"] not in SAFE:
            return turned_away(visit.request, 401, "Sign in first; a program sends its token as Authorization: Bearer TOKEN.", CHALLENGE)
        wanted = quote(visit.address.decode("latin-1"), safe="/?=&%:,+;@!*'()$-._~")
        back = f"?next={quote(wanted, safe='/')}" if wanted != "/" else ""
        return RedirectResponse(f"/sign-in{back}", 303)

    async def _change(self, visit: _Visit, viewer: Viewer, session: Session | None, receive: Receive) -> tuple[Response | None, Receive]:
        """Lets a change through where it comes from a form of ours, a script of ours, or a program; gives what the page may still read."""
        if not self._rates.write(viewer.name, visit.client):
            refused = turned_away(visit.request, 429, "Too many changes within a minute: wait a little.", {"retry-after": "60"})
            return refused, receive
        if viewer.way == "token":
            return None, receive
        key = session.csrf if session is not None else visit.key(viewer, self._knowing.secret)
        fine, receive = await forms.checked(visit.request, viewer, key, receive)
        if fine:
            return None, receive
        self._note(visit, viewer.name, "refused", f"form without token at {visit.scope['path']}")
        sentence = "This form did not come from a page of this desk, or the page is too old: load it again and send it once more."
        return turned_away(visit.request, 403, sentence), receive

    async def _renewing(self, visit: _Visit, session: Session | None, send: Send) -> Send:
        """``send`` with a new cookie for a session whose secret is old."""
        if session is None or not self._knowing.may_rotate(session):
            return send
        secret = await run_sync(self._knowing.rotated, session)
        if secret is None:
            return send
        cookie = (b"set-cookie", forms.cookie(visit.cookie, secret, secure=visit.secure).encode("latin-1"))

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), cookie]
            await send(message)

        return sent

    def _noting(self, visit: _Visit, viewer: Viewer, send: Send) -> Send:
        """``send`` that writes a change into the audit log once it was done; some pages write it themselves, in other words."""
        method, path = visit.scope["method"], visit.scope["path"]
        if path.startswith(TOLD_THERE) or not viewer.known:
            return send

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                self._note(visit, viewer.name, "changed", f"{method} {path}")
            await send(message)

        return sent

    def _note(self, visit: _Visit, who: str, did: str, about: str) -> None:
        at, act = self._desk.store.now(), Act(who, did, about, visit.client)
        self._desk.later(lambda connection: note(connection, at, act))


async def _looked(knowing: Knowing, key: str, kind: type[Found], look: Callable[[], Any]) -> Found | None:
    """What was found under ``key``: a moment ago, or now."""
    there, found = knowing.remembered(key)
    if not there:
        found = await run_sync(look)
    return found if isinstance(found, kind) else None


def _nobody(csrf: str, zone: ZoneInfo) -> Viewer:
    return Viewer("", "reader", csrf, zone, None, "nobody")


class _Visit:
    """A request as the gate looks at it."""

    def __init__(self, scope: Scope, desk: Desk) -> None:
        self.scope = scope
        self.request = Request(scope)
        self.headers: Headers = self.request.headers
        self.client = scope["client"][0] if scope.get("client") else ""
        self.secure = scope.get("scheme") == "https"
        self.cookie = cookie_name(desk.settings.port, secure=self.secure)
        self.cookies = cookie_parser(self.headers.get("cookie", ""))
        self.address: bytes = scope.get("raw_path", scope["path"].encode()) + (
            b"?" + scope["query_string"] if scope["query_string"] else b""
        )
        self.here = scope[DIRECT] and (is_loopback(self.client) or self.client == "testclient")

    def bearer(self) -> str | None:
        """The token that a program sends: as bearer, or as the password of the old way, which readers of feeds know."""
        kind, _, value = self.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return value.strip()
        if kind.lower() == "basic":
            try:
                return b64decode(value.strip(), validate=True).decode("utf-8", "replace").partition(":")[2]
            except ValueError:
                return ""
        return None

    def at_this_machine(self) -> bool:
        """Whether a program on this machine asks, by a name of this machine, with no proxy between."""
        host = self.headers.get("host", "")
        return self.here and is_loopback(host if host.count(":") > 1 and "]" not in host else _bare(host))

    def zone(self, own: str | None) -> ZoneInfo:
        """The viewer's time zone: his own, else the browser's."""
        return zone_of(own or self.cookies.get(ZONE_COOKIE))

    def of(self, known: Known | None, way: Any, secret: str) -> Viewer:
        """The viewer who is ``known`` without a session."""
        if known is None:
            return self.nobody(secret)
        return Viewer(known.name, known.role, form_token(digest(secret + known.name), self.address), self.zone(known.zone), None, way)

    def nobody(self, secret: str) -> Viewer:
        """A viewer who may see nothing but the way in."""
        return _nobody(form_token(self.key(None, secret), self.address), self.zone(None))

    def key(self, viewer: Viewer | None, secret: str) -> str:
        """The secret that the forms of a viewer without a session are made from."""
        if viewer is not None and viewer.known:
            return digest(secret + viewer.name)
        return strangers_key(secret, self.cookies.get(FORM_COOKIE, ""))


def _bare(host: str) -> str:
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def cookie_name(port: int, *, secure: bool) -> str:
    """The name of the session's cookie: browsers keep those of several desks on one machine apart by it alone."""
    return f"__Host-dateline-{port}" if secure else f"dateline-{port}"
