"""Names of places."""

from __future__ import annotations

from dateline.model.parse import Parse
from dateline.model.place import Toponym
from dateline.knowledge import Knowledge


def places(parse: Parse, knowledge: Knowledge) -> tuple[Toponym, ...]:
    """The place names in ``parse``, in order, each read as place or as actor."""
    return ()
