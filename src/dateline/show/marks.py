"""Text cut into pieces by the spans that mark it, so that nested and crossing spans can all be shown."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; ``keys`` are those of the values that it is evidence of, ``kinds`` theirs."""

    text: str
    keys: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value's hold on a span: the value's key ("": of none), and the kinds (style classes) the marked text takes."""

    span: Span
    key: str
    kinds: tuple[str, ...]


def pieces(text: str, within: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text of ``within`` cut wherever a mark begins or ends; put together again the pieces are that text."""
    inside = [mark for mark in marks if mark.span.overlaps(within)]
    opening, closing = defaultdict(list), defaultdict(list)
    for mark in inside:
        opening[max(mark.span.start, within.start)].append(mark)
        closing[min(mark.span.end, within.end)].append(mark)
    cuts = sorted({within.start, within.end, *opening, *closing})
    found, active = [], list[Mark]()
    for start, end in itertools.pairwise(cuts):
        for mark in closing.get(start, ()):
            active.remove(mark)
        active.extend(opening.get(start, ()))
        keys = tuple(dict.fromkeys(mark.key for mark in active if mark.key))
        kinds = tuple(dict.fromkeys(kind for mark in active for kind in mark.kinds))
        found.append(Piece(text[start:end], keys, kinds))
    return tuple(found)
