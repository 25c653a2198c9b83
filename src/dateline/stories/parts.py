"""Counts of some of those that a whole count is of: another count of the sentence, or what two of its counts make together."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.stories.changes_matter import Matter, other_side
from dateline.stories.counts import is_alone

_AMONG = re.compile(r"\b(?:among (?:them|whom)|including|of whom|of them)(?: at least| about| some)?\s*$", re.IGNORECASE)
VICTIMS = frozenset(("wounded", "treated", "missing", "arrested", "held", "displaced"))


def whole(matters: tuple[Matter, ...]) -> tuple[Matter, ...]:
    """``matters`` with those counts marked as parts that a larger count of their sentence holds, or that make one with another there."""
    counts = [each for each in matters if each.noun == "figures"]
    seen: set[str] = set()
    kept = []
    for each in matters:  # "eighteen others were hurt", behind the dead: all who were
        others = each.noun == "figures" and each.part and each.kind not in seen and each.kind in VICTIMS
        kept.append(replace(each, part=False) if others and re.search(rf"{re.escape(each.says)}\s+others?\b", each.text) else each)
        seen.add(each.kind if each.noun == "figures" else "")
    matters = tuple(kept)
    return tuple(
        replace(each, part=True) if each.noun == "figures" and (_among(each) or any(_of_one(each, other) for other in counts)) else each
        for each in matters
    )


def _among(one: Matter) -> bool:
    """True for some of those told of before: "67 injured, among them 12 policemen"."""
    return bool(_AMONG.search(one.text.partition(one.says)[0]))


def _of_one(one: Matter, other: Matter) -> bool:
    """True for a count that is part of another one of its sentence, or makes one together with it."""
    return _part(one, other) or _listed(one, other) or _listed(other, one)


def _listed(first: Matter, second: Matter) -> bool:
    """True for two counts of one side that make one together: "seven women and two men had been killed"; not "41, and nine of them"."""
    if first.kind != second.kind or first.sentence != second.sentence or first.part or second.part or other_side(first, second):
        return False
    return any(f"{first.says}{joint} and {second.says}" in first.text for joint in ("", ","))


def _part(one: Matter, other: Matter) -> bool:
    """True for a smaller count in the same sentence, by the same word and of nobody else's people."""
    if one.kind != other.kind or one.sentence.start != other.sentence.start or (one.high or 0.0) >= (other.high or 0.0):
        return False
    if one.teller is not None and other.teller is not None and not (one.teller.ids & other.teller.ids or one.teller == other.teller):
        return False
    if one.teller is not None and other.teller is None and one.number < other.number and is_alone(other):
        return False  # "police said 9,000 people had come; the organisers gave a figure of 40,000"
    own = one.teller is not None and one.number > other.number and one.teller != other.teller
    if own and is_alone(one) and not one.says.endswith("them"):
        return False  # "some 800 came; the police saw 350"
    return not other_side(one, other) and not (one.doers and not other.doers and one.teller is not None)
