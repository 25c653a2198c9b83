"""Quantitative claims."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.figure import Figure
from dateline.model.parse import Parse
from dateline.model.place import Places
from dateline.model.statement import Statement
from dateline.model.time import Timex
from dateline.knowledge import Knowledge


def figures(
    parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Figure, ...]:
    """The figures claimed in ``parse``, in order."""
    return ()
