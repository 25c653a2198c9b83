"""Tolls told by their last victim: "a seventh passenger has died", "a twelfth body was found"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.extract.counts import Quantity
from dateline.extract.deeds import deed_of, unreal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.knowledge.measures import Measures
    from dateline.model.parse import Parse

_VICTIMS = frozenset({"victim", "body", "corpse"})
_FOUND = frozenset({"find", "recover", "pull", "dig", "discover", "bring", "retrieve"})
_DIGITS = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
_REACH = 3  # tokens from the ordinal to its noun


def ordinal_tolls(parse: Parse, ordinals: Mapping[str, int], measures: Measures) -> Iterator[Quantity]:
    """The tolls in ``parse`` that the last victim's number tells, in order."""
    for place in range(1, len(parse)):
        digits = _DIGITS.fullmatch(parse.lowers[place])
        value = int(digits[1]) if digits is not None else ordinals.get(parse.lowers[place])
        noun = parse.heads[place]
        if value is None or value < 2 or parse.lowers[place - 1] not in ("a", "an", "the") or not 0 < noun - place <= _REACH:
            continue
        quantity = Quantity(place - 1, noun + 1, float(value), None, None, "exact", None, noun, noun, None, spelled=True)
        if _fallen(quantity, noun, parse, measures):
            yield quantity


def _fallen(quantity: Quantity, noun: int, parse: Parse, measures: Measures) -> bool:
    """Whether he is dead: the subject of dying, a body that was found."""
    verb = parse.heads[noun]
    lemma = parse.lemmas[noun].lower()
    place = parse.deps[noun] in ("nsubj", "nsubjpass") or (parse.deps[noun] == "dobj" and lemma in _VICTIMS)
    if parse.pos[verb] not in ("VERB", "AUX") or not place or unreal(verb, parse):
        return False
    if lemma in _VICTIMS and (parse.lemmas[verb].lower() in _FOUND or lemma == "victim"):
        return True
    entry, deed = measures.counted.get(lemma), deed_of(quantity, parse, measures)
    return entry is not None and entry.kind == "person" and deed is not None and deed.measure == "killed"
