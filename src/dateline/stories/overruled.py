"""Values that what was derived from them no longer stands on: a person rejected them, or put something else in their place."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, and_, func, or_, select

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


def replaced(connection: Connection, reading: int) -> dict[tuple[str, int], str]:
    """List and number of the values of ``reading`` that were replaced in what decides, with when they were last."""
    joined = judged.join(judgements, judgements.c.id == judged.c.judgement)
    query = select(judged.c.noun, judged.c.number, func.max(judgements.c.made_at)).select_from(joined)
    query = query.where(judged.c.reading == reading, judged.c.number.is_not(None), judgements.c.action == "replace")
    query = query.where(judgements.c.field.not_in(BESIDE)).group_by(judged.c.noun, judged.c.number)
    return {(noun, number): made_at for noun, number, made_at in connection.execute(query)}
