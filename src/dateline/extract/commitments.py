"""What was pledged."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.commitment import Commitment
from dateline.model.event import Event
from dateline.model.parse import Parse
from dateline.model.statement import Statement
from dateline.model.time import Timex
from dateline.knowledge import Knowledge


def commitments(
    parse: Parse, actors: Actors, times: tuple[Timex, ...], statements: tuple[Statement, ...], events: tuple[Event, ...], knowledge: Knowledge
) -> tuple[Commitment, ...]:
    """The pledges made in ``parse``, in order."""
    return ()
