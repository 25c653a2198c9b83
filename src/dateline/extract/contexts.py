"""What an event is about, by the words near its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linguistics.clauses import clause_bounds, clause_head

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.model.parse import Parse

_MOST = 3


def contexts(parse: Parse, head: int, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The contexts that the words of the trigger's clause speak for, most often named first, in the order of the table on a tie."""
    first, last = clause_bounds(parse, clause_head(parse, head))
    counted: dict[str, int] = {}
    for token in range(max(first, head - 20), min(last, head + 20)):
        for name in known.get(parse.lemmas[token].lower(), ()):
            counted[name] = counted.get(name, 0) + 1
    ranked = sorted(counted, key=lambda name: -counted[name])
    return tuple(ranked[:_MOST])
