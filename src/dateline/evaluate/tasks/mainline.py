"""The main event of one sentence, for sets that label a sentence with one type or one pair of parties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.frames import ACTOR, Sense, sense
from dateline.extract.happenings import happenings
from dateline.linguistics.clauses import agents, clause_head, patients
from dateline.linguistics.verb_groups import verb_group
from dateline.model.actor import Actors
from dateline.model.place import Places
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.extract.sightings import Sighting
    from dateline.knowledge.triggers import TriggerTable
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence with the triggers seen in it."""

    parse: Parse
    words: Sense
    seen: tuple[Sighting, ...]


def read(text: str, pipeline: Pipeline, parties: Iterable[Span] = ()) -> Sentence:
    """The triggers in ``text``; words inside ``parties`` are known to be actors."""
    parse = pipeline.parser.parse(text, [Span(0, len(text))])
    table: TriggerTable = pipeline.knowledge.triggers
    words = sense(parse, Actors(()), Places(()), table)
    bits = list(words.bits)
    for party in parties:
        for token in parse.tokens(party):
            bits[token] |= ACTOR
    words = replace(words, bits=tuple(bits))
    return Sentence(parse, words, happenings(words, table))


def depth(parse: Parse, token: int) -> int:
    """How many heads stand above ``token``; coordination is no step down."""
    steps = 0
    for above in parse.ancestors(token):
        steps += parse.deps[token] != "conj"
        token = above
    return steps


def main(sentence: Sentence) -> Sighting | None:
    """The trigger that stands highest, a participle or relative clause below a statement, the earlier one on a tie."""
    return min(sentence.seen, key=lambda s: (depth(sentence.parse, s.head), s.trigger.word_class == "n", s.token), default=None)


COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
SETTING = frozenset(("AGREE", "REJECT", "THREATEN", "REQUEST", "ACCUSE", "SUPPORT"))
_ASSENTING = ("accept", "approve", "reaffirm", "reiterate", "set")
_HARMFUL = ("COERCE", "ASSAULT", "SANCTION", "PROTEST", "MOBILIZE")
_WANTED = ("must", "should")


def coded_type(seen: Sighting, sentence: Sentence) -> str:
    """The type as sets after CAMEO code it, where the type tells the act.

    A refusal of something friendly is REJECT, its promise AGREE, a threat of harm THREATEN, a call for it REQUEST; economic sanctions
    count as COERCE, concluded agreements as SUPPORT.
    """
    kind, parse = seen.trigger.type, sentence.parse
    above = governing(seen, sentence)
    if above is not None:
        return coded_type(above, sentence)
    if kind == "SANCTION" and seen.trigger.mode == "economic":
        kind = "COERCE"
    if kind == "AGREE" and seen.trigger.names_filler("obj") and seen.trigger.lemma not in _ASSENTING:
        kind = "SUPPORT"
    if parse.pos[seen.head] not in ("VERB", "AUX"):
        return kind
    group = verb_group(parse, seen.head)
    if group.negated and not group.infinitive:
        return "REJECT" if kind in COOPERATIVE else kind
    if any(m in _WANTED for m in group.modals):
        return "REQUEST"
    if group.tense == "future" or "would" in group.modals:
        return "AGREE" if kind in COOPERATIVE else "THREATEN" if kind in _HARMFUL else kind
    return kind


def governing(seen: Sighting, sentence: Sentence) -> Sighting | None:
    """The trigger whose complement ``seen`` is, if it sets what the whole is: "refused to meet", "threatened to shell"."""
    parse = sentence.parse
    others = {s.token: s for s in sentence.seen if s.trigger.type in SETTING and s.token != seen.token}
    node = seen.head
    for _ in range(3):
        above, label = parse.heads[node], parse.deps[node]
        if above == node or label not in ("xcomp", "ccomp", "pcomp", "dobj", "pobj", "prep", "conj"):
            return None
        if label == "ccomp" and not any(parse.tags[c] == "TO" for c in parse.children[node]):
            return None
        if above in others:
            return others[above]
        node = above
    return None


ATTITUDES = frozenset(
    ("hope", "claim", "consider", "believe", "expect", "wish", "suggest", "ponder", "mull", "contemplate", "think", "express", "weigh")
)


def voiced(seen: Sighting, sentence: Sentence) -> bool:
    """Whether the trigger stands below a verb of hope, claim or thought, or only follows an expression of such."""
    parse = sentence.parse
    return any(parse.lemmas[t] in ATTITUDES and parse.pos[t] == "VERB" for t in parse.ancestors(seen.head))


def top(parse: Parse, span: Span) -> int | None:
    """The token of ``span`` that stands highest in the tree."""
    inside = parse.tokens(span)
    return next((t for t in inside if parse.heads[t] not in inside or parse.heads[t] == t), None)


def parties(sentence: Sentence, verb: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Doers and objects of a verb."""
    return agents(sentence.parse, verb), patients(sentence.parse, verb)


def root(parse: Parse) -> int | None:
    """The verb that heads the sentence."""
    return next((clause_head(parse, t) for t in range(len(parse)) if parse.heads[t] == t), None)
