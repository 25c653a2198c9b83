"""Where the words of a trigger stand in the text: verbs, nouns and adjectives whose frames hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.frames import Sense, Site, holds, modifiers, noun_site, particle_of, plural_stem, verb_site
from dateline.extract.nominal_roles import noun_roles
from dateline.extract.participants import Roles, verb_roles
from dateline.linguistics.clauses import misread_gerund, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.triggers import Trigger, TriggerTable
    from dateline.model.parse import Parse

_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "LOC", "EVENT"))

_NO_CLAUSE = frozenset(("aux", "auxpass", "prep", "case", "mark"))

_REACH = 5  # tokens between a verb and its noun that still read as one trigger

_HYPHENED = frozenset(
    ("counter-attack", "counter-offensive", "cease-fire", "air-strike", "pull-out", "sit-in", "hostage-taking", "cyber-attack", "gang-rape",
     "tear-gas", "test-fire", "test-firing", "co-operate", "co-operation", "co-ordinate", "shoot-out", "de-escalate", "de-escalation",
     "re-arm", "build-up", "call-up", "walk-out", "round-up", "carpet-bomb", "barrel-bomb", "dive-bomb", "air-raid")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trigger seen in the text, with its token, the token that governs its clause or phrase, and its roles as heads of noun phrases."""

    trigger: Trigger
    token: int
    head: int
    first: int
    last: int
    roles: Roles
    fillers: tuple[int, ...] = ()


def seen(words: Sense, table: TriggerTable) -> Iterator[Sighting]:
    """The triggers in the text, one a token at most, in the order of their tokens."""
    parse = words.parse
    for token, lemma in enumerate(parse.lemmas):
        pos, word = parse.pos[token], _lemma(parse, token, lemma.lower(), table)
        found = None
        if misread_gerund(parse, token) is not None:
            found = _at_verb(token, table.verbs.get(word, ()) or table.verbs.get(_verb_lemma(word, table), ()), words)
        elif pos in ("VERB", "AUX") and _gerund_noun(parse, token, table):
            found = _at_noun(token, table.nouns[parse.lowers[token]], words)
        elif pos in ("VERB", "AUX"):
            found = _at_verb(token, table.verbs.get(word, ()), words)
        elif pos == "NOUN" and word in table.verbs and _verb_noun(parse, token):
            found = _at_verb(token, table.verbs[word], words)
        elif pos in ("NOUN", "PROPN"):
            found = _at_noun(token, table.nouns.get(word, ()), words)
        elif pos == "ADJ":
            found = _at_adjective(token, table.adjectives.get(word, ()), words)
        if found is not None:
            yield found


def sighting(token: int, candidates: tuple[Trigger, ...], words: Sense) -> Sighting | None:
    """The first of the candidates whose frame holds around ``token``; None where none does."""
    at = {"v": _at_verb, "n": _at_noun, "a": _at_adjective}
    return next((found for each in candidates if (found := at[each.word_class](token, (each,), words)) is not None), None)


def _gerund_noun(parse: Parse, token: int, table: TriggerTable) -> bool:
    """Whether a gerund without object stands as a noun does: "killed by shelling", "the bombing of the port"."""
    if (
        parse.tags[token] != "VBG"
        or parse.lowers[token] not in table.nouns
        or parse.child(token, "dobj", "aux", "nsubj", "dep", "appos") is not None
    ):
        return False
    label = parse.deps[token]
    if label == "pcomp":
        return parse.deps[parse.heads[token]] == "agent" or parse.child(token, "amod", "compound", "det", "poss") is not None
    return label in ("pobj", "nsubj", "dobj", "nsubjpass")


def _verb_noun(parse: Parse, token: int) -> bool:
    """Whether a verb without ending is taken for a noun: "demanded that the rebels withdraw", "asked that Kabul release them"."""
    if parse.tags[token] == "NNS" and parse.deps[token] == "relcl":
        return any(parse.tags[c] == "WDT" and parse.deps[c] == "dobj" for c in parse.children[token])  # "a demand which Kabul rejects"
    if parse.tags[token] != "NN" or parse.deps[token] != "ccomp" or parse.child(token, "mark") is None:
        return False
    return parse.child(token, "nsubj") is not None and parse.child(token, "det", "amod", "poss", "cop") is None


def _lemma(parse: Parse, token: int, lemma: str, table: TriggerTable) -> str:
    """The lemma to look up: a parser that takes "waged" for a form of "wag" is put right, words with hyphens are joined."""
    word, longer = parse.lowers[token], lemma + "e"
    if parse.tags[token] == "NNPS":
        return _joined(parse, token, plural_stem(word))
    if (
        parse.pos[token] == "VERB"
        and longer in table.verbs
        and (word == lemma + "ed" or (word == lemma + "ing" and lemma not in table.verbs))
    ):
        return longer
    return _joined(parse, token, lemma)


def _verb_lemma(word: str, table: TriggerTable) -> str:
    """The verb of a gerund tagged as adjective, whose lemma is the word itself."""
    stem = word.removesuffix("ing")
    return next((v for v in (stem, stem + "e", stem[:-1]) if v in table.verbs), word)


def _joined(parse: Parse, token: int, lemma: str) -> str:
    """The lemma of a word written with hyphens as one: "counter-attack", which the parser cuts in three."""
    if (
        token >= 2
        and parse.words[token - 1] == "-"
        and parse.starts[token] == parse.ends[token - 1]
        and parse.ends[token - 2] == parse.starts[token - 1]
    ):
        whole = f"{parse.lowers[token - 2]}-{lemma}"
        return whole if whole in _HYPHENED else lemma
    return lemma


def _at_verb(verb: int, candidates: tuple[Trigger, ...], words: Sense) -> Sighting | None:
    parse = words.parse
    label = parse.deps[verb]
    if not candidates or label in _NO_CLAUSE or (label in ("amod", "compound") and misread_gerund(parse, verb) is None):
        return None
    if _unnamed(parse, verb):
        return None
    site = verb_site(words, verb)
    if not site.doers and parse.tags[verb] == "VB" and parse.child(verb, "aux", "auxpass") is None and parse.deps[verb] == "ROOT":
        return None  # an imperative is no event
    for trigger in candidates:
        if holds(trigger, site, words) and _plausible(trigger, site, words):
            roles = verb_roles(trigger, site, words)
            fillers = _fillers(trigger, site, words)
            last = _end(verb, particle_of(trigger, parse, verb), fillers)
            head = parse.heads[verb] if label in ("amod", "compound") else verb
            return Sighting(trigger, verb, head, verb, last, roles, fillers)
    return None


def _unnamed(parse: Parse, verb: int) -> bool:
    """Whether it belongs to "asked not to be named", which tells of the reporter's source alone."""
    asks = parse.lemmas[verb] in ("ask", "request", "decline", "refuse", "want", "insist")
    named = [verb, *(c for c in parse.children[verb] if asks and parse.deps[c] in ("xcomp", "ccomp", "advcl"))]
    return any(parse.lemmas[v] in ("name", "identify", "quote") and parse.child(v, "auxpass") is not None for v in named)


def _plausible(trigger: Trigger, site: Site, words: Sense) -> bool:
    """Whether somebody who can act does it, where anybody is named."""
    if not site.doers and trigger.lemma in ("kill", "injure", "wound"):
        return not _accident(site.head, words)
    if not site.doers or any(c.relation == "subj" and c.wanted for c in trigger.constraints):
        return True
    if any(words.may_act(t) for t in site.doers):
        return True
    return trigger.type in ("ASSAULT", "COERCE") and any(words.is_weapon(t) or _violent(t, words) for t in site.doers)


def _accident(verb: int, words: Sense) -> bool:
    """Whether the words around a harm without a doer tell of a crash or a disaster, and of no weapon."""
    parse, classes = words.parse, words.table.classes
    sentence = parse.sentence(verb)
    found = {parse.lemmas[t] for t in range(sentence.first, sentence.last)}
    return bool(found & classes["accident"]) and not found & (classes["armed"] | classes["weapon"])


def _violent(token: int, words: Sense) -> bool:
    parse = words.parse
    lemma = parse.lemmas[token].lower()
    return (lemma in words.table.nouns and any(t.type == "ASSAULT" for t in words.table.nouns[lemma])) or lemma in (
        "conflict",
        "war",
        "fighting",
    )


def _fillers(trigger: Trigger, site: Site, words: Sense) -> tuple[int, ...]:
    """The tokens that the frame itself names: "talks" in "held talks"."""
    found: list[int] = []
    for constraint in trigger.constraints:
        if not constraint.wanted or not constraint.words:
            continue
        if constraint.relation == "obj":
            found.extend(t for t in site.objects if words.filler(t, constraint))
        elif constraint.relation == "prep":
            found.extend(t for name, objects in site.preps if name == constraint.name for t in objects if words.filler(t, constraint))
    return tuple(found)


def _end(verb: int, particle: int | None, fillers: tuple[int, ...]) -> int:
    near = [t for t in (particle, *fillers) if t is not None and verb < t <= verb + _REACH]
    return max([verb, *near]) + 1


def _at_noun(noun: int, candidates: tuple[Trigger, ...], words: Sense) -> Sighting | None:
    parse = words.parse
    if not candidates or parse.deps[noun] in ("compound", "amod", "nmod", "npadvmod") or _part_of_name(parse, noun):
        return None
    site = noun_site(parse, noun)
    for trigger in candidates:
        if not holds(trigger, site, words):
            continue
        roles = noun_roles(trigger, site, words)
        if _asked(trigger, roles):
            first, head = noun, noun
            named = {w for c in trigger.constraints if c.relation == "mod" and c.wanted for w in c.words}
            for token in modifiers(parse, noun):
                if (
                    parse.lemmas[token].lower() in named
                    or parse.lowers[token] in named
                    or (parse.deps[token] == "compound" and not words.bits[token])
                ):
                    first = min(first, token) if noun - token <= 3 else first
            if roles.light is not None:
                head = roles.light
                first = min(first, head) if 0 < noun - head <= _REACH else first
            return Sighting(trigger, noun, head, first, noun + 1, roles, _fillers(trigger, site, words))
    return None


def _part_of_name(parse: Parse, token: int) -> bool:
    number = parse.entity_of[token]
    if number < 0:
        return False
    entity = parse.entities[number]
    return entity.label in _NAMES and parse.pos[token] == "PROPN" and entity.last - entity.first > 1


def _asked(trigger: Trigger, roles: Roles) -> bool:
    for constraint in trigger.constraints:
        if constraint.relation == "arg" and not (roles.actors or roles.recipients or roles.light is not None):
            return False
        if constraint.relation == "light" and roles.light is None and roles.owner is None:
            return False
    return True


def _at_adjective(token: int, candidates: tuple[Trigger, ...], words: Sense) -> Sighting | None:
    parse = words.parse
    if not candidates or parse.deps[token] not in ("acomp", "ROOT", "conj", "oprd", "ccomp"):
        return None
    head = parse.heads[token] if parse.deps[token] == "acomp" else token
    doers = subjects(parse, head)
    site = Site(token, doers, (), noun_site(parse, token).preps, passive=False)
    for trigger in candidates:
        if holds(trigger, site, words) and doers and any(words.may_act(t) for t in doers):
            return Sighting(trigger, token, token, token, token + 1, verb_roles(trigger, site, words))
    return None
