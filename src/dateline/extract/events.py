"""Triggers of events and who takes part."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.event import EventMention
from dateline.model.parse import Parse
from dateline.model.place import Places
from dateline.model.statement import Statement
from dateline.model.time import Timex
from dateline.knowledge import Knowledge


def events(
    parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[EventMention, ...]:
    """The events that ``parse`` speaks of, in order, before it is known whether they took place."""
    return ()
