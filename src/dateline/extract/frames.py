"""Whether the frame of a trigger holds at a token, and what the words around it are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.linguistics.clauses import agents, conjuncts, patients
from dateline.linguistics.verb_groups import is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.triggers import Constraint, Trigger, TriggerTable
    from dateline.model.actor import Actors
    from dateline.model.parse import Parse
    from dateline.model.place import Places

ACTOR, PERSON, STATE, PLACE, PRONOUN, NUMBER, OFFICIAL = 1, 2, 4, 8, 16, 32, 64
_BIT = {"actor": ACTOR, "person": PERSON, "state": STATE, "place": PLACE, "pronoun": PRONOUN, "number": NUMBER, "official": OFFICIAL}
_ENTITY = {"PERSON": PERSON | ACTOR, "ORG": ACTOR, "GPE": STATE | PLACE | ACTOR, "NORP": STATE | ACTOR, "LOC": PLACE, "FAC": PLACE}
_PERSONAL = frozenset(("he", "she", "they", "we", "i", "you", "it", "him", "her", "them", "us", "me", "who"))
_STATES = frozenset(("government", "parliament", "coalition"))
_LOOSE = frozenset(("off", "out", "down", "back", "away", "up", "over"))  # particles even where a parser sees a preposition
_PREPOSITIONS = ("prep", "agent", "dative")
_DOING = ("er", "or", "ist", "man", "ian", "eer")  # "dockers", "bakers": nouns of doers that no list holds
QUANTITIES = frozenset(
    ("number", "group", "column", "dozen", "hundred", "thousand", "ten", "score", "most", "majority", "half", "wave", "percent", "third",
     "quarter", "part", "crowd", "band", "handful", "couple", "pair")
)  # fmt: skip
_OCCURRING = frozenset(("take", "hold", "begin", "start", "open", "resume", "continue", "erupt", "break", "occur", "go", "be", "rage"))
_SHARED = frozenset(("between", "with", "against"))
_DOERS = ("agent", "force", "human", "group", "document")


@dataclass(frozen=True, slots=True)
class Sense:
    """What each token may stand for: a bit set of actor, person, state, place, pronoun, number, official."""

    parse: Parse
    bits: tuple[int, ...]
    table: TriggerTable

    def lemma(self, token: int) -> str:
        """The lemma in small letters; a plural at the head of a sentence that the parser takes for a name is put right ("Rebels")."""
        if self.parse.tags[token] == "NNPS":
            return plural_stem(self.parse.lowers[token])
        return self.parse.lemmas[token].lower()

    def filler(self, token: int, constraint: Constraint) -> bool:
        """Whether the phrase headed by ``token`` may fill ``constraint``: by its lemma, that of a compound before it, or its kind."""
        if constraint.open:
            return True
        words = constraint.words
        if words and (self.lemma(token) in words or self.parse.lowers[token] in words):
            return True
        if words and (self.bits[token] & NUMBER or self.lemma(token) in QUANTITIES) and self._counted(token) in words:
            return True
        if any(
            name == "any" or self.bits[token] & _BIT.get(name, 0) or (name == "body" and self._body(token)) for name in constraint.classes
        ):
            return True
        return bool(words) and any(
            self.lemma(c) in words for c in self.parse.children[token] if self.parse.deps[c] == "compound" and c == token - 1
        )

    def _counted(self, token: int) -> str | None:
        """What a quantity counts: "reservist" for "tens of thousands of reservists"."""
        for _ in range(3):
            inner = next((p for c in self.parse.children[token] if self.parse.lowers[c] == "of" for p in self.parse.children[c]), None)
            if inner is None:
                return None
            token = inner
            if not self.bits[token] & NUMBER and self.lemma(token) not in QUANTITIES:
                return self.lemma(token)
        return None

    def _body(self, token: int) -> bool:
        return bool(self.bits[token] & ACTOR) and not self.bits[token] & (PERSON | STATE | PLACE | PRONOUN)

    def may_act(self, token: int) -> bool:
        """Whether the noun phrase headed by ``token`` can do or decide anything: someone, a body, a state, a force, a number of people."""
        if self.bits[token]:
            return True
        lemma = self.lemma(token)
        if any(lemma in self.table.classes[name] for name in _DOERS):
            return True
        return self.parse.tags[token] in ("NNS", "NNPS") and lemma.endswith(_DOING) and lemma not in self.table.classes["thing"]

    def is_weapon(self, token: int) -> bool:
        """Whether the token names a weapon or a blow."""
        return self.lemma(token) in self.table.classes["weapon"]


def plural_stem(word: str) -> str:
    """The singular of a regular plural."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s") if not word.endswith("ss") else word


def sense(parse: Parse, actors: Actors, places: Places, table: TriggerTable) -> Sense:
    """What the tokens of ``parse`` may stand for, by mentions of actors and places, by names, pronouns and numbers."""
    bits = [0] * len(parse)
    for entity in parse.entities:
        value = _ENTITY.get(entity.label, 0)
        for token in range(entity.first, entity.last):
            bits[token] |= value
    for place in places:
        for mention in place.mentions:
            for span in mention.spans:
                for token in parse.tokens(span):
                    bits[token] |= PLACE | (STATE if place.kind == "country" else 0)
    for actor in actors:
        value = ACTOR | (PERSON if actor.kind == "person" else 0) | (STATE if actor.kind in _STATES else 0)
        if actor.kind == "person" and actor.speaks_for is not None:
            value |= OFFICIAL
        for mention in actor.mentions:
            for span in mention.spans:
                for token in parse.tokens(span):
                    bits[token] |= value
    for token, word in enumerate(parse.lowers):
        if word in _PERSONAL:
            bits[token] |= PRONOUN
        elif parse.pos[token] == "NUM" or word in (
            "thousands",
            "hundreds",
            "dozens",
            "scores",
            "tens",
            "some",
            "many",
            "others",
            "several",
        ):
            bits[token] |= NUMBER
        elif not bits[token] and parse.pos[token] == "PROPN" and parse.entity_of[token] < 0:
            bits[token] |= ACTOR
    return Sense(parse, tuple(bits), table)


def prepositions(parse: Parse, token: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each preposition that hangs on ``token``, with the heads of its objects."""
    for child in parse.children[token]:
        if parse.deps[child] in _PREPOSITIONS and parse.pos[child] in ("ADP", "SCONJ", "ADV", "VERB"):
            objects = tuple(t for c in parse.children[child] if parse.deps[c] in ("pobj", "pcomp") for t in conjuncts(parse, c))
            yield parse.lowers[child], objects
            for inner in parse.children[child]:
                if parse.deps[inner] == "prep":
                    yield (
                        parse.lowers[inner],
                        tuple(t for c in parse.children[inner] if parse.deps[c] == "pobj" for t in conjuncts(parse, c)),
                    )


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a trigger may stand: its head token with doers, objects and the prepositions of the verb and its object."""

    head: int
    doers: tuple[int, ...]
    objects: tuple[int, ...]
    preps: tuple[tuple[str, tuple[int, ...]], ...]
    passive: bool


def verb_site(words: Sense, verb: int) -> Site:
    """The surroundings of a verb; where a subject that cannot act is only shared, the one of the verb above counts."""
    parse = words.parse
    objects = patients(parse, verb) or _raised(parse, verb)
    preps = list(prepositions(parse, verb))
    for child in parse.children[verb]:
        if parse.deps[child] in ("prt", "advmod") and child > verb:
            preps.extend(prepositions(parse, child))
    for item in objects:
        if parse.heads[item] == verb or (verb < item <= verb + 8 and parse.deps[item] in ("dobj", "nsubj")):
            preps.extend(prepositions(parse, item))
    asked = [t for name, found in preps if name == "for" for t in found if t > verb]
    preps.extend((name, found) for t in asked for name, found in prepositions(parse, t) if name == "from")  # "asked for a loan from Riga"
    return Site(verb, _doers(words, verb), objects, tuple(preps), is_passive(parse, verb))


def _doers(words: Sense, verb: int) -> tuple[int, ...]:
    """The doers of a verb: "a spokesman said that sanctions will not help and called for talks" makes the spokesman call."""
    parse, found = words.parse, agents(words.parse, verb)
    if parse.deps[verb] != "conj" or parse.child(verb, "nsubj", "nsubjpass") is not None or any(words.may_act(t) for t in found):
        return found
    for above in parse.ancestors(verb):
        if parse.pos[above] == "VERB" and any(words.may_act(t) for t in agents(parse, above)):
            return agents(parse, above)
    return found


def _raised(parse: Parse, verb: int) -> tuple[int, ...]:
    """Objects that the parser hangs on the infinitive behind them: "urged Kabul to release", "declared a state of siege to begin"."""
    for child in parse.children[verb]:
        if parse.deps[child] in ("ccomp", "xcomp") and child > verb and any(parse.tags[c] == "TO" for c in parse.children[child]):
            return tuple(
                t for c in parse.children[child] if parse.deps[c] in ("nsubj", "nsubjpass") and c > verb for t in conjuncts(parse, c)
            )
    return ()


def noun_site(parse: Parse, noun: int) -> Site:
    """The surroundings of a noun; what hangs on a verb that only says that it takes place is its own: "talks are under way with Kabul"."""
    preps = list(prepositions(parse, noun))
    head = parse.heads[noun]
    if parse.deps[noun] in ("nsubj", "nsubjpass") and parse.lemmas[head] in _OCCURRING:
        preps.extend((name, found) for name, found in prepositions(parse, head) if name in _SHARED and found and min(found) > head)
    if parse.deps[noun] == "dobj" and parse.pos[head] == "VERB":  # parsers hang much on the verb: "intensify the fight against X"
        preps.extend((name, found) for name, found in prepositions(parse, head) if found and min(found) > noun)
    return Site(noun, (), (), tuple(preps), passive=False)


def holds(trigger: Trigger, site: Site, words: Sense) -> bool:
    """Whether every constraint of ``trigger`` that the grammar decides holds at ``site`` (``arg`` and ``light`` are seen later)."""
    return all(_holds(c, site, words) == c.wanted for c in trigger.constraints if c.relation not in ("arg", "light"))


def _holds(constraint: Constraint, site: Site, words: Sense) -> bool:
    parse, head = words.parse, site.head
    match constraint.relation:
        case "obj":
            return any(words.filler(t, constraint) for t in site.objects)
        case "subj":
            return any(words.filler(t, constraint) for t in site.doers) or (not site.doers and constraint.wanted and site.passive)
        case "prep":
            return _has_preposition(constraint, site, words)
        case "particle":
            return _particle(parse, head, constraint.name) is not None
        case "any":
            return any(parse.lowers[c] in constraint.words for c in parse.children[head]) or (
                head + 2 < len(parse) and (parse.lowers[head + 1] in constraint.words or parse.lowers[head + 2] in constraint.words)
            )
        case "mod":
            nouns = site.objects or (head,)
            near = [t for noun in nouns for t in modifiers(parse, noun)]
            return any(parse.lemmas[t].lower() in constraint.words or parse.lowers[t] in constraint.words for t in near)
        case "under":
            return parse.deps[head] == "dobj" and parse.lemmas[parse.heads[head]] in constraint.words
        case "doer":
            return bool(site.doers)
        case "named":
            return parse.child(head, "oprd", "attr", "acomp") is not None
        case "plural":
            return parse.tags[head] in ("NNS", "NNPS")
        case _:
            return _complement(constraint, site, words)


def _has_preposition(constraint: Constraint, site: Site, words: Sense) -> bool:
    for name, objects in site.preps:
        if name in constraint.name.split("|"):
            if constraint.open and (objects or constraint.name in ("of", "with")):
                return True
            if any(words.filler(t, constraint) for t in objects):
                return True
    return False


def _particle(parse: Parse, verb: int, name: str) -> int | None:
    """The token of a particle: right behind the verb, or hanging on it as particle or adverb."""
    after = verb + 1
    if (
        after < len(parse)
        and parse.lowers[after] == name
        and (parse.deps[after] != "prep" or parse.child(after, "pobj") is None or name in _LOOSE)
    ):
        return after
    return next((c for c in parse.children[verb] if c > verb and parse.lowers[c] == name and parse.deps[c] in ("prt", "advmod")), None)


def particle_of(trigger: Trigger, parse: Parse, verb: int) -> int | None:
    """The particle that the frame asks for, as it stands in the text."""
    return next((_particle(parse, verb, c.name) for c in trigger.constraints if c.relation == "particle" and c.wanted), None)


def modifiers(parse: Parse, noun: int) -> tuple[int, ...]:
    """The adjectives and nouns that stand before ``noun`` inside its phrase."""
    found = [c for c in parse.children[noun] if c < noun and parse.deps[c] in ("amod", "compound", "nmod", "nummod", "npadvmod")]
    deeper = [g for c in found for g in parse.children[c] if parse.deps[g] in ("amod", "compound", "npadvmod", "conj", "punct", "advmod")]
    return tuple(sorted({*found, *(g for g in deeper if parse.pos[g] != "PUNCT" and g < noun)}))


def _complement(constraint: Constraint, site: Site, words: Sense) -> bool:
    """An infinitive, a that-clause or a gerund under the trigger; where words are named, the infinitive's verb is one of them."""
    parse = words.parse
    hosts = (site.head, *site.objects)
    for host in hosts:
        for child in parse.children[host]:
            label = parse.deps[child]
            said = label == "ccomp" and constraint.relation == "that"  # a quotation may stand before its verb
            if label not in ("xcomp", "ccomp", "acl", "advcl", "pcomp") or (child < site.head and not said):
                continue
            if _form(parse, child) != constraint.relation:
                continue
            if not constraint.words or any(parse.lemmas[v] in constraint.words for v in _coordinated(parse, child)):
                return True
    return False


def _coordinated(parse: Parse, verb: int) -> tuple[int, ...]:
    """The verb, its conjuncts, and the verbs it hands over to ("vowed to help crush")."""
    found = list(conjuncts(parse, verb))
    return tuple(
        found
        + [
            c
            for v in found
            for c in parse.children[v]
            if parse.deps[c] in ("xcomp", "dobj") and parse.lemmas[v] in ("help", "continue", "use")
        ]
    )


def _form(parse: Parse, verb: int) -> str:
    if any(parse.tags[c] == "TO" for c in parse.children[verb]):
        return "to"
    if parse.tags[verb] == "VBG" and not any(parse.deps[c] in ("nsubj", "aux") for c in parse.children[verb]):
        return "ing"
    return "that"
