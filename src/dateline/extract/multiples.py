"""Counts told by another one: "doctors spoke of twice as many", "the police thought half of that"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.counters import teller
from dateline.extract.counts import Quantity
from dateline.extract.quantities import digit_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.extract.group_sizes import Measured
    from dateline.extract.scenes import Scene
    from dateline.knowledge.numerals import Numerals
    from dateline.model.parse import Parse

_FACTORS = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "treble": 3.0, "triple": 3.0, "half": 0.5}
_TAKEN_UP = re.compile(
    r"(?:as (?:many|much)(?! as )|(?:of )?that(?: number| figure| many)?(?= ?[.,;:”\"']|$| were| had| was)|(?:of )?this (?:number|figure))"
)
_REACH = 4  # tokens after the factor


def multiples(parse: Parse, numerals: Numerals) -> Iterator[Quantity]:
    """The multiples in ``parse``, in order; ``value`` is the factor, ``of`` is not set."""
    for place in range(len(parse)):
        factor, last = _factor(parse, numerals, place)
        if factor is None:
            continue
        stop = min(last + _REACH, parse.sentence(place).last)
        found = _TAKEN_UP.match(" ".join(parse.lowers[last:stop]))
        if found is not None:
            end = last + len(found[0].split())
            yield Quantity(place, end, factor, None, None, "about", None, None, place, None, spelled=True)


def multiple(quantity: Quantity, before: Measured | None, parse: Parse, scene: Scene) -> Measured | None:
    """What the multiple counts: those of the count before it; None where nothing was counted, or a share."""
    if before is None or before.unit == "percent":
        return None
    verb = next((each for each in parse.ancestors(quantity.first) if parse.pos[each] == "VERB"), None)
    return replace(before, rule="times", confidence=0.6, source=teller(verb, parse, scene))


def _factor(parse: Parse, numerals: Numerals, place: int) -> tuple[float | None, int]:
    """The factor that begins at a token and where it ends."""
    word = parse.lowers[place]
    if word in _FACTORS:
        return _FACTORS[word], place + 1
    if parse.lowers[place + 1 : place + 2] != ("times",):
        return None, place
    numeral = numerals.words.get(word)
    value = numeral.value if numeral is not None and numeral.kind == "unit" else digit_value(word)
    return (value, place + 2) if value else (None, place)
