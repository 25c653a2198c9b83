"""Who looks at the desk: a name, a role, a time zone; and what a role may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from dateline.errors import DatelineError, UsageError
from dateline.web.settings import ROLES, Role

__all__ = ["ROLES", "SCOPES", "Admin", "Analyst", "Editor", "Missing", "Reader", "Refused", "Role", "Scope", "Viewer", "viewer_of"]

Scope = Literal["read", "judge", "watch", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
Way = Literal["nobody", "local", "session", "token", "proxy"]
NEEDED: dict[Role, Scope] = dict(zip(ROLES, SCOPES, strict=True))  # what a token must be made for, to act in a role


class Missing(UsageError):
    """What an address names is not in the store."""


class Refused(DatelineError):
    """The viewer may not do this; ``role`` is the least that may."""

    def __init__(self, role: Role, sentence: str | None = None) -> None:
        super().__init__(sentence or f"This needs the role {role}: ask an administrator of this desk.")
        self.role = role


class Stranger(Refused):
    """Nobody has signed in."""

    def __init__(self) -> None:
        super().__init__("reader", "Sign in first; a program sends its token as Authorization: Bearer TOKEN.")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: readers look, analysts judge and keep dossiers, editors manage watches and sources, admins manage users.

    ``csrf`` is the token that every form of this viewer carries in the field ``csrf`` (scripts: in the header ``X-CSRF-Token``).
    ``scopes`` are what the token of a program was made for; None for people. ``way`` is how the viewer came in.
    """

    name: str
    role: Role
    csrf: str
    zone: ZoneInfo
    scopes: tuple[Scope, ...] | None = None
    way: Way = "local"

    @property
    def known(self) -> bool:
        """Whether it is anybody."""
        return self.way != "nobody"

    def may(self, role: Role) -> bool:
        """Whether the viewer has at least that role, and came with a token for it where it came with one."""
        enough = self.known and ROLES.index(self.role) >= ROLES.index(role)
        return enough and (self.scopes is None or NEEDED[role] in self.scopes)


def viewer_of(request: Request) -> Viewer:
    """Who sent ``request``, as the gate (``security.gate``) found out; raises ``Stranger`` where no gate was passed."""
    found: Viewer | None = getattr(request.state, "viewer", None)
    if found is None:
        raise Stranger
    return found


def needs(role: Role) -> Callable[[Request], Viewer]:
    """A dependency that gives the viewer where it has at least that role, else raises ``Refused``."""

    def check(request: Request) -> Viewer:
        viewer = viewer_of(request)
        if viewer.may(role):
            return viewer
        if not viewer.known:
            raise Stranger
        if viewer.scopes is not None and NEEDED[role] not in viewer.scopes:
            raise Refused(role, f"This token was not made for it: make one with the scope {NEEDED[role]}.")
        raise Refused(role)

    check.role = role  # type: ignore[attr-defined]  # tests ask every route for it
    return check


Reader = Annotated[Viewer, Depends(needs("reader"))]
Analyst = Annotated[Viewer, Depends(needs("analyst"))]
Editor = Annotated[Viewer, Depends(needs("editor"))]
Admin = Annotated[Viewer, Depends(needs("admin"))]
