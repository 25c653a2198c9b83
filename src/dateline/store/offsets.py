"""Where answers stand in the text of their report: the offsets of the words that they were taken from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from dateline.model.span import Span, merged
from dateline.store.answers import Value
from dateline.store.question import Noun
from dateline.store.tables import evidence

Place = tuple[int, int]  # a reading, a number in the record's list


def offsets(connection: Connection, noun: Noun, values: Sequence[Value]) -> Mapping[Place, tuple[Span, ...]]:
    """The spans of each of ``values`` (all of one kind), in Unicode code points of their version's text, no two touching."""
    wanted = {(value.report.reading, value.number) for value in values}
    query = select(evidence.c.reading, evidence.c.number, evidence.c.start, evidence.c.stop).where(
        evidence.c.reading.in_(sorted({reading for reading, _ in wanted})), evidence.c.noun == noun,
        evidence.c.number.in_(sorted({number for _, number in wanted})),
    )  # fmt: skip
    found: dict[Place, list[Span]] = defaultdict(list)
    for reading, number, start, stop in connection.execute(query):
        if (reading, number) in wanted:
            found[reading, number].append(Span(start, stop))
    return {place: merged(spans) for place, spans in found.items()}
