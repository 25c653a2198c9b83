"""Who does an event and to whom: slots of a trigger filled with noun phrases, and the actors behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.frames import NUMBER, PLACE, QUANTITIES, STATE, Sense, Site
from dateline.linguistics.clauses import agents, clause_head, conjuncts, governor, patients
from dateline.linguistics.verb_groups import is_passive
from dateline.model.actor import Actor, ActorRef, Actors, Mention
from dateline.model.span import hull

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.triggers import Trigger
    from dateline.model.parse import Parse
    from dateline.model.place import Places
    from dateline.model.span import Span
    from dateline.model.statement import Statement

_SPEAKING = frozenset(("we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine", "myself"))
_THINGS = frozenset(("it", "this", "that", "these", "those", "which", "what"))
# Words that name nobody: pronouns that nothing resolved are left out, too.
_NOBODY = frozenset(
    (
        "they",
        "them",
        "he",
        "him",
        "she",
        "her",
        "you",
        "who",
        "whom",
        "themselves",
        "himself",
        "each",
        "other",
        "nobody",
        "none",
        "nothing",
        "anybody",
        "anyone",
        "anything",
        "everything",
        "something",
    )
)
_RELATIONS = frozenset(("across", "after", "against", "amid", "over", "near", "into", "from", "despite", "as", "before", "during", "ahead"))
_PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))
_OWNED = ("of", "by", "from", "in", "to", "between", "against", "with")
_YEAR = 4  # digits
_GIVING = frozenset(("promise", "offer", "give", "grant", "pledge", "send", "lend", "owe", "guarantee", "deny", "supply", "sell"))
_LANDS = frozenset(("country", "government", "nation", "state", "homeland", "kingdom", "republic"))
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
    slots = verb_slots(site)
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


def by_preposition(site: Site) -> dict[str, tuple[int, ...]]:
    """The fillers of each preposition around a trigger, in order."""
    slots: dict[str, tuple[int, ...]] = {}
    for name, objects in site.preps:
        slots[name] = (*slots.get(name, ()), *(t for t in objects if t not in slots.get(name, ())))
    return {name: objects for name, objects in slots.items() if objects}


def verb_slots(site: Site) -> dict[str, tuple[int, ...]]:
    """The fillers of all slots around a verb: subject, object, prepositions."""
    return by_preposition(site) | {"subj": site.doers, "obj": site.objects}


def _recipients(trigger: Trigger, site: Site, words: Sense, slots: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    parse = words.parse
    dative = tuple(t for c in parse.children[site.head] if parse.deps[c] == "dative" and parse.pos[c] != "ADP" for t in conjuncts(parse, c))
    dative = dative or given_to(parse, site.head, words)
    filled = slots | {"dative": dative}
    named = trigger.names_filler("obj")
    for slot in trigger.recipient:
        found = filled.get(slot, ())
        if slot == "obj" and named and not any(words.may_act(t) or words.bits[t] for t in found):
            found = _behind_things(trigger, found, words)
        kept = tuple(t for t in found if somebody(t, words))
        if slot not in ("obj", "dative") and any(t > site.head for t in kept):
            kept = tuple(t for t in kept if t > site.head)  # "At the border troops fired at a crowd"
        if kept:
            return tuple(t for t in (found if slot in ("obj", "dative") else kept) if t not in site.doers)
    return ()


def _named_before(parse: Parse, objects: tuple[int, ...], words: Sense) -> tuple[int, ...]:
    """Who gets something where the parser takes his name for part of what he gets: "lent Kabul millions"."""
    return tuple(c for t in objects for c in parse.children[t] if parse.deps[c] in ("compound", "nmod") and words.bits[c] & STATE)


def _behind_things(trigger: Trigger, objects: tuple[int, ...], words: Sense) -> tuple[int, ...]:
    """Of objects that are nobody themselves, those that are somebody's: "hit a convoy of the Turkish army"."""
    if trigger.type == "AID":
        return _named_before(words.parse, objects, words)
    return tuple(t for t in objects if _is_held(words.parse, t, words)) if trigger.type == "ASSAULT" else ()


def _is_held(parse: Parse, thing: int, words: Sense) -> bool:
    """Whether a possessor, a demonym or a name behind "of" says whose the thing is."""
    own = [c for c in parse.children[thing] if parse.deps[c] in ("poss", "amod")]
    told = (p for c in parse.children[thing] if parse.lowers[c] == "of" for p in parse.children[c])
    return any(words.bits[t] & 7 and parse.pos[t] != "PRON" for t in (*own, *told))


def given_to(parse: Parse, verb: int, words: Sense) -> tuple[int, ...]:
    """Who is given or promised something where the parser takes his name for part of it: "promised Quito aid", "sent Kyiv two tanks"."""
    thing = parse.child(verb, "dobj")
    if parse.lemmas[verb] not in _GIVING or thing is None or thing <= verb + 1:
        return ()
    name = verb + 1
    if words.bits[name] & STATE and parse.pos[name] == "PROPN" and parse.words[name + 1] not in ("'s", "’s"):
        return (name,) if parse.heads[name] == thing and parse.deps[name] in ("compound", "nmod") else ()
    people = (c for c in parse.children[thing] if parse.deps[c] in ("compound", "nmod") and parse.tags[c] == "NNS" and c < thing)
    return tuple(c for c in people if words.may_act(c))[:1]  # "promised Egyptian farmers compensation"


def somebody(token: int, words: Sense) -> bool:
    """Whether the noun phrase stands for somebody: by itself, or by an actor inside it."""
    if words.parse.tags[token] == "CD" and len(words.parse.words[token]) == _YEAR and words.parse.words[token].isdecimal():
        return False  # "in 2021"
    return words.may_act(token) or bool(words.bits[token]) or _owner_inside(words.parse, token, words) is not None


def _owner_inside(parse: Parse, token: int, words: Sense, depth: int = 1) -> int | None:
    """The actor inside a noun phrase that stands for the whole: "a depot of the Syrian army", "Iran's parliament", "a call by Paris"."""
    before = [c for c in parse.children[token] if parse.deps[c] in ("poss", "amod", "compound", "nmod") and words.bits[c] & 7]
    named = [c for c in before if parse.pos[c] != "PRON"]
    if named:
        return named[0]
    if before and any(
        words.lemma(token) in words.table.classes[name]
        for name in ("force", "weapon", "troops", "following", "target", "arms", "territory")
    ):
        return before[0]
    for name in _OWNED:
        for child in parse.children[token]:
            if parse.lowers[child] == name and parse.deps[child] in ("prep", "agent"):
                for inner in parse.children[child]:
                    if parse.deps[inner] == "pobj" and words.bits[inner] & 7:
                        return inner
                    if parse.deps[inner] == "pobj" and depth > 0 and (found := _owner_inside(parse, inner, words, depth - 1)) is not None:
                        return found
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
            for ref in (*self._fellows(head), self.ref(head, places=places, capitals=capitals), *self._listed(head)):
                if ref is not None:
                    found.setdefault(ref.actor or f"{ref.spans[0].start}", ref)
        return tuple(found.values())

    def _fellows(self, head: int) -> Iterator[ActorRef]:
        """Those of the other states whose demonyms share a noun with the last one: "Greek and Turkish officers"."""
        parse = self.words.parse
        before = [c for c in parse.children[head] if c < head and parse.deps[c] in ("amod", "compound", "nmod")]
        joined = any(parse.deps[c] == "cc" for b in before for c in parse.children[b])
        for token in before if joined else ():
            hit = self._named(parse.span(token, token + 1))
            if hit is not None and hit[2].form == "demonym" and hit[0].end <= parse.ends[token]:
                yield ActorRef(hit[1].id, (hit[0],))

    def _listed(self, head: int) -> Iterator[ActorRef]:
        """Those of the other states listed behind a noun: "the leaders of Mali, Niger and Chad", "troops from Kenya and Uganda"."""
        parse = self.words.parse
        preps = [c for c in parse.children[head] if c == head + 1 and parse.lowers[c] in ("of", "from") and parse.tags[head] == "NNS"]
        first = next((p for c in preps for p in parse.children[c] if parse.deps[p] == "pobj"), None)
        for token in conjuncts(parse, first)[1:] if first is not None else ():
            hit = self._named(parse.span(token, token + 1))
            if hit is not None and hit[2].form == "place-name" and self._named(parse.span(head, head + 1)) is not None:
                yield ActorRef(hit[1].id, (hit[0],))

    def ref(self, head: int, *, places: bool = False, capitals: bool = True) -> ActorRef | None:
        """The actor behind the noun phrase headed by ``head``: the one it names, who speaks, the state of a country, or its owner."""
        parse = self.words.parse
        span = parse.span(head, head + 1)
        hit = self._named(span)
        counted = self._counted(head)
        if counted is not None:
            return counted
        if hit is not None and hit[1].id.startswith("nominal/") and parse.tags[head] == "NN" and (named := self._beside(head)) is not None:
            return named  # "its minister of state, Omar Sabri"
        if hit is not None:
            return ActorRef(self._issuer(hit[1], hit[0]) or hit[1].id, (hit[0],))
        if parse.lowers[head] in _SPEAKING:
            return self.speaker(span, plural=parse.lowers[head] in _PLURAL)
        state = self._state(span, capitals=capitals)
        if state is not None:
            return ActorRef(state, (span,))
        named = self._beside(head)
        if named is not None:
            return named
        own = self._his_country(head)
        if own is not None:
            return ActorRef(own, (phrase(parse, head),))
        owner = _owner_inside(parse, head, self.words)
        if owner is not None and owner != head:
            inner = self._named(parse.span(owner, owner + 1))
            state = inner[1].id if inner is not None else self._state(parse.span(owner, owner + 1))
            if state is not None or not self.words.bits[owner] & PLACE:
                return ActorRef(state, (phrase(parse, head),))  # "Azerbaijani positions", whoever holds them
        bits = self.words.bits[head]
        if parse.lowers[head] in _THINGS or self.words.lemma(head) in self.words.table.classes["document"]:
            return None
        kept = (places and bits & PLACE) or (self.words.may_act(head) and bits & 15 != PLACE)
        return ActorRef(None, (phrase(parse, head),)) if kept and not self._misread(head) else None

    def _beside(self, head: int) -> ActorRef | None:
        """The one named beside a description that names nobody: "his counterpart, Ararat Mirzoyan"."""
        parse = self.words.parse
        beside = next((c for c in parse.children[head] if c > head and parse.deps[c] == "appos" and parse.pos[c] == "PROPN"), None)
        if beside is None and head + 1 < len(parse) and parse.pos[head] == "NOUN":
            beside = head + 1  # "her counterpart Delcy Rossi"
        hit = self._named(parse.span(beside, beside + 1)) if beside is not None else None
        known = hit is not None and hit[1].kind == "person" and hit[2].form == "name"
        return ActorRef(hit[1].id, (hull((phrase(parse, head), hit[0])),)) if hit is not None and known else None

    def _counted(self, head: int) -> ActorRef | None:
        """Those who are counted or gathered: "hundreds of protesters", "a group of armed men"."""
        parse = self.words.parse
        if self.words.lemma(head) not in QUANTITIES:
            return None
        of = next((c for c in parse.children[head] if parse.lowers[c] == "of" and c == head + 1), None)
        inner = parse.child(of, "pobj") if of is not None else None
        if inner is not None and self.words.lemma(inner) in QUANTITIES:
            return None  # "tens of thousands of Kurds"
        hit = self._named(parse.span(inner, inner + 1)) if inner is not None else None
        return ActorRef(hit[1].id, (hull((parse.span(parse.left[head], head + 1), hit[0])),)) if hit is not None else None

    def _his_country(self, head: int) -> str | None:
        """The government that "his country", "our government" means in a sentence on one who speaks for it."""
        parse = self.words.parse
        owner = parse.child(head, "poss")
        if parse.lowers[head] not in _LANDS or owner is None or parse.pos[owner] != "PRON":
            return None
        span = parse.span(owner, owner + 1)
        hit = self._named(span)
        spoken = self.speaker(span, plural=True) if hit is None and parse.lowers[owner] in _SPEAKING else None
        actor = hit[1] if hit is not None else self.actors.get(spoken.actor) if spoken is not None else None
        wanted = (actor.speaks_for, f"{actor.country}-GOV") if actor is not None else ()
        return next((one for one in wanted if one is not None and self.actors.get(one) is not None), None)

    def _misread(self, head: int) -> bool:
        """Whether the words are nobody's name: "nobody", or a piece of a headline whose capitals the parser takes for names."""
        parse = self.words.parse
        if parse.lowers[head] in _NOBODY:
            return True
        if parse.pos[head] != "PROPN":
            return False
        words = [parse.lowers[t] for t in range(parse.left[head], head)]
        stem = parse.lowers[head].removesuffix("s")
        return any(w in _RELATIONS for w in words) or (stem != parse.lowers[head] and stem in self.words.table.verbs)

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

    def speaker(self, span: Span, *, plural: bool) -> ActorRef | None:
        """Whoever speaks where ``span`` stands inside a statement; with ``plural`` the government a person speaks for."""
        inside = [s for s in self.statements if any(c.overlaps(span) for c in s.content.spans)]
        if not inside:
            return None
        speaker = min(inside, key=lambda s: sum(len(c) for c in s.content.spans)).speaker
        actor = self.actors.get(speaker.actor) if speaker is not None else None
        if actor is None:
            return None
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
    told = parse.pos[head] == "NUM" or parse.lowers[first] == "both"  # "the two", "both sides"
    while first < head and not told and parse.pos[first] in ("DET", "PUNCT"):
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
