"""Signing in and out: by password, by the desk's token, by a provider."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import UsageError
from dateline.web.desk import AtDesk, Desk
from dateline.web.forms import own
from dateline.web.measuring import Figures
from dateline.web.rendering import page
from dateline.web.security import passwords, provider, sessions, users
from dateline.web.security.audit import Act, note
from dateline.web.security.forms import cookie
from dateline.web.security.gate import FORM_COOKIE, cookie_name
from dateline.web.security.keys import form_token, fresh, same, strangers_key
from dateline.web.security.knowing import HOLDER, Knowing
from dateline.web.security.rates import Rates
from dateline.web.security.sessions import Session
from dateline.web.viewer import Missing, viewer_of

router = APIRouter()
ERRAND = "dateline-errand"
BACK = "/sign-in/provider/back"
WRONG = "The name or the password is wrong."
Word = Annotated[str, Form(max_length=1000)]


@router.get("/sign-in")
def ask(request: Request, desk: AtDesk, next: str = "/") -> Response:  # noqa: A002  (as addresses say it)
    """The form; who is in already is sent on."""
    wanted = own(next, "/")
    return RedirectResponse(wanted, 303) if viewer_of(request).known else _form(request, desk, wanted)


@router.post("/sign-in")
def sign_in(request: Request, desk: AtDesk, password: Word, name: Word = "", next: Word = "/") -> Response:  # noqa: A002
    """Lets in who knows the password of a name, or the desk's token."""
    wanted, client = own(next, "/"), _client(request)
    try:
        known = users.named(name) if name else HOLDER
    except UsageError:
        known = ""
    rates: Rates = request.app.state.rates
    if not rates.guess(known, client):
        _count(request, "too many")
        return _form(request, desk, wanted, "Too many tries: wait a minute.", 429)
    secret = _secret(request, desk, known, password, by_token=not name)
    if secret is None:
        _count(request, "wrong")
        at, act = desk.store.now(), Act(known or "?", "sign-in-failed", None, client)
        desk.later(lambda connection: note(connection, at, act))
        return _form(request, desk, wanted, WRONG if name else "This token is not the desk's.", 401)
    rates.came_in(known, client)
    return _come_in(request, desk, secret, wanted)


def _secret(request: Request, desk: Desk, name: str, password: str, *, by_token: bool) -> str | None:
    """The secret of a new session, None where the password (or token) is wrong."""
    knowing: Knowing = request.app.state.knowing
    if by_token:
        token = desk.settings.token
        return knowing.hold() if token is not None and same(token, password.strip()) else None
    kept, enabled = users.password_of(desk.store, name)
    if not passwords.right(kept, password) or not enabled:
        return None
    if kept is not None and passwords.aged(kept):
        users.refresh(desk.store, name, password)
    return sessions.start(desk.store, name, Act(name, "signed-in", "by password", _client(request)))


def _come_in(request: Request, desk: Desk, secret: str, wanted: str) -> Response:
    _count(request, "in")
    answer = RedirectResponse(wanted, 303, {"cache-control": "no-store"})
    secure = _secure(request)
    answer.headers.append("set-cookie", cookie(cookie_name(desk.settings.port, secure=secure), secret, secure=secure))
    answer.headers.append("set-cookie", cookie(FORM_COOKIE, "", secure=secure))
    return answer


@router.post("/sign-out")
def sign_out(request: Request, desk: AtDesk) -> Response:
    """Ends the session of this browser."""
    session: Session | None = getattr(request.state, "session", None)
    knowing: Knowing = request.app.state.knowing
    if session is not None and not knowing.let_go(session):
        sessions.end(desk.store, session, Act(session.name, "signed-out", None, _client(request)))
    knowing.forget()
    answer = RedirectResponse("/sign-in", 303, {"clear-site-data": '"cache"'})
    secure = _secure(request)
    answer.headers.append("set-cookie", cookie(cookie_name(desk.settings.port, secure=secure), "", secure=secure))
    return answer


@router.get("/sign-in/provider")
def leave(request: Request, desk: AtDesk, next: str = "/") -> Response:  # noqa: A002
    """Sends the browser to the provider."""
    settings = desk.settings
    if settings.provider is None:
        raise Missing("This desk has no provider to sign in by.")
    knowing: Knowing = request.app.state.knowing
    sent = provider.Errand.new(own(next, "/"))
    answer = RedirectResponse(provider.leaving(settings.provider, _back(request), sent), 303, {"cache-control": "no-store"})
    errand = cookie(ERRAND, sent.signed(knowing.secret), secure=_secure(request), days=None, path="/sign-in/provider")
    answer.headers.append("set-cookie", errand)
    return answer


@router.get(BACK)
def come_back(request: Request, desk: AtDesk, state: str = "", code: str = "", error: str = "") -> Response:
    """Lets in whom the provider names, where he is a user (or newcomers are welcome)."""
    settings, knowing = desk.settings, request.app.state.knowing
    if settings.provider is None:
        raise Missing("This desk has no provider to sign in by.")
    if error or not code:
        return _form(request, desk, "/", f"{settings.provider.name} did not let you in.", 403)
    sent = provider.errand(request.cookies.get(ERRAND, ""), knowing.secret)
    named = provider.returning(settings.provider, _back(request), sent, state, code)
    known = knowing.named(named)
    if known is None:
        _count(request, "no account")
        return _form(request, desk, "/", "You have no account at this desk: ask its administrator to add you.", 403)
    secret = sessions.start(desk.store, known.name, Act(known.name, "signed-in", f"by {settings.provider.name}", _client(request)))
    answer = _come_in(request, desk, secret, own(sent.wanted, "/"))
    answer.headers.append("set-cookie", cookie(ERRAND, "", secure=_secure(request), path="/sign-in/provider"))
    return answer


def _form(request: Request, desk: Desk, wanted: str, wrong: str = "", status: int = 200) -> Response:
    knowing: Knowing = request.app.state.knowing
    given = request.cookies.get(FORM_COOKIE)
    kept = given or fresh()
    csrf = form_token(strangers_key(knowing.secret, kept), request.url.path.encode())
    by_token = desk.settings.token is not None and not users.there_are(desk.store)
    shown = page(
        request, "sign-in.html.j2", status, csrf=csrf, wanted=wanted, wrong=wrong, by_token=by_token, provider=desk.settings.provider
    )
    shown.headers["cache-control"] = "no-store"
    if given is None:
        shown.headers.append("set-cookie", cookie(FORM_COOKIE, kept, secure=_secure(request), days=None))
    return shown


def _back(request: Request) -> str:
    return f"{request.scope['scheme']}://{request.headers.get('host', '')}{BACK}"


def _secure(request: Request) -> bool:
    return bool(request.scope["scheme"] == "https")


def _client(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def _count(request: Request, outcome: str) -> None:
    figures: Figures = request.app.state.figures
    figures.sign_ins.labels(outcome).inc()
