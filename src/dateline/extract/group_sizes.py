"""How many members a group has, and the size of a force: "28-nation alliance", "the 23 countries in the coalition"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.extract.scenes import Scene
    from dateline.knowledge.measures import Counted, Measures
    from dateline.model.actor import Actor
    from dateline.model.parse import Parse

_GROUP_KINDS = frozenset({"coalition", "organisation"})
_NATIONS = frozenset({"nation", "member", "country", "state"})
_DEFINITE = frozenset({"the", "its", "their", "'s", "all"})
_REACH = 9  # tokens after a counted noun in which the group it belongs to is looked for


@dataclass(frozen=True, slots=True)
class Measured:
    """The measure of a figure, whose it is (actor id), its unit, the rule that told it.

    ``counted`` is the noun's entry, for numbers that follow without one; ``source`` the actor who puts the figure so.
    """

    measure: str
    subject: str | None
    unit: str | None
    rule: str
    confidence: float
    counted: Counted | None = None
    source: str | None = None


def compound(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> Measured | None:
    """What a number bound to a noun by a hyphen measures ("28-nation alliance", "2,000-strong force"), or None."""
    noun = quantity.noun
    if noun is None:
        return None
    if parse.lowers[noun] in _NATIONS:
        head = max(parse.heads[noun], noun + 1)
        if head >= len(parse):
            return None
        group = _group_at(head, quantity.first, parse, scene)
        grouped = group is not None and group.kind in _GROUP_KINDS
        if grouped or measures.roles.get(parse.lemmas[head].lower()) == "group":
            return Measured("members", group.id if group is not None and grouped else None, None, "members", 0.9)
    if parse.lowers[noun] in ("strong", "member"):
        actor = scene.actor_at(quantity.first, max(parse.heads[noun], noun) + 1)
        return Measured("size", actor.id if actor else None, "people", "size", 0.85)
    return None


def _group_at(head: int, first: int, parse: Parse, scene: Scene) -> Actor | None:
    """The group that the noun names: in "SADC, the 14-nation bloc" the one it stands beside."""
    if parse.deps[head] == "appos":
        beside = scene.actor_of(parse.heads[head])
        if beside is not None and beside.kind in _GROUP_KINDS:
            return beside
    return scene.actor_at(first, head + 1)


def members(quantity: Quantity, noun: int, parse: Parse, scene: Scene, measures: Measures) -> Measured | None:
    """What a number of countries or members measures ("a group of 23 nations", "the 28 allies"), None where no group is meant."""
    up = parse.heads[parse.heads[noun]] if parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] == "of" else None
    if up is not None and measures.roles.get(parse.lemmas[up].lower()) == "group":
        return Measured("members", _group_id(scene, parse.left[up], quantity.last), None, "members", 0.9)
    for place in range(quantity.last, min(parse.sentence(noun).last, quantity.last + _REACH)):
        if measures.roles.get(parse.lemmas[place].lower()) == "group" and noun in parse.ancestors(place):
            return Measured("members", _group_id(scene, place, place + 1), None, "members", 0.85)
    if any(parse.lowers[child] == "new" for child in parse.children[noun]):
        return None
    own = scene.actor_at(quantity.first, quantity.last)
    if own is not None and own.known and own.kind in _GROUP_KINDS:
        return Measured("members", own.id, None, "members", 0.85)
    if parse.lowers[noun] in ("allies", "members"):
        kin = parse.child(noun, "compound")
        actor = scene.actor_of(parse.child(noun, "poss") if kin is None else kin)
        if kin is not None and actor is None:
            return None  # "family members"
        if actor is not None and actor.kind in _GROUP_KINDS:
            return Measured("members", actor.id, None, "members", 0.85)
        if quantity.first > 0 and parse.lowers[quantity.first - 1] in _DEFINITE:
            return Measured("members", None, None, "members", 0.7)
    return None


def _group_id(scene: Scene, first: int, last: int) -> str | None:
    actor = scene.actor_at(first, last)
    return actor.id if actor is not None and actor.kind in (*_GROUP_KINDS, "other") else None
