"""Pronouns bound to the actors they mean."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.model.actor import ActorMention
from dateline.resolve.coreference import Animacy, Gender, Referent, antecedent
from dateline.resolve.identities import Identity, Scene, of_entry
from dateline.resolve.speakers import speakers

FIRST_SINGULAR = frozenset("i me my mine myself".split())
FIRST_PLURAL = frozenset("we us our ours ourselves".split())
RELATIVE = frozenset({"who", "whose", "whom"})
LEAST = -2.4  # a pronoun whose best antecedent scores less means nobody named
MASCULINE_TITLES = frozenset("mr mr. sir lord king prince sheikh spokesman chairman businessman father brother son husband".split())
FEMININE_TITLES = frozenset(
    "mrs mrs. ms ms. miss lady queen princess dame spokeswoman chairwoman businesswoman mother sister daughter wife".split()
)


def pronouns(scene: Scene, named: Mapping[int, Identity]) -> dict[int, Identity]:
    """The identities of the pronouns that mean an actor, in order of the text: each may lean on those before it."""
    found: dict[int, Identity] = {}
    owner_of = {mention.head: number for number, mention in enumerate(scene.mentions)}
    said_by = speakers(scene.parse, owner_of)
    seen: list[Referent] = []
    genders: dict[str, Gender] = {}
    for number, mention in enumerate(scene.mentions):
        if mention.form == "pronoun":
            identity = _meant(scene, mention, seen, named, found, said_by, owner_of)
            if identity is not None:
                found[number] = identity
        identity = named.get(number) or found.get(number)
        if identity is not None:
            _note_gender(scene, mention, identity, genders)
            seen.append(_referent(mention, identity, genders))
    return found


def _meant(
    scene: Scene, mention: ActorMention, seen: list[Referent], named: Mapping[int, Identity], found: Mapping[int, Identity],
    said_by: tuple[int | None, ...], owner_of: Mapping[int, int],
) -> Identity | None:  # fmt: skip
    word = scene.parse.lowers[mention.head]
    quotation = scene.parse.quotation_of[mention.head]
    speaker = said_by[quotation] if quotation >= 0 else None
    voice = (named.get(speaker) or found.get(speaker)) if speaker is not None else None
    if word in FIRST_SINGULAR:
        return voice if voice is not None and voice.kind == "person" else None
    if word in FIRST_PLURAL:
        return _we(scene, voice)
    if word in RELATIVE:
        above = scene.parse.heads[scene.parse.heads[mention.head]]
        number = owner_of.get(above)
        return (named.get(number) or found.get(number)) if number is not None else None
    best = antecedent(scene.parse, mention.head, seen, voice.id if voice is not None else None)
    if best is None or best.score < LEAST:
        return None
    return _identity_of(best.referent.key, named, found)


def _we(scene: Scene, voice: Identity | None) -> Identity | None:
    """Whom "we" means in someone's words: the speaker where it is many, else the government he speaks for."""
    if voice is None or voice.kind != "person" or voice.plural:
        return voice
    if voice.speaks_for is None:
        return None
    entry = scene.knowledge.actors.get(voice.speaks_for)
    return of_entry(entry) if entry is not None else None


def _identity_of(key: str, named: Mapping[int, Identity], found: Mapping[int, Identity]) -> Identity | None:
    return next((identity for identity in (*named.values(), *found.values()) if identity.id == key), None)


def _note_gender(scene: Scene, mention: ActorMention, identity: Identity, genders: dict[str, Gender]) -> None:
    if identity.kind != "person" or identity.id in genders:
        return
    for token in range(mention.first, mention.last):
        word = scene.parse.lowers[token]
        if word in MASCULINE_TITLES or word in ("he", "him", "his"):
            genders[identity.id] = "masculine"
        elif word in FEMININE_TITLES or word in ("she", "her", "hers"):
            genders[identity.id] = "feminine"


def _referent(mention: ActorMention, identity: Identity, genders: Mapping[str, Gender]) -> Referent:
    animacy: Animacy = "person" if identity.kind == "person" else "thing" if identity.kind == "document" else "group"
    plural = mention.plural or (animacy == "group" and identity.plural and mention.form == "nominal")
    return Referent(mention.first, mention.last, mention.head, identity.id, animacy, plural, genders.get(identity.id))
