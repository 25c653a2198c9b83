"""Who belongs to which group."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.membership import Membership
from dateline.model.parse import Parse
from dateline.model.statement import Statement
from dateline.model.time import Timex
from dateline.knowledge import Knowledge


def memberships(
    parse: Parse, actors: Actors, times: tuple[Timex, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Membership, ...]:
    """The memberships and changes of membership told in ``parse``, in order."""
    return ()
