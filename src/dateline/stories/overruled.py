"""Values that what was derived from them no longer stands on: a person rejected them, or put something else in their place."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, and_, or_, select

from dateline.store.tables import judged, judgements

# Fields that no change, step of a pledge or contradiction rests on.
BESIDE = ("mode", "condition", "factuality.certainty", "factuality.score", "manner", "action.text", "proposition.text", "count")


def overruled(connection: Connection, readings: Iterable[int]) -> frozenset[tuple[str, int, int]]:
    """List, reading and number of the values of ``readings`` that were rejected or replaced in what decides."""
    joined = judged.join(judgements, judgements.c.id == judged.c.judgement)
    query = select(judged.c.noun, judged.c.reading, judged.c.number).select_from(joined).where(judged.c.number.is_not(None))
    decides = and_(judgements.c.action == "replace", judgements.c.field.not_in(BESIDE))
    query = query.where(judged.c.reading.in_(sorted(set(readings))), or_(judgements.c.action == "reject", decides))
    return frozenset((noun, reading, number) for noun, reading, number in connection.execute(query))
