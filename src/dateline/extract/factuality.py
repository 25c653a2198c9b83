"""Whether an event took place, and by whose word."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.event import Event, EventMention
from dateline.model.parse import Parse
from dateline.model.statement import Statement
from dateline.model.time import Timex
from dateline.knowledge import Knowledge


def factuality(
    mentions: tuple[EventMention, ...], parse: Parse, actors: Actors, times: tuple[Timex, ...], statements: tuple[Statement, ...],
    knowledge: Knowledge,
) -> tuple[Event, ...]:
    """The events with their status, certainty, polarity, score and chain of sources, in order."""
    return ()
