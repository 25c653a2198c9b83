"""Who said what."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.parse import Parse
from dateline.model.statement import Statement
from dateline.knowledge import Knowledge


def statements(parse: Parse, actors: Actors, knowledge: Knowledge) -> tuple[Statement, ...]:
    """The statements in ``parse``, in order."""
    return ()
