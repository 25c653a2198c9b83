"""Who says it: the speaker behind a cue, found through the grammar of its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.model.actor import ActorRef, Actors

if TYPE_CHECKING:
    from dateline.knowledge.cues import CueTable
    from dateline.model.parse import Parse
    from dateline.model.span import Span

RELATIVES = frozenset({"who", "that", "which", "whom"})
_LEFT = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "preconj"})
_RIGHT = frozenset({"prep", "appos", "cc", "conj", "nmod", "nummod", "case", "npadvmod"})
_TIMES = frozenset({"DATE", "TIME"})
# Verbs whose object does what the infinitive says: "asked the minister to say"
_OBJECT_CONTROL = frozenset({
    "ask", "tell", "urge", "order", "press", "force", "want", "allow", "call", "invite", "lead", "cause", "prompt", "persuade", "get",
    "help", "expect",
})  # fmt: skip
_WHEREABOUTS = frozenset({"through", "in", "into", "to", "at", "on", "outside", "near", "across", "inside", "along"})
_CITING = frozenset({"quote", "cite", "report"})
_DEPTH = 10
_PAUSES = frozenset({",", "--", "\u2014"})
_NAMED = frozenset({"known", "called", "dubbed", "identified", "nicknamed", "named", "quoted", "seen", "found", "asked", "based", "held"})
_DATELINE = re.compile(r"(?:[A-Z][\w.'\u2019-]*[ ,/]+){1,8}(?:\([A-Z][\w /]*\)\s*)?(?:[-\u2013\u2014_]|--)\s+")


@dataclass(frozen=True, slots=True)
class Source:
    """The noun phrase of a speaker: its head and its tokens (half-open); the relative pronoun that stands for it, if any."""

    head: int
    first: int
    last: int
    pronoun: int | None = None


def noun_phrase(parse: Parse, head: int, depth: int = 0) -> tuple[int, int]:
    """The tokens (half-open) of the noun phrase of ``head``: its modifiers, prepositions, appositions and fellows, no relative clause."""
    first, last = head, head
    for child in parse.children[head] if depth < _DEPTH else ():
        label = parse.deps[child]
        if child < head and label in _LEFT:
            first = min(first, parse.left[child])
        elif child > head and label in _RIGHT and not _temporal(parse, child):
            if parse.lowers[child] == "according" or (label == "conj" and parse.pos[child] in ("VERB", "AUX")):
                break
            last = max(last, noun_phrase(parse, child, depth + 1)[1] - 1 if label in ("conj", "appos") else parse.right[child])
        elif child > head and label in ("relcl", "acl", "parataxis", "advcl"):
            break
    return first, _trimmed(parse, head, last) + 1


def _trimmed(parse: Parse, head: int, last: int) -> int:
    while last > head and (parse.pos[last] in ("PUNCT", "CCONJ") and parse.lowers[last] not in (")", "]")):
        last -= 1
    return last


def _temporal(parse: Parse, child: int) -> bool:
    """Whether a dependent tells a time ("on Tuesday")."""
    inner = parse.child(child, "pobj") if parse.deps[child] == "prep" else child
    return inner is not None and is_time(parse, inner)


def is_time(parse: Parse, index: int) -> bool:
    """Whether the token stands in the name of a time."""
    entity = parse.entity_of[index]
    return entity >= 0 and parse.entities[entity].label in _TIMES


def is_passive(parse: Parse, verb: int, depth: int = 0) -> bool:
    """Whether the verb is passive; a coordinated participle is what its fellow is."""
    if parse.tags[verb] != "VBN" or active_behind_quote(parse, verb):
        return False
    for child in parse.children[verb]:
        if parse.deps[child] in ("auxpass", "nsubjpass", "csubjpass"):
            return True
    if any(parse.deps[child] == "aux" for child in parse.children[verb]):
        return False
    if parse.deps[verb] == "conj" and depth < _DEPTH:
        return is_passive(parse, parse.heads[verb], depth + 1)
    return parse.deps[verb] in ("acl", "amod", "advcl")


def subject(parse: Parse, verb: int) -> int | None:
    """The token that heads the subject of the verb, own or shared, or None."""
    return _subject(parse, verb, 0)


def _subject(parse: Parse, verb: int, depth: int) -> int | None:
    own = _own_subject(parse, verb)
    if own is not None or depth > _DEPTH:
        return own
    head, label = parse.heads[verb], parse.deps[verb]
    if head == verb:
        return None
    if label == "acl" and parse.deps[head] == "pobj" and parse.lowers[parse.heads[head]] in _WHEREABOUTS:
        mover = parse.heads[parse.heads[head]]  # "marched through the capital demanding": not the capital demands
        return _subject(parse, mover, depth + 1) if parse.pos[mover] == "VERB" else head
    if label in ("acl", "relcl"):
        return head if parse.pos[head] in ("NOUN", "PROPN", "PRON") else _subject(parse, head, depth + 1)
    if label == "xcomp" and parse.lemmas[head] in _OBJECT_CONTROL:
        controlled = parse.child(head, "dobj", "dative")
        if controlled is not None and controlled < verb:
            return controlled
    if label in ("pcomp", "pobj"):
        return _through_preposition(parse, head, depth)
    if label in ("conj", "xcomp", "advcl", "ccomp", "prep", "dep", "parataxis", "acomp", "oprd", "amod"):
        return _subject(parse, head, depth + 1)
    return None


def _through_preposition(parse: Parse, preposition: int, depth: int) -> int | None:
    governor = parse.heads[preposition]
    if parse.lowers[preposition] == "as" and parse.lemmas[governor] in _CITING and not is_passive(parse, governor):
        quoted = parse.child(governor, "dobj")  # "quoted the general as saying"
        if quoted is not None:
            return quoted
    if parse.pos[governor] in ("VERB", "AUX"):
        return _subject(parse, governor, depth + 1)
    if parse.pos[governor] == "ADP" and governor != preposition and depth < _DEPTH:
        return _through_preposition(parse, governor, depth + 1)
    climbed = parse.heads[governor]
    return _subject(parse, climbed, depth + 1) if parse.pos[climbed] in ("VERB", "AUX") and climbed != governor else None


def _own_subject(parse: Parse, verb: int) -> int | None:
    subjects = [child for child in parse.children[verb] if parse.deps[child] in ("nsubj", "csubj", "nsubjpass")]
    if not subjects:
        return None
    before = [child for child in subjects if child < verb]
    best = before[-1] if before else subjects[0]  # of two the nearer: "the ruling, the ministry said, would not ..."
    return _behind_participle(parse, best, verb) if parse.tags[best] in ("VBG", "VBN") else best


def _behind_participle(parse: Parse, participle: int, verb: int) -> int:
    """The real subject in "Meeting in Rome, ministers said", where the parser takes the participle for it."""
    if "," not in parse.words[participle:verb]:
        return participle
    nouns = (i for i in range(verb - 1, participle, -1) if parse.pos[i] in ("NOUN", "PROPN", "PRON"))
    return next(
        (i for i in nouns if parse.heads[i] in (participle, verb) and parse.deps[i] in ("dep", "nsubj", "appos", "npadvmod", "conj")),
        participle,
    )


def active_behind_quote(parse: Parse, verb: int) -> bool:
    """Whether a participle tied to a noun is really its verb: "..., " a spokesman, X, added in Y."""
    if parse.deps[verb] != "acl" or parse.tags[verb] != "VBN" or parse.lowers[verb] in _NAMED:
        return False
    first = noun_phrase(parse, parse.heads[verb])[0]
    return first > 0 and parse.quotation_of[first - 1] >= 0 and parse.quotation_of[first] < 0


def source_of(parse: Parse, verb: int) -> Source | None:
    """The speaker of an active verb; of a passive one its agent ("by the ministry"), else None."""
    if is_passive(parse, verb):
        return agent(parse, verb)
    head = subject(parse, verb)
    if head is None and parse.tags[verb] in ("VBD", "VBZ", "VBP"):
        head = _nearest_noun(parse, verb)
    if head is None or (parse.lowers[head] == "it" and parse.deps[head] == "expl") or parse.lowers[head] == "there":
        return None
    return as_source(parse, head)


def _nearest_noun(parse: Parse, verb: int) -> int | None:
    """The noun before a finite verb that the parser left without a subject, over a comma, an age, adverbs."""
    first = parse.sentence(verb).first
    for place in range(verb - 1, max(first, verb - _DEPTH) - 1, -1):
        if parse.pos[place] in ("NOUN", "PROPN", "PRON") and not is_time(parse, place):
            return place if parse.quotation_of[place] == parse.quotation_of[verb] else None
        if parse.pos[place] in ("VERB", "ADP", "SCONJ", "CCONJ") or parse.words[place] in (".", ":", ";"):
            return None
    return None


def agent(parse: Parse, verb: int) -> Source | None:
    """The doer of a passive verb."""
    by = next((c for c in parse.children[verb] if parse.deps[c] == "agent" or (parse.deps[c] == "prep" and parse.lowers[c] == "by")), None)
    head = parse.child(by, "pobj") if by is not None else None
    return as_source(parse, head) if head is not None else None


def as_source(parse: Parse, head: int) -> Source:
    """The noun phrase of ``head``; for a relative pronoun that of its antecedent."""
    if parse.lowers[head] in RELATIVES and parse.tags[head] in ("WP", "WDT"):
        antecedent = _antecedent(parse, head)
        if antecedent is not None:
            return Source(antecedent, *noun_phrase(parse, antecedent), pronoun=head)
    first, last = noun_phrase(parse, head)
    return Source(head, min(after_dateline(parse, first), head), last)


def _antecedent(parse: Parse, pronoun: int) -> int | None:
    node = pronoun
    for _ in range(_DEPTH):
        if parse.heads[node] == node:
            return None
        if parse.deps[node] == "relcl":
            return parse.heads[node]
        node = parse.heads[node]
    return None


def after_dateline(parse: Parse, first: int) -> int:
    """The first token behind a dateline ("ROME (AFP) -") where ``first`` opens its paragraph with one, else ``first``."""
    block = parse.blocks[parse.block_of(first)]
    if parse.starts[first] != block.start or not parse.words[first].isupper():
        return first
    match = _DATELINE.match(parse.text, block.start, block.end)
    place = first
    while match is not None and place + 1 < len(parse) and parse.starts[place] < match.end():
        place += 1
    return place


def shared_speaker(parse: Parse, verb: int, table: CueTable) -> int | None:
    """The verb of saying whose speaker a second saying shares: "said it backed strikes but suggested", "said it was late, citing"."""
    participle = parse.tags[verb] == "VBG" and parse.deps[verb] in ("advcl", "xcomp") and verb > 0 and parse.words[verb - 1] in _PAUSES
    if not participle and (parse.deps[verb] != "conj" or parse.tags[verb] not in ("VBD", "VBZ", "VBP")):
        return None
    fellow = parse.heads[verb]
    loose = participle or parse.tags[fellow] != parse.tags[verb]  # not coordinated with its neighbour in truth
    node = verb
    for _ in range(_DEPTH):
        label, head = parse.deps[node], parse.heads[node]
        if head == node or (label == "relcl" and not loose):
            return None
        same = participle or parse.tags[head] == parse.tags[verb]
        if label == "ccomp" and node != verb and parse.lemmas[head] in table.verbs and node > head and same:
            return head
        if not loose and label != "conj":
            return None
        node = head
    return None


def reference(parse: Parse, source: Source | None, actors: Actors) -> ActorRef | None:
    """The actor behind a speaker's words, found at their head first, and the words."""
    if source is None:
        return None
    words = parse.span(source.first, source.last)
    spans = (words,) if source.pronoun is None else (words, parse.span(source.pronoun, source.pronoun + 1))
    return ActorRef(_actor(parse, source, words, actors), spans)


def _actor(parse: Parse, source: Source, words: Span, actors: Actors) -> str | None:
    head = parse.span(source.head, source.head + 1)
    here = [found for found in actors.within(words) if found[0].overlaps(head)]
    best = max(here, key=lambda found: (found[0].shared(words), -len(found[0])), default=None)
    if best is None:
        best = actors.at(words)
    return best[1].id if best is not None else None
