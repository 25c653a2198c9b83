"""Who looks at the desk: a name, a role, a time zone; and what a role may do."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from dateline.errors import DatelineError, UsageError

Role = Literal["reader", "analyst", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


class Missing(UsageError):
    """What an address names is not in the store."""


class Refused(DatelineError):
    """The viewer may not do this; ``role`` is the least that may."""

    def __init__(self, role: Role) -> None:
        super().__init__(f"This needs the role {role}: ask an administrator of this desk.")
        self.role = role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: readers look, analysts judge and keep dossiers, editors manage watches and sources, admins manage users.

    ``csrf`` is the token that every form of this viewer carries in the field ``csrf``.
    """

    name: str
    role: Role
    csrf: str
    zone: ZoneInfo

    def may(self, role: Role) -> bool:
        """Whether the viewer has at least that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


@lru_cache(maxsize=1)
def _person() -> str:
    try:
        return getpass.getuser()
    except OSError:
        return "local"


def viewer_of(request: Request) -> Viewer:
    """Who sent ``request``: the person at this machine where the desk listens on loopback and has no users."""
    found: Viewer | None = getattr(request.state, "viewer", None)
    return found if found is not None else Viewer(_person(), "admin", "", ZoneInfo("UTC"))


def needs(role: Role) -> Callable[[Request], Viewer]:
    """A dependency that gives the viewer where it has at least that role, else raises ``Refused``."""

    def check(request: Request) -> Viewer:
        viewer = viewer_of(request)
        if not viewer.may(role):
            raise Refused(role)
        return viewer

    return check


Reader = Annotated[Viewer, Depends(needs("reader"))]
Analyst = Annotated[Viewer, Depends(needs("analyst"))]
Editor = Annotated[Viewer, Depends(needs("editor"))]
Admin = Annotated[Viewer, Depends(needs("admin"))]
