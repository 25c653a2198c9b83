"""Users of the desk, for its administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from dateline.errors import UsageError
from dateline.web.desk import AtDesk, Desk
from dateline.web.forms import go
from dateline.web.rendering import page
from dateline.web.security import tokens, users
from dateline.web.security.audit import Act
from dateline.web.settings import ROLES, role_of
from dateline.web.viewer import Admin, Missing, Refused, Viewer

router = APIRouter()
Word = Annotated[str, Form(max_length=1000)]


@router.get("/users")
def listed(request: Request, desk: AtDesk, viewer: Admin) -> Response:
    """All users, and a form for one more."""
    return page(request, "users.html.j2", users=users.listed(desk.store), roles=ROLES)


@router.post("/users")
def add(request: Request, desk: AtDesk, viewer: Admin, name: Word, role: Word, password: Word = "") -> Response:
    """Adds a user; without a password he comes in by a proxy or a provider."""
    _person(viewer)
    users.first_is_admin(desk.store, role_of(role))
    added = users.add(desk.store, name, role_of(role), password or None, _by(request, viewer))
    request.app.state.knowing.forget()
    return go(f"/users/{added.name}")


@router.get("/users/{name}")
def one(request: Request, desk: AtDesk, viewer: Admin, name: str) -> Response:
    """One user: role, password, tokens, out or in."""
    user = _found(desk, name)
    return page(request, "user.html.j2", user=user, roles=ROLES, tokens=tokens.listed(desk.store, user.name), now=desk.store.now())


@router.post("/users/{name}/role")
def set_role(request: Request, desk: AtDesk, viewer: Admin, name: str, role: Word) -> Response:
    """Gives another role."""
    _person(viewer)
    users.set_role(desk.store, _found(desk, name).name, role_of(role), _by(request, viewer))
    return _back(request, name)


@router.post("/users/{name}/password")
def set_password(request: Request, desk: AtDesk, viewer: Admin, name: str, password: Word) -> Response:
    """Gives a new password; sessions under the old one end."""
    _person(viewer)
    users.set_password(desk.store, _found(desk, name).name, password, _by(request, viewer))
    return _back(request, name)


@router.post("/users/{name}/out")
def put_out(request: Request, desk: AtDesk, viewer: Admin, name: str) -> Response:
    """Keeps a user out."""
    if _found(desk, name).name == viewer.name:
        raise UsageError("You cannot keep yourself out: another admin can.")
    users.set_disabled(desk.store, name, _by(request, viewer))
    return _back(request, name)


@router.post("/users/{name}/in")
def let_in(request: Request, desk: AtDesk, viewer: Admin, name: str) -> Response:
    """Lets a user in again."""
    users.set_disabled(desk.store, _found(desk, name).name, _by(request, viewer), disabled=False)
    return _back(request, name)


@router.post("/users/{name}/tokens/{number}/revoke")
def revoke_token(request: Request, desk: AtDesk, viewer: Admin, name: str, number: int) -> Response:
    """Takes a token of a user back."""
    tokens.revoke(desk.store, number, _by(request, viewer), owner=_found(desk, name).name)
    return _back(request, name)


def _found(desk: Desk, name: str) -> users.User:
    user = users.find(desk.store, name)
    if user is None:
        raise Missing(f"There is no user {name[:64]}.")
    return user


def _person(viewer: Viewer) -> None:
    """A program with a token makes nobody more than he was, and sets no password."""
    if viewer.scopes is not None:
        raise Refused("admin", "A program cannot do this: sign in with a browser.")


def _back(request: Request, name: str) -> Response:
    request.app.state.knowing.forget()
    return go(f"/users/{name}")


def _by(request: Request, viewer: Viewer) -> Act:
    return Act(viewer.name, "", None, request.client.host if request.client is not None else None)
