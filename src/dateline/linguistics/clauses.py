"""Clauses as the extractors need them: who is the doer, what is done to whom, and what the verb group says of time and will.

Works on the columns of a ``Parse`` (ClearNLP labels); every function is total and needs time in the size of one clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.linguistics.verb_groups import SUBJECTS, VerbGroup, is_finite, is_passive, verb_group

if TYPE_CHECKING:
    from dateline.model.parse import Parse


__all__ = [
    "Clause", "VerbGroup", "agents", "clause", "clause_bounds", "clause_head", "conjuncts", "governor", "is_passive", "is_verbal",
    "misread_gerund", "patients", "subjects", "verb_group",
]  # fmt: skip

RELATIVES = frozenset(("who", "which", "that", "whom"))
# Verbs whose infinitive belongs to their own subject even where they have an object ("promised Kabul to send").
SUBJECT_CONTROL = frozenset(("promise", "vow", "threaten", "pledge", "offer", "agree", "use", "send", "cross", "join", "spend", "meet"))
# Verbs whose "of", "for", "from" plus gerund belongs to their object ("accused Moscow of shelling").
OBJECT_CONTROL = frozenset(
    ("accuse", "suspect", "convict", "blame", "praise", "condemn", "criticise", "criticize", "stop", "prevent", "bar", "ban", "keep",
     "dissuade", "discourage", "deter", "prohibit", "charge", "acquit", "thank", "warn", "talk", "punish", "sanction", "arrest", "jail")
)  # fmt: skip
# Verbs whose object is to do what an infinitive says, even where the parser takes it for a purpose.
ASKING = frozenset(("ask", "beg", "urge", "implore", "exhort", "entreat", "beseech", "persuade", "instruct", "order", "encourage", "tell"))
_DEPTH = 12
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_VERBAL = frozenset(("VERB", "AUX"))
_CONJUNCTIONS = frozenset(("after", "before", "since", "until", "till", "as"))
_GERUND_VERBS = frozenset(("deny", "stop", "begin", "start", "keep", "continue", "consider", "oppose", "avoid", "resume", "cease", "admit"))
_GERUND_PREPOSITIONS = frozenset(("of", "for", "from", "by", "without", "against"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its head verb, its tokens (half-open), its doers and those it is done to, as head tokens of noun phrases."""

    head: int
    first: int
    last: int
    group: VerbGroup
    agents: tuple[int, ...]
    patients: tuple[int, ...]


def is_verbal(parse: Parse, index: int) -> bool:
    """Whether the token can head a clause."""
    return parse.pos[index] in _VERBAL


def clause_head(parse: Parse, index: int) -> int:
    """The verb that heads the clause in which the token stands; the token itself where it is one, the root where there is none."""
    node = index
    for _ in range(len(parse)):
        if parse.pos[node] in _VERBAL and parse.deps[node] not in ("aux", "auxpass", "amod", "compound"):
            return node
        if parse.heads[node] == node:
            return node
        node = parse.heads[node]
    return node


def clause_bounds(parse: Parse, verb: int) -> tuple[int, int]:
    """The tokens (half-open) of the clause of a verb, without the coordinated clauses to its right."""
    last = parse.right[verb]
    for child in parse.children[verb]:
        if child > verb and parse.deps[child] == "conj" and parse.pos[child] in _VERBAL:
            last = min(last, parse.left[child] - 1)
    return parse.left[verb], last + 1


def clause(parse: Parse, index: int) -> Clause:
    """The clause that the token stands in."""
    head = clause_head(parse, index)
    first, last = clause_bounds(parse, head)
    return Clause(head, first, last, verb_group(parse, head), agents(parse, head), patients(parse, head))


def conjuncts(parse: Parse, index: int) -> tuple[int, ...]:
    """The token and what is coordinated with it, in order ("Russia" of "Russia, Iran and Turkey" gives all three)."""
    found = [index]
    for node in found:
        found.extend(c for c in parse.children[node] if parse.deps[c] == "conj" and c > node and len(found) < 24)
    return tuple(sorted(found))


def subjects(parse: Parse, verb: int) -> tuple[int, ...]:
    """The grammatical subjects of a verb, as head tokens: its own, a shared one, an antecedent, or the controller of its infinitive."""
    return (*_subjects(parse, verb, _DEPTH), *_as_did(parse, verb))


def _as_did(parse: Parse, verb: int) -> tuple[int, ...]:
    """Those who did the same: "Russia backed the text, as did China and Egypt"."""
    for child in parse.children[verb]:
        if child > verb and parse.deps[child] == "advcl" and parse.lemmas[child] in ("do", "have") and parse.lowers[child - 1] == "as":
            subject = parse.child(child, "nsubj")
            return conjuncts(parse, subject) if subject is not None and subject > child else ()
    return ()


def agents(parse: Parse, verb: int) -> tuple[int, ...]:
    """The doers of a verb: its subjects, or what follows "by" where it is passive."""
    if not is_passive(parse, verb):
        return subjects(parse, verb)
    by = next((c for c in parse.children[verb] if parse.deps[c] == "agent" or (parse.deps[c] == "prep" and parse.lowers[c] == "by")), None)
    if by is None:
        return ()
    told = tuple(t for c in parse.children[by] if parse.deps[c] == "pobj" for t in conjuncts(parse, c))
    return tuple(t for t in told if parse.lemmas[t] not in _MEASURES)  # "adopted by 13 votes"


_MEASURES = frozenset(("vote", "margin", "majority", "percent", "year", "month", "week", "day", "hour", "third", "half", "quarter"))


def misread_gerund(parse: Parse, verb: int) -> int | None:
    """The word that governs a gerund which the parser takes for an adjective, else None.

    It is the preposition in "accused the army of burning villages", the verb in "denied financing extremists".
    """
    head = parse.heads[verb]
    if parse.deps[verb] not in ("amod", "compound") or not parse.lowers[verb].endswith("ing") or verb == 0 or head <= verb:
        return None
    before = verb - 1
    if parse.left[head] != verb:
        return None
    if parse.lemmas[before] in _GERUND_VERBS:
        return before if parse.heads[head] == before and parse.deps[head] == "dobj" else None
    if parse.lowers[before] not in _GERUND_PREPOSITIONS:
        return None
    above = parse.heads[before]
    accused = parse.lemmas[above] in OBJECT_CONTROL or (parse.deps[above] == "dobj" and parse.lemmas[parse.heads[above]] in OBJECT_CONTROL)
    return before if accused else None


def patients(parse: Parse, verb: int) -> tuple[int, ...]:
    """What a verb is done to: its objects, or its subjects where it is passive."""
    if misread_gerund(parse, verb) is not None:
        return conjuncts(parse, parse.heads[verb])
    if is_passive(parse, verb):
        return subjects(parse, verb)
    found = (
        [c for c in parse.children[verb] if parse.deps[c] == "dobj"] or _shared_object(parse, verb, _DEPTH) or _behind_particle(parse, verb)
    )
    return tuple(t for c in found for t in _antecedents(parse, c, verb, _DEPTH))


def _shared_object(parse: Parse, verb: int, depth: int) -> list[int]:
    """The object of the verb coordinated right behind this one: "training and arming local forces"."""
    for child in parse.children[verb]:
        if depth > 0 and parse.deps[child] == "conj" and parse.tags[child] == parse.tags[verb] and child - verb <= 2:
            return [c for c in parse.children[child] if parse.deps[c] == "dobj"] or _shared_object(parse, child, depth - 1)
    return []


def _behind_particle(parse: Parse, verb: int) -> list[int]:
    """The object that the parser takes for an adverbial behind a particle: "broke up a march"."""
    if parse.child(verb, "prt") is None:
        return []
    return [c for c in parse.children[verb] if parse.deps[c] == "npadvmod" and c > verb and parse.entity_of[c] < 0][:1]


def governor(parse: Parse, index: int) -> int | None:
    """The verb or noun whose argument the token is, prepositions and coordination seen through; None for a root."""
    node = index
    for _ in range(_DEPTH):
        head = parse.heads[node]
        if head == node:
            return None
        if parse.deps[node] == "conj" or parse.pos[head] in ("ADP", "SCONJ", "PART") or parse.deps[head] in ("prep", "agent"):
            node = head
            continue
        return head
    return None


def _antecedents(parse: Parse, token: int, verb: int, depth: int) -> tuple[int, ...]:
    """The token with its conjuncts, or what it stands for where it is a relative pronoun."""
    if parse.lowers[token] in RELATIVES and parse.tags[token] in ("WDT", "WP", "IN", "DT"):
        node = verb
        for _ in range(depth):
            if parse.deps[node] in ("relcl", "acl"):
                head = parse.heads[node]
                return conjuncts(parse, head) if _plural_verb(parse, node) or _of_all(parse, head, node) else (head,)
            if parse.heads[node] == node:
                break
            node = parse.heads[node]
    return conjuncts(parse, token)


def _of_all(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a clause behind "Ghana and Nigeria, which" tells of all of them: its verb may be plural, and it hangs on the first."""
    singular = parse.tags[verb] == "VBZ" or any(parse.lowers[c] in ("has", "is", "was", "does") for c in parse.children[verb])
    return not singular and any(parse.deps[c] == "conj" and noun < c < parse.left[verb] for c in parse.children[noun])


def _plural_verb(parse: Parse, verb: int) -> bool:
    return parse.tags[verb] == "VBP" or any(parse.lowers[c] in ("have", "are", "were") for c in parse.children[verb])


def _subjects(parse: Parse, verb: int, depth: int) -> tuple[int, ...]:
    if depth <= 0:
        return ()
    own = next((c for c in parse.children[verb] if parse.deps[c] in SUBJECTS), None)
    if own is not None:
        real = _behind_participle(parse, own)
        return conjuncts(parse, real) if real is not None else _antecedents(parse, own, verb, depth)
    relative = parse.tags[verb] == "NNS" and parse.deps[verb] == "relcl"
    if (parse.tags[verb] == "VBZ" or relative) and parse.deps[verb - 1] == "compound" and parse.heads[verb - 1] == verb and verb:
        return conjuncts(parse, verb - 1)  # a headline's verb taken for a noun: "Sudan army rebuffs call"
    head, label = parse.heads[verb], parse.deps[verb]
    if label in SUBJECTS and (real := _behind_participle(parse, verb)) is not None:
        return conjuncts(parse, real)
    if head == verb:
        return _behind_day(parse, verb)
    if label in ("conj", "dep", "parataxis") and parse.pos[head] in _VERBAL:
        return _subjects(parse, _fellow(parse, verb, head), depth - 1)
    if label in ("amod", "compound") and (before := misread_gerund(parse, verb)) is not None:
        return _subjects(parse, before, depth - 1) if parse.pos[before] in _VERBAL else _of_gerund(parse, verb, before, depth)
    if label == "conj" and parse.tags[verb] == "VBG":
        return _of_stray_gerund(parse, verb, depth)
    if label in ("acl", "relcl"):
        return _of_noun_clause(parse, verb, head, depth)
    if label == "advcl" and (behind := _behind_conjunction(parse, verb)):
        return behind
    if label in ("xcomp", "ccomp"):
        return _controllers(parse, head, depth)
    if label in ("advcl", "oprd"):
        if parse.pos[head] in _VERBAL and any(parse.tags[c] == "TO" for c in parse.children[verb]):
            return _aimed_at(parse, head) or _subjects(parse, head, depth - 1)
        return _subjects(parse, head, depth - 1) if parse.pos[head] in _VERBAL else ()
    if label == "pcomp" or (label == "conj" and parse.deps[head] == "pcomp"):
        return _of_gerund(parse, verb, head, depth)
    return ()


def _behind_day(parse: Parse, verb: int) -> tuple[int, ...]:
    """The subject that the parser takes for the object of the preposition before it: "On Friday warplanes struck the port"."""
    if parse.tags[verb] != "VBD":
        return ()
    for prep in parse.children[verb]:
        if prep < verb and parse.deps[prep] == "prep" and parse.lowers[prep] == "on":
            for noun in parse.children[prep]:
                day = any(
                    parse.deps[c] in ("compound", "nmod") and parse.lowers[c] in _DAYS and c == prep + 1 for c in parse.children[noun]
                )
                if day and parse.deps[noun] == "pobj":
                    return conjuncts(parse, noun)
    return ()


def _behind_conjunction(parse: Parse, verb: int) -> tuple[int, ...]:
    """The subject that the parser takes for the object of "after" or "before": "hours after the shelling of a market killed 27"."""
    if not is_finite(parse, verb):
        return ()
    for prep in parse.children[verb]:
        noun = parse.child(prep, "pobj")
        if prep < verb and parse.deps[prep] == "prep" and parse.lowers[prep] in _CONJUNCTIONS and noun is not None:
            return conjuncts(parse, noun) if "," not in parse.words[prep:verb] else ()
    return ()


def _fellow(parse: Parse, verb: int, head: int) -> int:
    """The verb that a coordinated one goes with: a finite verb hung on an infinitive or gerund belongs to a finite one above.

    "He urged both sides to show restraint and offered to send a mission" makes him offer.
    """
    if not is_finite(parse, verb) or is_finite(parse, head) or parse.tags[head] == "VBN":
        return head
    above = (a for a in parse.ancestors(head) if parse.pos[a] in _VERBAL and is_finite(parse, a))
    return next(above, head)


def _of_stray_gerund(parse: Parse, verb: int, depth: int) -> tuple[int, ...]:
    """The subject of a gerund that the parser hangs on a noun before it: "carrying out raids in the north and arming villagers"."""
    for above in parse.ancestors(verb):
        if parse.pos[above] in _VERBAL and parse.tags[above] == "VBG":
            return _subjects(parse, above, depth - 1)
    return ()


def _behind_participle(parse: Parse, token: int) -> int | None:
    """The true subject where the parser takes a participle that opens the sentence for it: "Meeting in Rome, ministers said"."""
    if parse.tags[token] != "VBG" or token != parse.left[token]:
        return None
    return next((c for c in parse.children[token] if parse.deps[c] in ("dep", "appos") and parse.pos[c] in ("NOUN", "PROPN", "PRON")), None)


def _controllers(parse: Parse, head: int, depth: int) -> tuple[int, ...]:
    if parse.pos[head] not in _VERBAL:
        return _of_predicate(parse, head, depth)
    if parse.lemmas[head] not in SUBJECT_CONTROL:
        found = next((c for c in parse.children[head] if parse.deps[c] in ("dobj", "dative") and parse.pos[c] != "ADP"), None)
        if found is not None and parse.pos[found] in ("PROPN", "NOUN", "PRON"):
            return conjuncts(parse, found)
        aimed = _aimed_at(parse, head)
        if aimed:
            return aimed
    return _subjects(parse, head, depth - 1)


def _aimed_at(parse: Parse, head: int) -> tuple[int, ...]:
    """Those asked, called upon or waited for: "begs Algiers to mediate", "called on Moscow to withdraw", "waits for the rebels to stop"."""
    if parse.lemmas[head] in ASKING:
        return tuple(t for c in parse.children[head] if parse.deps[c] == "dobj" for t in conjuncts(parse, c))
    if parse.lemmas[head] not in ("call", "appeal", "rely", "prevail", "plead", "wait"):
        return ()
    for child in parse.children[head]:
        if parse.deps[child] == "prep" and parse.lowers[child] in ("on", "upon", "to", "for", "with"):
            return tuple(t for c in parse.children[child] if parse.deps[c] == "pobj" for t in conjuncts(parse, c))
    return ()


def _of_predicate(parse: Parse, head: int, depth: int) -> tuple[int, ...]:
    """The subject of a clause whose predicate is an adjective or a noun: "Kabul is ready to talk"."""
    own = next((c for c in parse.children[head] if parse.deps[c] in SUBJECTS), None)
    if own is not None:
        return conjuncts(parse, own)
    above = parse.heads[head]
    return _subjects(parse, above, depth - 1) if above != head and parse.pos[above] in _VERBAL else ()


def _of_noun_clause(parse: Parse, verb: int, noun: int, depth: int) -> tuple[int, ...]:
    """The subject of a clause that hangs on a noun: the noun itself, or for an infinitive whoever has the plan, offer, threat."""
    if not any(parse.tags[c] == "TO" for c in parse.children[verb]):
        return (noun,)
    owner = parse.child(noun, "poss")
    if owner is not None:
        return (owner,)
    above = parse.heads[noun]
    if parse.deps[noun] in ("dobj", "pobj", "attr", "conj", "oprd") and above != noun:
        verb_above = clause_head(parse, above)
        if parse.pos[verb_above] in _VERBAL and verb_above != verb:
            return agents(parse, verb_above) if depth > 1 else ()
    return ()


def _of_gerund(parse: Parse, verb: int, prep: int, depth: int) -> tuple[int, ...]:
    """The subject of a gerund after a preposition."""
    if parse.deps[prep] == "pcomp":
        return _subjects(parse, prep, depth - 1)
    above = parse.heads[prep]
    if parse.deps[prep] == "agent":
        return ()
    if parse.pos[above] in _VERBAL:
        if parse.lemmas[above] in OBJECT_CONTROL:
            return patients(parse, above)
        return _subjects(parse, above, depth - 1)
    if parse.deps[above] == "dobj" and parse.lemmas[parse.heads[above]] in OBJECT_CONTROL:
        return conjuncts(parse, above)
    owner = parse.child(above, "poss")
    if owner is not None:
        return (owner,)
    higher = clause_head(parse, above)
    return _subjects(parse, higher, depth - 1) if parse.pos[higher] in _VERBAL and higher != verb else ()
