"""Pronouns bound to the actors they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.extract.recognised import POSSESSIVES
from dateline.knowledge.first_names import Gender, first_names
from dateline.model.actor import ActorMention
from dateline.resolve.coreference import FEMININE, MASCULINE, REFLEXIVE, Animacy, Referent, antecedent
from dateline.resolve.identities import Identity, Scene, of_entry, sectored
from dateline.resolve.leaders import leaders
from dateline.resolve.nominals import force_of
from dateline.resolve.persons import held_office
from dateline.resolve.speakers import speakers
from dateline.resolve.spokesmen import LED

FIRST_SINGULAR = frozenset("i me my mine myself".split())
FIRST_PLURAL = frozenset("we us our ours ourselves".split())
RELATIVE = frozenset({"who", "whose", "whom"})
LEADS = frozenset("group movement party organisation organization front bloc".split())
MANY = frozenset("aircraft people police cattle spacecraft hovercraft personnel artillery".split())
PARTS = frozenset("nsubj nsubjpass dobj pobj attr conj poss ROOT".split())
NO_ACTOR = -0.5  # pronouns in news mean actors rather than things
LEAST = -2.4  # a pronoun whose best antecedent scores less means nobody named
MASCULINE_TITLES = frozenset("mr mr. sir lord king prince sheikh spokesman chairman businessman father brother son husband".split())
FEMININE_TITLES = frozenset(
    "mrs mrs. ms ms. miss lady queen princess dame spokeswoman chairwoman businesswoman mother sister daughter wife".split()
)


def pronouns(scene: Scene, named: Mapping[int, Identity]) -> dict[int, Identity]:
    """The identities of the pronouns that mean an actor, and of what is theirs ("its army"), in order of the text.

    Each may lean on those before it. Other nouns of the text stand among the candidates, so that "it" can mean a bridge.
    """
    found: dict[int, Identity] = {}
    owner_of = {mention.head: number for number, mention in enumerate(scene.mentions)}
    said_by = speakers(scene.parse, owner_of)
    others = _others(scene, owner_of)
    seen: list[Referent] = []
    genders: dict[str, Gender] = {}
    for number, mention in enumerate(scene.mentions):
        while others and others[-1].head < mention.first:
            seen.append(others.pop())
        identity = named.get(number)
        if mention.form == "pronoun":
            identity = _meant(scene, mention, seen, named, found, said_by, owner_of)
        elif identity is not None and mention.form == "nominal":
            identity = _theirs(scene, number, identity, found) or identity
        if identity is not None:
            found[number] = identity
            _note_gender(scene, mention, identity, genders)
            seen.append(_referent(mention, identity, genders))
    leaders(scene, found)
    for number, mention in enumerate(scene.mentions):
        if mention.form == "pronoun" and number not in found:
            identity = _first_person(scene, mention, _voice(scene, mention, named, found, said_by), found)
            if identity is not None:
                found[number] = identity
    _officials(scene, found)
    for number, mention in enumerate(scene.mentions):  # "our soldiers", once it is known who "we" are
        identity = found.get(number)
        if identity is not None and mention.form == "nominal" and scene.parse.lowers[mention.first] in FIRST_PLURAL | FIRST_SINGULAR:
            found[number] = _theirs(scene, number, identity, found) or identity
    return found


def _voice(
    scene: Scene, mention: ActorMention, named: Mapping[int, Identity], found: Mapping[int, Identity], said_by: tuple[int | None, ...]
) -> Identity | None:  # fmt: skip
    """Whose words the mention stands in, or None."""
    quotation = scene.parse.quotation_of[mention.head]
    speaker = said_by[quotation] if quotation >= 0 else None
    return (found.get(speaker) or named.get(speaker)) if speaker is not None else None


def _others(scene: Scene, owner_of: Mapping[int, int]) -> list[Referent]:
    """The nouns that are no mention of an actor, last first."""
    parse = scene.parse
    covered = {token for mention in scene.mentions if mention.form != "pronoun" for token in range(mention.first, mention.last)}
    return [
        Referent(token, token + 1, token, "", "thing", parse.tags[token] == "NNS" or parse.lowers[token] in MANY, weight=NO_ACTOR)
        for token in range(len(parse) - 1, -1, -1)
        if parse.pos[token] in ("NOUN", "PROPN") and token not in covered and token not in owner_of and parse.deps[token] in PARTS
    ]


def _theirs(scene: Scene, number: int, identity: Identity, found: Mapping[int, Identity]) -> Identity | None:
    """The identity of "its army", "their fighters": the sector of the state, or the group, that the pronoun before means."""
    mention = scene.mentions[number]
    if scene.parse.tags[mention.first] not in ("PRP$", "WP$") or number == 0 or scene.mentions[number - 1].first != mention.first:
        return None
    owner = found.get(number - 1)
    if owner is None or mention.sector is None:
        return None
    single = mention.kind == "person" and not mention.plural
    ruling = owner.kind == "person" and (owner.code or "").endswith("GOV") and mention.kind != "person"
    if (owner.kind == "government" or ruling) and owner.country is not None:
        if single:
            return identity if identity.known else held_office(scene, mention, owner.country) or _of_state(identity, owner)
        if mention.kind in ("armed-force", "government", "parliament", "armed-group") or mention.sector == "MIL":
            return sectored(owner.country, mention.sector, scene.parse.phrase(mention.first, mention.last), scene.knowledge)
    if owner.kind == "person" and not single:
        return _of_leader(scene, mention, owner)
    if owner.kind in ("armed-group", "armed-force"):
        if single:
            return replace(identity, code=owner.code, country=owner.country, speaks_for=owner.id) if not identity.known else None
        return owner if mention.sector in ("MIL", "REB", "UAF") else None
    return None


def _officials(scene: Scene, found: dict[int, Identity]) -> None:
    """Give unknown officials named behind a pronoun ("their spokesman Zaid Omar") to those whom it means."""
    told: dict[str, Identity] = {}
    for number in range(1, len(scene.mentions)):
        mention, before = scene.mentions[number], scene.mentions[number - 1]
        identity, owner = found.get(number), found.get(number - 1)
        if identity is None or owner is None or mention.form != "name" or identity.known or identity.office is None:
            continue
        if mention.country is not None or mention.affiliation is not None or owner.kind in ("population", "document"):
            continue
        theirs = before.last == mention.first and scene.parse.tags[before.head] == "PRP$"
        named = before.last == mention.first - 1 and scene.parse.words[before.last] in POSSESSIVES
        if theirs or (named and owner.kind == "person"):
            speaks = owner.id if owner.kind != "person" else owner.speaks_for
            told[identity.id] = replace(identity, code=owner.code, country=owner.country, speaks_for=speaks)
    for number, identity in found.items():
        if identity.id in told:
            found[number] = told[identity.id]


def _of_leader(scene: Scene, mention: ActorMention, owner: Identity) -> Identity | None:
    """Those whom a commander or leader leads ("his men", "her fighters"): the force or group that he belongs to."""
    entry = scene.knowledge.actors.get(owner.speaks_for) if owner.speaks_for else None
    if entry is not None and scene.parse.lowers[mention.head] in LEADS and entry.kind in ("armed-group", "party", "organisation"):
        return of_entry(entry)
    if scene.parse.lowers[mention.head] not in LED or any(scene.parse.tags[i] == "CD" for i in range(mention.first, mention.head)):
        return None
    return force_of(scene, owner, scene.parse.lowers[mention.head])


def _of_state(identity: Identity, owner: Identity) -> Identity:
    """An unknown official with the state that his title's pronoun means ("its foreign minister")."""
    if identity.known or identity.country is not None or identity.office is None:
        return identity
    office = replace(identity.office, of=owner.country)
    return replace(identity, country=owner.country, code=f"{owner.country}GOV", office=office, speaks_for=owner.id)


def _meant(
    scene: Scene, mention: ActorMention, seen: list[Referent], named: Mapping[int, Identity], found: Mapping[int, Identity],
    said_by: tuple[int | None, ...], owner_of: Mapping[int, int],
) -> Identity | None:  # fmt: skip
    word = scene.parse.lowers[mention.head]
    if word in FIRST_SINGULAR or word in FIRST_PLURAL:
        return None  # the speaker may be told behind his words: these are bound last
    voice = _voice(scene, mention, named, found, said_by)
    if word in REFLEXIVE and (subject := _own_subject(scene, mention.head)) is not None:
        number = owner_of.get(subject)
        return (found.get(number) or named.get(number)) if number is not None else None
    if word in RELATIVE:
        number = owner_of.get(_related(scene, mention.head))
        return (found.get(number) or named.get(number)) if number is not None else None
    if voice is not None and voice.speaks_for is not None and mention.plural:
        seen = [referent for referent in seen if referent.key != voice.speaks_for]  # he would say "we"
    best = antecedent(scene.parse, mention.head, seen, voice.id if voice is not None else None)
    if best is None or best.score < LEAST or not best.referent.key:
        return None
    return _identity_of(best.referent.key, named, found)


def _own_subject(scene: Scene, token: int) -> int | None:
    """The subject of the verb whose object a reflexive pronoun is: whom it means."""
    parse = scene.parse
    if parse.deps[token] not in ("dobj", "dative", "pobj", "iobj"):
        return None
    verb = next((above for above in parse.ancestors(token) if parse.pos[above] in ("VERB", "AUX")), None)
    return parse.child(verb, "nsubj") if verb is not None else None


def _related(scene: Scene, token: int) -> int:
    """The head of the noun phrase that a relative pronoun belongs to; the token itself if there is none."""
    parse = scene.parse
    return next((parse.heads[node] for node in (token, *parse.ancestors(token)) if parse.deps[node] == "relcl"), token)


def _first_person(scene: Scene, mention: ActorMention, voice: Identity | None, found: Mapping[int, Identity]) -> Identity | None:
    """Whom "I" or "we" means in somebody's words."""
    word = scene.parse.lowers[mention.head]
    if word in FIRST_SINGULAR:
        return voice if voice is not None and voice.kind == "person" else None
    return _we(scene, voice, found) if word in FIRST_PLURAL else None


def _we(scene: Scene, voice: Identity | None, found: Mapping[int, Identity]) -> Identity | None:
    """Whom "we" means in someone's words: the speaker where it is many, else the government he speaks for."""
    if voice is None or voice.kind != "person" or voice.plural:
        return voice
    if voice.speaks_for is None:
        return None
    entry = scene.knowledge.actors.get(voice.speaks_for)
    return of_entry(entry) if entry is not None else _identity_of(voice.speaks_for, found, {})


def _identity_of(key: str, named: Mapping[int, Identity], found: Mapping[int, Identity]) -> Identity | None:
    return next((identity for identity in (*named.values(), *found.values()) if identity.id == key), None)


def _note_gender(scene: Scene, mention: ActorMention, identity: Identity, genders: dict[str, Gender]) -> None:
    """Keep what titles, pronouns and, failing these, the first name say of a person's gender."""
    if identity.kind != "person":
        return
    for token in range(mention.first, mention.last):
        word = scene.parse.lowers[token]
        if word in MASCULINE_TITLES or word in MASCULINE:
            genders[identity.id] = "masculine"
        elif word in FEMININE_TITLES or word in FEMININE:
            genders[identity.id] = "feminine"
    if identity.id not in genders:
        told = first_names().gender(identity.name.split(" ", 1)[0]) if " " in identity.name else None
        if told is not None:
            genders[identity.id] = told


def _referent(mention: ActorMention, identity: Identity, genders: Mapping[str, Gender]) -> Referent:
    animacy: Animacy = "person" if identity.kind == "person" else "thing" if identity.kind == "document" else "group"
    return Referent(mention.first, mention.last, mention.head, identity.id, animacy, mention.plural, genders.get(identity.id))
