"""Who does an event and to whom: slots of a trigger filled with noun phrases, and the actors behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.frames import NUMBER, PLACE, Sense, Site, modifiers
from dateline.linguistics.clauses import agents, clause_head, conjuncts, governor, patients
from dateline.linguistics.verb_groups import is_passive
from dateline.model.actor import Actor, ActorRef, Actors, Mention

if TYPE_CHECKING:
    from dateline.knowledge.triggers import Trigger
    from dateline.model.parse import Parse
    from dateline.model.place import Places
    from dateline.model.span import Span
    from dateline.model.statement import Statement

_SPEAKING = frozenset(("we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine", "myself"))
_THINGS = frozenset(("it", "this", "that", "these", "those", "which", "what"))
_PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))
_OWNED = ("of", "by", "from", "in", "to", "between", "against", "with")
_CLAUSES = frozenset(("relcl", "acl", "appos", "advcl", "ccomp"))


@dataclass(frozen=True, slots=True)
class Roles:
    """Heads of the noun phrases that do an event and that it is done to, and the light verb above a noun, if any."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    light: int | None = None
    owner: int | None = None


def verb_roles(trigger: Trigger, site: Site, words: Sense) -> Roles:
    """The roles around a verb."""
    slots = _verb_slots(site)
    doers = next((found for slot in trigger.actor if (found := slots.get(slot, ()))), ())
    if _suffered(trigger, site, words):
        return Roles((), doers)
    if not doers and site.passive and trigger.type in ("MOBILIZE", "PROTEST"):
        doers = tuple(t for t in site.objects if words.may_act(t))
    return Roles(doers, _recipients(trigger, site, words, slots))


def _suffered(trigger: Trigger, site: Site, words: Sense) -> bool:
    """Whether a number of people is what a verb without object was done to: "30 were arrested and at least four killed"."""
    if site.passive or site.objects or trigger.lemma not in ("kill", "wound", "injure", "arrest", "detain", "jail", "displace"):
        return False
    return bool(site.doers) and all(words.bits[t] & NUMBER for t in site.doers)


def noun_roles(trigger: Trigger, site: Site, words: Sense) -> Roles:
    """The roles around an event noun: possessor, "by", demonym before it, or the subject of the verb above it."""
    parse, noun = words.parse, site.head
    light, owner = verbs_above(parse, noun, words)
    source = received(parse, noun, words)
    blamed = _blamed(parse, noun)
    slots = {
        "poss": tuple(t for c in parse.children[noun] if parse.deps[c] == "poss" for t in conjuncts(parse, c)),
        "mod": tuple(t for t in modifiers(parse, noun) if _party(words, t)),
        "light": agents(parse, light) if light is not None else (),
        "controller": agents(parse, owner) if owner is not None else blamed,
    }
    slots |= _inner(parse, site) | _by_preposition(site)
    if source is not None:
        slots |= {name: found for name, found in _preps(parse, source) if name in ("from", "by")}
    doers = next((kept for slot in trigger.actor if (kept := tuple(t for t in slots.get(slot, ()) if _can_do(slot, t, words)))), ())
    recipients = next((slots[slot] for slot in trigger.recipient if slots.get(slot)), ())
    if not recipients and owner is not None:
        above = _verb_slots(Site(owner, (), (), tuple(_preps(parse, owner)), passive=False))
        recipients = next((above[slot] for slot in trigger.recipient if above.get(slot)), ())
    return Roles(doers, tuple(t for t in recipients if t not in doers), light, owner)


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


def _party(words: Sense, token: int) -> bool:
    """Whether a word before an event noun names who does it: "Russian", "rebel", not "military" or "deadly"."""
    bits = words.bits[token]
    if bits:
        return not bits & NUMBER and words.parse.pos[token] in ("PROPN", "ADJ", "NOUN")
    return any(words.parse.lemmas[token].lower() in words.table.classes[name] for name in ("side", "armed", "group"))


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
    return words.may_act(token) if slot not in ("poss", "by") else words.may_act(token) or bool(words.bits[token])


def _by_preposition(site: Site) -> dict[str, tuple[int, ...]]:
    slots: dict[str, tuple[int, ...]] = {}
    for name, objects in site.preps:
        if objects:
            slots.setdefault(name, objects)
    return slots


def _verb_slots(site: Site) -> dict[str, tuple[int, ...]]:
    return _by_preposition(site) | {"subj": site.doers, "obj": site.objects}


def _recipients(trigger: Trigger, site: Site, words: Sense, slots: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    parse = words.parse
    dative = tuple(t for c in parse.children[site.head] if parse.deps[c] == "dative" and parse.pos[c] != "ADP" for t in conjuncts(parse, c))
    filled = slots | {"dative": dative}
    named = trigger.names_filler("obj")
    for slot in trigger.recipient:
        found = filled.get(slot, ())
        if slot == "obj" and named and not any(words.may_act(t) or words.bits[t] for t in found):
            continue
        if slot not in ("obj", "dative"):
            found = tuple(t for t in found if words.may_act(t) or words.bits[t] or _owner_inside(parse, t, words) is not None)
        if found:
            return tuple(t for t in found if t not in site.doers)
    return ()


def _owner_inside(parse: Parse, token: int, words: Sense) -> int | None:
    """The actor inside a noun phrase that stands for the whole: "a depot of the Syrian army", "Iran's parliament", "a call by Paris"."""
    before = [c for c in parse.children[token] if parse.deps[c] in ("poss", "amod", "compound", "nmod") and words.bits[c] & 7]
    named = [c for c in before if parse.pos[c] != "PRON"]
    if named:
        return named[0]
    if before and any(parse.lemmas[token].lower() in words.table.classes[name] for name in ("force", "weapon", "troops", "following")):
        return before[0]
    for name in _OWNED:
        for child in parse.children[token]:
            if parse.lowers[child] == name and parse.deps[child] in ("prep", "agent"):
                for inner in parse.children[child]:
                    if parse.deps[inner] == "pobj" and words.bits[inner] & 7:
                        return inner
    return None


@dataclass(frozen=True, slots=True)
class Cast:
    """All that is needed to turn the head of a noun phrase into a reference to an actor."""

    words: Sense
    actors: Actors
    places: Places
    statements: tuple[Statement, ...]

    def refs(self, heads: tuple[int, ...], *, places: bool = False, capitals: bool = True) -> tuple[ActorRef, ...]:
        """The actors behind the heads, each once; words for somebody unknown are kept, words for a place only with ``places``.

        With ``capitals`` a capital stands for its government.
        """
        found: dict[str, ActorRef] = {}
        for head in heads:
            ref = self.ref(head, places=places, capitals=capitals)
            if ref is not None:
                found.setdefault(ref.actor or f"{ref.spans[0].start}", ref)
        return tuple(found.values())

    def ref(self, head: int, *, places: bool = False, capitals: bool = True) -> ActorRef | None:
        """The actor behind the noun phrase headed by ``head``: the one it names, who speaks, the state of a country, or its owner."""
        parse = self.words.parse
        span = parse.span(head, head + 1)
        hit = self._named(span)
        if hit is not None:
            return ActorRef(self._issuer(hit[1], hit[0]) or hit[1].id, (hit[0],))
        if parse.lowers[head] in _SPEAKING:
            return self._speaking(head, span)
        state = self._state(span, capitals=capitals)
        if state is not None:
            return ActorRef(state, (span,))
        owner = _owner_inside(parse, head, self.words)
        if owner is not None and owner != head:
            inner = self._named(parse.span(owner, owner + 1))
            state = inner[1].id if inner is not None else self._state(parse.span(owner, owner + 1))
            if state is not None:
                return ActorRef(state, (phrase(parse, head),))
        bits = self.words.bits[head]
        if parse.lowers[head] in _THINGS or parse.lemmas[head] in self.words.table.classes["document"]:
            return None
        kept = (places and bits & PLACE) or (self.words.may_act(head) and bits & 15 != PLACE)
        return ActorRef(None, (phrase(parse, head),)) if kept else None

    def _named(self, span: Span) -> tuple[Span, Actor, Mention] | None:
        return self.actors.at(span)

    def _issuer(self, actor: Actor, span: Span) -> str | None:
        """Who issued a document that acts here: whom it speaks for, or who spoke where it was mentioned first."""
        if actor.kind != "document":
            return None
        if actor.speaks_for is not None:
            return actor.speaks_for if self.actors.get(actor.speaks_for) else None
        parse = self.words.parse
        token = parse.tokens(span)[-1]
        for statement in reversed(self.statements):
            if statement.cue is None or statement.speaker is None or statement.cue.spans[0].start >= span.start:
                continue
            cue = parse.token_at(statement.cue.spans[0].start)
            sentence = parse.sentence(cue) if cue is not None else None
            if sentence is not None and parse.lemmas[token] in parse.lemmas[sentence.first : sentence.last]:
                return statement.speaker.actor if statement.speaker.actor != actor.id else None
        return None

    def _speaking(self, head: int, span: Span) -> ActorRef | None:
        """Whoever says "I" or "we" inside a statement; "we" is the government a person speaks for."""
        inside = [s for s in self.statements if any(c.overlaps(span) for c in s.content.spans)]
        if not inside:
            return None
        speaker = min(inside, key=lambda s: sum(len(c) for c in s.content.spans)).speaker
        actor = self.actors.get(speaker.actor) if speaker is not None else None
        if actor is None:
            return None
        plural = self.words.parse.lowers[head] in _PLURAL
        spoken_for = actor.speaks_for if plural and actor.speaks_for and self.actors.get(actor.speaks_for) else None
        return ActorRef(spoken_for or actor.id, (span,))

    def _state(self, span: Span, *, capitals: bool = False) -> str | None:
        """The government of the country whose name (or capital) stands here, if the article has it among its actors."""
        for _, place in self.places.within(span):
            seat = capitals and place.feature is not None and place.feature.endswith("PPLC")
            if (place.kind == "country" or seat) and place.country is not None and self.actors.get(f"{place.country}-GOV"):
                return f"{place.country}-GOV"
        return None


def phrase(parse: Parse, head: int) -> Span:
    """The noun phrase of ``head`` from its first word to its head, without what follows."""
    first = min((parse.left[c] for c in parse.children[head] if c < head and parse.deps[c] not in _CLAUSES), default=head)
    while first < head and parse.pos[first] in ("DET", "PUNCT"):
        first += 1
    return parse.span(first, head + 1)


def governs(parse: Parse, verb: int, noun: int) -> bool:
    """Whether ``noun`` is an argument of ``verb`` or of what it governs directly."""
    above = governor(parse, noun)
    return above == verb or (above is not None and parse.pos[above] != "VERB" and clause_head(parse, above) == verb)


def done_by(parse: Parse, verb: int, noun: int) -> bool:
    """Whether the happening that ``noun`` names is what does ``verb``: "the raid killed five", "killed in a raid"."""
    if noun in agents(parse, verb):
        return True
    if not is_passive(parse, verb) and noun in patients(parse, verb):
        return False
    return any(
        parse.lowers[c] in ("in", "by", "during", "when") and noun in [t for p in parse.children[c] for t in conjuncts(parse, p)]
        for c in parse.children[verb]
    )
