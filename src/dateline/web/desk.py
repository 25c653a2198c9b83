"""What every page and every call of the API works with: the store, and how the desk is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection

from dateline.store.store import Store
from dateline.web.security.aside import Aside
from dateline.web.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """One running desk."""

    settings: Settings
    store: Store
    aside: Aside = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "aside", Aside(self.store))

    def today(self) -> date:
        """This day (UTC), by the store's clock."""
        return date.fromisoformat(self.store.now()[:10])

    def later(self, work: Callable[[Connection], None]) -> None:
        """Does a small write soon, without the request waiting for it: for what may be lost where the store cannot be written."""
        self.aside.put(work)


def desk_of(request: Request) -> Desk:
    """The desk that answers ``request``."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
