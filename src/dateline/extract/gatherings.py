"""How many came: "the march drew 9,000", "the crowd numbered 40,000", "police put the number at 9,000" where a march was told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.counters import teller
from dateline.extract.group_sizes import Measured

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.extract.scenes import Scene
    from dateline.knowledge.measures import Measures
    from dateline.model.parse import Parse

_GATHERING = frozenset({
    "march", "rally", "protest", "demonstration", "demonstrate", "procession", "vigil", "parade", "marcher", "protester", "demonstrator",
    "crowd", "sit-in", "manifestation", "mourner",
})  # fmt: skip
_DRAWING = frozenset({"number", "draw", "attract", "bring", "pull", "muster", "gather", "see", "mobilise", "mobilize", "swell"})
_BACK = 3  # sentences


def came(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> Measured | None:
    """What a number without a noun measures where it tells how many a gathering drew; None elsewhere."""
    head, verb = quantity.head, parse.heads[quantity.head]
    if parse.deps[head] in ("dobj", "npadvmod", "attr") and parse.lemmas[verb].lower() in _DRAWING:
        subject = parse.child(verb, "nsubj")
        drawn = subject is not None and parse.lemmas[subject].lower() in _GATHERING
        return Measured("crowd", None, "people", "drawn", 0.75) if drawn else None
    put, above = _number_put(quantity, parse, measures)
    if put is None or not _gathered(quantity, parse):
        return None
    return Measured("crowd", None, "people", "crowd-put", 0.7, None, teller(above, parse, scene))


def _number_put(quantity: Quantity, parse: Parse, measures: Measures) -> tuple[int | None, int | None]:
    """The bare "number" that somebody puts at the quantity, and the verb."""
    up = parse.heads[quantity.head]
    if parse.deps[quantity.head] != "pobj" or parse.lowers[up] != "at":
        return None, None
    above = parse.heads[up]
    put = parse.child(above, "dobj", "nsubjpass") if measures.roles.get(parse.lemmas[above].lower()) == "put" else None
    bare = put is not None and not any(parse.deps[each] == "prep" and parse.lowers[each] == "of" for each in parse.children[put])
    counts = put is not None and (parse.lowers[put] in ("it", "them") or measures.roles.get(parse.lemmas[put].lower()) == "number")
    return (put, above) if bare and counts else (None, None)


def _gathered(quantity: Quantity, parse: Parse) -> bool:
    """Whether a gathering is told of in the sentence or the few before it."""
    sentence = parse.sentence_of[quantity.first]
    place = quantity.first
    while place > 0 and sentence - parse.sentence_of[place - 1] <= _BACK:
        place -= 1
        if parse.lemmas[place].lower() in _GATHERING:
            return True
    return False
