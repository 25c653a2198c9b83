"""Who does an event that a noun names, and to whom: possessors, demonyms, prepositions, and the verbs above the noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.frames import NUMBER, PLACE, STATE, Sense, Site, modifiers
from dateline.extract.participants import Roles, by_preposition, given_to, somebody, verb_slots
from dateline.linguistics.clauses import agents, conjuncts, patients

if TYPE_CHECKING:
    from dateline.knowledge.triggers import Trigger
    from dateline.model.parse import Parse


# Words before "of talks" that only measure them, and prepositions that tie somebody's act to a meeting of his.
_STRETCHES = frozenset(("hour", "day", "week", "month", "year", "night", "round", "series", "session", "marathon", "set"))
_AROUND = frozenset(("after", "during", "following", "before", "at", "in", "from", "for"))
_MENACING = frozenset(("threaten", "hit", "punish", "slap", "menace", "reward", "face"))


def noun_roles(trigger: Trigger, site: Site, words: Sense) -> Roles:
    """The roles around an event noun: possessor, "by", demonym before it, or the subject of the verb above it."""
    parse, noun = words.parse, site.head
    light, owner = verbs_above(parse, noun, words)
    source = received(parse, noun, words)
    given = given_to(parse, parse.heads[noun], words)
    blamed = _blamed(parse, noun)
    slots = {
        "poss": tuple(t for c in parse.children[noun] if parse.deps[c] == "poss" for t in conjuncts(parse, c)),
        "mod": tuple(
            t
            for t in modifiers(parse, noun)
            if _party(words, t) and t not in given and not (_by_people(trigger) and words.bits[t] & (STATE | PLACE))
        ),
        "light": agents(parse, light) if light is not None else (),
        "controller": agents(parse, owner) if owner is not None else blamed,
    }
    slots |= _inner(parse, site) | by_preposition(site)
    if source is not None:
        slots |= {name: found for name, found in _preps(parse, source) if name in ("from", "by")}
    doers = next((kept for slot in trigger.actor if (kept := tuple(t for t in slots.get(slot, ()) if _can_do(slot, t, words)))), ())
    if not doers and trigger.type == "CONSULT":
        doers = _around(words, noun)
    recipients = _first(trigger.recipient, slots, words)
    if not recipients and owner is not None:
        above = verb_slots(Site(owner, (), (), tuple(_preps(parse, owner)), passive=False))
        recipients = _first(trigger.recipient, above, words)
    if not recipients:
        recipients = tuple(t for t in _addressed(parse, noun, words) if somebody(t, words))
    return Roles(doers, tuple(t for t in recipients if t not in doers), light, owner)


def _addressed(parse: Parse, noun: int, words: Sense) -> tuple[int, ...]:
    """Whom the verb above gives, or threatens with, what the noun names: "promised the family a grant", "hit Lima with sanctions"."""
    head, label = parse.heads[noun], parse.deps[noun]
    if label == "dobj" and parse.pos[head] == "VERB":
        told = tuple(t for c in parse.children[head] if parse.deps[c] == "dative" and c < noun for t in conjuncts(parse, c))
        return told or given_to(parse, head, words)
    verb = parse.heads[head]
    if label == "pobj" and parse.lowers[head] == "with" and parse.lemmas[verb] in _MENACING:
        return patients(parse, verb)
    return ()


def _by_people(trigger: Trigger) -> bool:
    """Whether people do what the noun names, so that a state before it tells where: "the Iran protests", "Paris riots"."""
    return trigger.type == "PROTEST"


def _first(order: tuple[str, ...], slots: dict[str, tuple[int, ...]], words: Sense) -> tuple[int, ...]:
    """The fillers of the first slot that holds somebody: "strikes on Monday on the rebels" are on the rebels."""
    filled = [slots[slot] for slot in order if slots.get(slot)]
    return next((kept for found in filled if (kept := tuple(t for t in found if somebody(t, words)))), filled[0] if filled else ())


def verbs_above(parse: Parse, noun: int, words: Sense) -> tuple[int | None, int | None]:
    """The light verb whose object the noun is, and the verb whose subject would do what the noun names; None where there is none."""
    node = noun
    while parse.deps[node] == "conj" and parse.heads[node] != node and parse.pos[parse.heads[node]] in ("NOUN", "PROPN"):
        node = parse.heads[node]
    label, head = parse.deps[node], parse.heads[node]
    if parse.pos[head] == "ADP" and parse.lowers[head] in ("in", "out", "up", "with", "for", "on") and label == "pobj":
        label, head = "dobj", parse.heads[head]
        if parse.lemmas[head] not in ("engage", "participate", "carry", "lead", "step", "go", "proceed", "push", "threaten", "take"):
            return None, None
    if head == node or parse.pos[head] != "VERB" or label not in ("dobj", "nsubjpass", "attr", "oprd"):
        return None, None
    lemma = parse.lemmas[head]
    if lemma in words.table.light or (lemma not in words.table.own and lemma + "e" in words.table.light):
        return head, head
    return None, head if lemma in words.table.own else None


def _around(words: Sense, noun: int) -> tuple[int, ...]:
    """Who speaks or acts at a meeting is one of those who meet: "he said after talks in Xiamen"."""
    parse = words.parse
    if parse.lowers[parse.heads[noun]] == "of" and parse.lemmas[parse.heads[parse.heads[noun]]] in _STRETCHES:
        noun = parse.heads[parse.heads[noun]]
    prep = parse.heads[noun]
    if parse.deps[noun] != "pobj" or parse.lowers[prep] not in _AROUND:
        return ()
    above = parse.heads[prep]
    return tuple(t for t in agents(parse, above) if words.may_act(t)) if parse.pos[above] == "VERB" else ()


def _party(words: Sense, token: int) -> bool:
    """Whether a word before an event noun names who does it: "Russian", "rebel", not "military" or "deadly"."""
    bits = words.bits[token]
    if bits:
        return not bits & NUMBER and words.parse.pos[token] in ("PROPN", "ADJ", "NOUN")
    return any(words.lemma(token) in words.table.classes[name] for name in ("side", "armed", "group"))


def _inner(parse: Parse, site: Site) -> dict[str, tuple[int, ...]]:
    """Doers that hang on the object of "of": "a threat of sanctions from Washington"."""
    inside = [t for name, objects in site.preps if name == "of" for t in objects]
    return {name: found for t in inside for name, found in _preps(parse, t) if name in ("from", "by")}


def _blamed(parse: Parse, noun: int) -> tuple[int, ...]:
    """Who is said to have done what the noun names: "claimed responsibility for the attack", "accused Moscow of an attack"."""
    prep = parse.heads[noun]
    if parse.deps[noun] != "pobj" or parse.lowers[prep] not in ("for", "of"):
        return ()
    above = parse.heads[prep]
    if parse.lemmas[above] == "responsibility" and parse.pos[parse.heads[above]] == "VERB":
        return agents(parse, parse.heads[above])
    if parse.deps[above] == "dobj" and parse.lemmas[parse.heads[above]] in ("accuse", "blame", "suspect"):
        return conjuncts(parse, above)
    return patients(parse, above) if parse.lemmas[above] in ("accuse", "blame", "suspect") else ()


def received(parse: Parse, noun: int, words: Sense) -> int | None:
    """The verb whose subject gets what the noun names: "drew a threat of sanctions from Washington"."""
    head = parse.heads[noun]
    return head if parse.deps[noun] == "dobj" and parse.lemmas[head] in words.table.received else None


def _preps(parse: Parse, verb: int) -> list[tuple[str, tuple[int, ...]]]:
    return [
        (parse.lowers[c], tuple(t for p in parse.children[c] if parse.deps[p] == "pobj" for t in conjuncts(parse, p)))
        for c in parse.children[verb]
        if parse.deps[c] == "prep"
    ]


def _can_do(slot: str, token: int, words: Sense) -> bool:
    if slot == "by":
        return somebody(token, words)  # "by Turkish ships"
    return words.may_act(token) or (slot == "poss" and bool(words.bits[token]))
