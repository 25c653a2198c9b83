"""Whose leaders and spokesmen people are: "its leader, Rosa Mamani", "Blue Coast's leader", "FDN spokesman Raul Apaza"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.extract.recognised import POSSESSIVES
from dateline.model.actor import ActorMention
from dateline.resolve.identities import Identity, Scene
from dateline.resolve.organisations import own_short_names, short_for

SERVING = ("spokes", "leader", "commander", "head", "chief", "chair", "secretary", "representative", "envoy", "negotiator", "coordinator")
BODIES = frozenset(("armed-group", "organisation", "party", "coalition", "company", "government", "armed-force", "parliament"))
STATES = frozenset(("government", "armed-force", "parliament"))
NEAR = 60  # tokens back in which the body stands for which a bare "spokesman X" speaks
_OWN = frozenset(("PRP$", "WP$"))
_ACTING = frozenset(("nsubj", "nsubjpass", "agent", "poss"))


def serves(mention: ActorMention) -> bool:
    """True for a description of somebody who leads or speaks for others, of whatever body: a leader, a spokeswoman; not a minister."""
    told = (mention.title or "").lower()
    return "minister" not in told and any(word in told for word in SERVING)


def owned(scene: Scene, mention: ActorMention) -> bool:
    """True for a description that tells itself whose it is: "its leader", "Blue Coast's leader"."""
    inside = scene.parse.words[mention.first : mention.head]
    return scene.parse.tags[mention.first] in _OWN or any(word in POSSESSIVES for word in inside)


def body_before(scene: Scene, number: int) -> int | None:
    """The number of the body that last did or said something before a mention: for whom "spokesman X" speaks."""
    here, parse = scene.mentions[number].first, scene.parse
    for other in range(number - 1, -1, -1):
        mention = scene.mentions[other]
        if here - mention.last > NEAR or parse.block_of(mention.head) == 0:
            return None
        acts = parse.deps[mention.head] in _ACTING and parse.quotation_of[mention.head] < 0
        if acts and mention.kind in BODIES and mention.form != "pronoun":
            return other
    return None


def of_bodies_told(scene: Scene, named: Mapping[int, Identity]) -> dict[int, Identity]:
    """The same, where those who are named behind the body that they serve belong to it: "FDN spokesman Raul Apaza"."""
    bodies: dict[str, Identity] = {}
    for number, identity in named.items():
        if identity.kind in BODIES and scene.mentions[number].form == "name":
            bodies.setdefault(scene.mentions[number].name or identity.name, identity)
    told: dict[str, Identity] = {}
    for number, identity in named.items():
        owner = bodies.get(_before_title(scene, scene.mentions[number])) if identity.kind == "person" and not identity.known else None
        if owner is not None and identity.office is not None:
            office = replace(identity.office, of=owner.country or owner.id)
            told.setdefault(identity.id, replace(identity, code=owner.code, country=owner.country, office=office, speaks_for=owner.id))
    return {number: told.get(identity.id, identity) for number, identity in named.items()}


def _before_title(scene: Scene, mention: ActorMention) -> str:
    """The words between the start of a named person and his title, whom he leads or speaks for: "FDN" of "FDN spokesman Raul Apaza"."""
    if mention.form != "name" or not serves(mention):
        return ""
    title = (mention.title or "").lower().split()[0]
    ends = next((i for i in range(mention.first, mention.head) if scene.parse.lowers[i] == title), mention.first)
    first = mention.first + (scene.parse.lowers[mention.first] == "the")
    return scene.parse.phrase(first, ends) if ends > first else ""


def for_no_state(scene: Scene, numbers: Sequence[int]) -> bool:
    """True for somebody who is told as "spokesman X" alone where the last body that did something is no state's."""
    bare = (n for n in numbers if _bare_spokesman(scene.mentions[n]))
    before = next((body for n in bare if (body := body_before(scene, n)) is not None), None)
    if before is None:
        return False
    told = scene.mentions[before]
    own = {short for short, _ in own_short_names(scene)}  # "the Kilo People's Army (KPA)", whoever else is called KPA
    return told.name in own or (told.kind not in STATES and told.country is None)


def _bare_spokesman(mention: ActorMention) -> bool:
    return mention.form == "name" and (mention.title or "").lower().startswith("spokes")


def leaders(scene: Scene, found: dict[int, Identity]) -> None:
    """Give people without a state or a body of their own, who lead or speak for another, to the one whom the possessive means."""
    told: dict[str, Identity] = {}
    for number, mention in enumerate(scene.mentions):
        identity = found.get(number)
        if mention.form == "pronoun" or mention.plural or identity is None or identity.kind != "person" or identity.known:
            continue
        if identity.office is None or identity.speaks_for is not None or identity.country is not None or not serves(mention):
            continue
        owner = _owner(scene, number, found)
        if owner is None or owner.id == identity.id:
            continue
        body = owner.speaks_for if owner.kind == "person" else owner.id
        if body is not None:
            office = replace(identity.office, of=owner.country or body)
            told.setdefault(identity.id, replace(identity, code=owner.code, country=owner.country, office=office, speaks_for=body))
    for number, identity in found.items():
        found[number] = told.get(identity.id, identity)


def _owner(scene: Scene, number: int, found: Mapping[int, Identity]) -> Identity | None:
    """Whom the possessive of a description means: the pronoun's antecedent, or the body whose name or description stands before the 's."""
    mention = scene.mentions[number]
    if _bare_spokesman(mention):
        before = body_before(scene, number)
        return found.get(before) if before is not None else None
    if mention.form == "name" or not owned(scene, mention):
        return None
    if scene.parse.tags[mention.first] in _OWN:
        same = number > 0 and scene.mentions[number - 1].first == mention.first
        return found.get(number - 1) if same else None
    ends = next((i for i in range(mention.first, mention.head) if scene.parse.words[i] in POSSESSIVES), None)
    phrase = scene.parse.phrase(mention.first, ends) if ends is not None else ""
    named = (each for each in found.values() if each.kind != "person" and (each.name == phrase or short_for(phrase, each.name)))
    text, wanted = scene.parse.text, phrase.lower()
    described = (found[n] for n in range(number - 1, -1, -1) if n in found and scene.mentions[n].span.of(text).lower() == wanted)
    return next(named, None) or next(described, None)
