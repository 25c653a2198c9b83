"""What every page and every call of the API works with: the store, and how the desk is run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from dateline.store.store import Store
from dateline.web.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """One running desk."""

    settings: Settings
    store: Store

    def today(self) -> date:
        """This day (UTC), by the store's clock."""
        return date.fromisoformat(self.store.now()[:10])


def desk_of(request: Request) -> Desk:
    """The desk that answers ``request``."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
