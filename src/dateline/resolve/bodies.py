"""Bodies of a state told without the state: "the government", "the army", "parliament", "the foreign ministry"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.resolve.identities import Identity, Scene, seat, sectored
from dateline.resolve.persons import state_before

SECTORS = frozenset({"GOV", "MIL", "LEG", "COP"})
FILED, HEADED = 2.5, 2.0  # what the place of the dateline and a mention in the headline count, in mentions of the body
ABROAD = 0.5  # what the place of the dateline counts where the headline names other states alone: the host of talks
COLLECTIVE = frozenset(
    "government administration regime authorities cabinet junta parliament army military navy force forces police senate ministry "
    "troops congress assembly treasury presidency lawmakers legislators deputies".split()
)
OTHERS = frozenset(
    "city local provincial regional municipal district unity transitional new proposed rival interim caretaker coalition "
    "international allied own special joint peacekeeping opposition rebel pro-government anti-government".split()
)
UNDETERMINED = frozenset({"parliament", "police", "congress", "troops", "forces"})
CLOSE = 70  # tokens back in which the same body, told without its state, is still that state's
TELLING = frozenset("tell address ask inform brief urge warn".split())
AT_HOME = frozenset({"LEG", "OPP", "PTY", "REB", "CVL", "JUD"})
NEAR = 150  # tokens back in which the same body of a named state is looked for


def main_state(scene: Scene, named: Mapping[int, Identity]) -> str | None:
    """The state that the article is about: the one named most, as actor or as place; the dateline counts a little."""
    counts: dict[str, float] = {}
    covered: set[int] = set()
    headed: set[str] = set()
    for number, identity in named.items():
        mention = scene.mentions[number]
        if identity.country is not None and identity.kind != "media" and mention.form != "pronoun":
            covered.update(range(mention.first, mention.last))
            counts[identity.country] = counts.get(identity.country, 0.0) + _weight(scene, mention.head)
            headed.update([identity.country] if scene.parse.block_of(mention.head) == 0 else [])
    words = scene.parse.words
    for entity in scene.parse.entities:
        if entity.label == "GPE" and entity.first not in covered:
            known = scene.knowledge.actors.longest(words, entity.first, entity.last - entity.first)
            country = known[1][0][0].country if known is not None else None
            if country is not None:
                counts[country] = counts.get(country, 0.0) + _weight(scene, entity.first)
                headed.update([country] if scene.parse.block_of(entity.first) == 0 else [])
    for place in scene.places:
        filed = scene.knowledge.actors.named(place)
        if filed and filed[0][0].country is not None:
            country = filed[0][0].country
            counts[country] = counts.get(country, 0.0) + (ABROAD if headed - {country} and country not in headed else FILED)
    return max(counts, key=lambda country: (counts[country], country), default=None)


def _weight(scene: Scene, token: int) -> float:
    return HEADED if scene.parse.block_of(token) == 0 else 1.0


def body(scene: Scene, number: int, found: Mapping[int, Identity], main: str | None, said_by: Sequence[int | None]) -> Identity | None:
    """The body that a mention without owner means: that of the state named with it before, of the speaker, or of the main state."""
    mention, parse = scene.mentions[number], scene.parse
    if mention.kind == "person" or mention.sector is None or mention.sector[:3] not in SECTORS or not _bare(scene, number):
        return None
    if mention.kind == "population" and (mention.sector != "LEG" or parse.phrase(mention.first, mention.head).lower() != "the"):
        return None
    country = (
        _where(scene, number)
        or _named_before(scene, number, found)
        or _speakers(scene, number, found, said_by)
        or _doers(scene, number, found)
    )
    country = country or main or state_before(scene, number, None)
    if country is None:
        return None
    return sectored(country, mention.sector, parse.phrase(mention.first, mention.last), scene.knowledge)


def _bare(scene: Scene, number: int) -> bool:
    """Whether nothing but "the" and words of its function stand before the head."""
    mention, parse = scene.mentions[number], scene.parse
    if parse.lowers[mention.head] not in COLLECTIVE or mention.last != mention.head + 1 or mention.country or mention.affiliation:
        return False
    begin = mention.first + (parse.lowers[mention.first] == "the")
    if parse.lowers[mention.head] in ("troops", "soldiers") and parse.lowers[mention.head - 1] in ("government", "army"):
        return all(parse.tags[i] in ("CD", "DT", "JJR", "IN", "RB", "NN") for i in range(mention.first, mention.head))
    if begin == mention.first and parse.lowers[mention.head] not in UNDETERMINED and parse.deps[mention.head] != "nsubj":
        return False
    before = parse.lowers[begin : mention.head]
    if parse.lowers[mention.head] in ("troops", "forces", "force", "soldiers"):
        told = (
            not before and parse.deps[mention.head] == "nsubj" and parse.lowers[mention.head] == "troops" and parse.block_of(mention.head)
        )
        return bool(told) or before in (("security",), ("armed",), ("government",), ("state",), ("air",))
    named = parse.block_of(mention.head) > 0 and any(parse.words[i][:1].isupper() for i in range(begin, mention.head))
    return (
        len(before) < 3
        and not (named and begin > mention.first)  # "the Ruritanian army" is nobody's but theirs
        and OTHERS.isdisjoint(before)
        and not any(parse.pos[i] in ("DET", "NUM", "PRON", "VERB") for i in range(begin, mention.head))
    )


def _where(scene: Scene, number: int) -> str | None:
    """The state in which the body is said to be ("police in Kenya")."""
    return seat(scene, scene.mentions[number].last)


def _named_before(scene: Scene, number: int, found: Mapping[int, Identity]) -> str | None:
    """The state of the last mention of the same body with its state ("the Italian army ... the army")."""
    mention, parse = scene.mentions[number], scene.parse
    for other in range(number - 1, -1, -1):
        before = scene.mentions[other]
        if mention.first - before.last > NEAR:
            return None
        near = mention.first - before.last < CLOSE and before.country is None and number - other < 30  # "the government ... the government"
        if (
            (before.country is not None or near)
            and before.form == "nominal"
            and (parse.lowers[before.head] == parse.lowers[mention.head] or (before.sector or "") == mention.sector == "LEG")
            and other in found
        ):
            return found[other].country
    return None


def _doers(scene: Scene, number: int, found: Mapping[int, Identity]) -> str | None:
    """The state of the parliament, party or group at home that does something to the body ("the deputies urged the government")."""
    parse = scene.parse
    verb = next((above for above in parse.ancestors(scene.mentions[number].head) if parse.pos[above] == "VERB"), None)
    subject = parse.child(verb, "nsubj") if verb is not None else None
    doer = next((found[n] for n in range(number - 1, max(-1, number - 6), -1) if n in found and scene.mentions[n].head == subject), None)
    if doer is None or doer.country is None or verb is None:
        return None
    minister = scene.mentions[number].sector == "LEG" and parse.lemmas[verb] in TELLING and (doer.code or "")[3:6] == "GOV"
    return doer.country if minister or (doer.code or "")[3:6] in AT_HOME else None


def _speakers(scene: Scene, number: int, found: Mapping[int, Identity], said_by: Sequence[int | None]) -> str | None:
    """The state of him in whose quoted words the mention stands."""
    quotation = scene.parse.quotation_of[scene.mentions[number].head]
    speaker = said_by[quotation] if quotation >= 0 else None
    return found[speaker].country if speaker is not None and speaker in found else None
