"""The account of who looks: time zone, password, where else signed in, tokens of programs."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from fastapi import APIRouter, Form, Request, Response

from dateline.errors import UsageError
from dateline.web.desk import AtDesk, Desk
from dateline.web.forms import go
from dateline.web.rendering import page
from dateline.web.security import passwords, sessions, tokens, users
from dateline.web.security.audit import Act
from dateline.web.security.forms import cookie
from dateline.web.security.gate import ZONE_COOKIE, cookie_name
from dateline.web.security.knowing import Knowing
from dateline.web.security.rates import Rates
from dateline.web.security.sessions import Session
from dateline.web.viewer import NEEDED, ROLES, Reader, Refused, Viewer

router = APIRouter()
Word = Annotated[str, Form(max_length=1000)]


@router.get("/account")
def account(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """What there is to set."""
    return _shown(request, desk, viewer)


@router.post("/account/zone")
def set_zone(request: Request, desk: AtDesk, viewer: Reader, zone: Word) -> Response:
    """Sets the time zone: of the user, or of this browser where there is none."""
    if zone not in available_timezones():
        raise UsageError(f"{zone[:80]!r} is no time zone: give one as Europe/Rome.")
    answer = go("/account")
    secure = request.scope["scheme"] == "https"
    if _user(desk, viewer) is not None:
        users.set_zone(desk.store, viewer.name, zone)
    answer.headers.append("set-cookie", cookie(ZONE_COOKIE, zone, secure=secure, days=365).replace("; HttpOnly", ""))
    _knowing(request).forget()
    return answer


@router.post("/account/password")
def set_password(request: Request, desk: AtDesk, viewer: Reader, old: Word, new: Word, again: Word) -> Response:
    """Changes the password; every other browser is signed out."""
    _person(viewer)
    rates: Rates = request.app.state.rates
    if not rates.guess(viewer.name, _client(request)):
        raise UsageError("Too many tries: wait a minute.")
    if new != again:
        raise UsageError("The new password was not written the same way twice.")
    if not passwords.right(users.password_of(desk.store, viewer.name)[0], old):
        raise UsageError("The old password is wrong.")
    users.set_password(desk.store, viewer.name, new, _by(request, viewer))
    _knowing(request).forget()
    secret = sessions.start(desk.store, viewer.name, Act(viewer.name, "signed-in", "with a new password", _client(request)))
    answer = go("/account")
    secure = request.scope["scheme"] == "https"
    answer.headers.append("set-cookie", cookie(cookie_name(desk.settings.port, secure=secure), secret, secure=secure))
    return answer


@router.post("/account/sign-out-elsewhere")
def sign_out_elsewhere(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """Ends the viewer's other sessions."""
    session: Session | None = getattr(request.state, "session", None)
    act = Act(viewer.name, "signed-out-elsewhere", None, _client(request))
    sessions.end_others(desk.store, viewer.name, session.csrf if session is not None else None, act)
    _knowing(request).forget()
    return go("/account")


@router.post("/account/tokens")
def make_token(
    request: Request, desk: AtDesk, viewer: Reader, label: Word, days: Annotated[int, Form()] = 90,
    scopes: Annotated[list[str] | None, Form()] = None,
) -> Response:  # fmt: skip
    """Makes a token and shows it, this once: in the answer itself, so that it stands in no address."""
    _person(viewer)
    if _user(desk, viewer) is None:
        raise UsageError("Tokens belong to users, and this desk has none: dateline users add makes them.")
    mine = {NEEDED[role] for role in ROLES if viewer.may(role)}
    if not set(scopes or ()) <= mine:
        raise UsageError("A token may do no more than you.")
    secret = tokens.make(desk.store, viewer.name, label, tuple(scopes or ()), days, _by(request, viewer))
    return _shown(request, desk, viewer, secret)


@router.post("/account/tokens/{number}/revoke")
def revoke_token(request: Request, desk: AtDesk, viewer: Reader, number: int) -> Response:
    """Takes one of the viewer's tokens back."""
    tokens.revoke(desk.store, number, _by(request, viewer), owner=viewer.name)
    _knowing(request).forget()
    return go("/account#tokens")


def _shown(request: Request, desk: Desk, viewer: Viewer, secret: str = "") -> Response:
    user = _user(desk, viewer)
    made = page(
        request, "account.html.j2", user=user, zones=sorted(available_timezones()), secret=secret, now=desk.store.now(),
        tokens=tokens.listed(desk.store, viewer.name) if user is not None else (),
        scopes=[NEEDED[role] for role in ROLES if viewer.may(role)],
    )  # fmt: skip
    made.headers["cache-control"] = "no-store"
    return made


def _person(viewer: Viewer) -> None:
    """A program with a token changes no password and makes no tokens."""
    if viewer.scopes is not None:
        raise Refused("admin", "A program cannot do this: sign in with a browser.")


def _user(desk: Desk, viewer: Viewer) -> users.User | None:
    return users.find(desk.store, viewer.name) if viewer.way != "local" else None


def _by(request: Request, viewer: Viewer) -> Act:
    return Act(viewer.name, "", None, _client(request))


def _client(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def _knowing(request: Request) -> Knowing:
    found: Knowing = request.app.state.knowing
    return found
