"""Where parties stand."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.event import Event
from dateline.model.parse import Parse
from dateline.model.place import Places
from dateline.model.position import Position
from dateline.model.statement import Statement
from dateline.knowledge import Knowledge


def positions(
    parse: Parse, actors: Actors, places: Places, statements: tuple[Statement, ...], events: tuple[Event, ...], knowledge: Knowledge
) -> tuple[Position, ...]:
    """The positions that parties take in ``parse``, in order."""
    return ()
