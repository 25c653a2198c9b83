"""Mentions of actors."""

from __future__ import annotations

from dateline.model.actor import ActorMention
from dateline.model.parse import Parse
from dateline.model.place import Toponym
from dateline.knowledge import Knowledge


def actors(parse: Parse, toponyms: tuple[Toponym, ...], knowledge: Knowledge) -> tuple[ActorMention, ...]:
    """The mentions of actors in ``parse``, in order."""
    return ()
