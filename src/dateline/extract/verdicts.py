"""Stances taken by a verdict or by an answer: "called the accord a betrayal", "told Sudan to withdraw. Sudan refused."."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.judge import Judge
from dateline.extract.stances import Taken
from dateline.knowledge.propositions import PropositionTable
from dateline.linguistics import clauses
from dateline.model.parse import Parse
from dateline.model.position import Stance

_NAMING = frozenset((
    "call", "describe", "brand", "label", "denounce", "decry", "condemn", "consider", "deem", "dub", "term", "see", "view", "regard",
    "hail", "welcome", "praise", "criticise", "criticize", "slam", "dismiss", "reject", "declare", "find",
))  # fmt: skip
_ASKED = frozenset(
    ("demand", "urge", "ask", "call", "appeal", "request", "propose", "suggest", "tell", "press", "order", "want", "insist", "warn")
)
_DOUBTFUL = frozenset(("may", "might", "could"))
_OTHER: dict[Stance, Stance] = {"supports": "opposes", "opposes": "supports", "neutral": "neutral", "conditional": "conditional"}
_COMPLEMENTS = ("dobj", "xcomp", "ccomp", "prep", "advcl", "acomp", "prt", "oprd")


def verdicts(parse: Parse, judge: Judge, table: PropositionTable) -> Iterator[Taken]:
    """The stances taken by naming a deed good or bad, in order."""
    for token, lower in enumerate(parse.lowers):
        if lower not in table.heads:
            continue
        known = table.stance(lower, "verdict", ("obj",))
        named = _named(parse, token) if known is not None else None
        if known is None or named is None:
            continue
        verb, target = named
        deed = parse.lemmas[target].lower() in table.frames and parse.pos[target] == "NOUN"
        if parse.lemmas[verb] == "be":
            if deed and not any(parse.deps[c] == "aux" and parse.lowers[c] in _DOUBTFUL for c in parse.children[verb]):
                turned = any(parse.deps[c] == "neg" for c in (*parse.children[verb], *parse.children[token]))
                yield Taken(token, (), target, _OTHER[known.stance] if turned else known.stance, None, f"stance:{known.word}")
        elif deed and judge.state(verb).real:
            yield Taken(verb, clauses.agents(parse, verb), target, known.stance, None, f"stance:{known.word}")


def answers(parse: Parse, judge: Judge, table: PropositionTable, taken: list[Taken]) -> Iterator[Taken]:
    """The stances of those who were called upon and say yes or no, in order."""
    for token, lemma in enumerate(parse.lemmas):
        known = table.stance(lemma, "answer", ("call",)) if parse.pos[token] == "VERB" and lemma in table.heads else None
        if known is None or any(parse.deps[c] in _COMPLEMENTS for c in parse.children[token]) or not judge.state(token).real:
            continue
        near = [t for t in taken if t.word < token and 0 <= parse.sentence_of[token] - parse.sentence_of[t.word] <= 1]
        asked = [t for t in near if t.rule.partition(":")[2].partition(" ")[0] in _ASKED and t.stance in ("supports", "opposes")]
        holders = clauses.agents(parse, token)
        if asked and holders and parse.tags[token] in ("VBD", "VBZ", "VBP", "VBN"):
            contrary = (asked[-1].stance == "opposes") != (known.stance == "opposes")
            yield Taken(token, holders, asked[-1].target, "opposes" if contrary else "supports", None, f"stance:{known.word}", token)


def _named(parse: Parse, token: int) -> tuple[int, int] | None:
    """The verb that a verdict hangs on, and what it is passed on: "called the strikes illegal", "condemned the vote as a farce"."""
    head, label = parse.heads[token], parse.deps[token]
    if label == "conj":
        head, label = parse.heads[head], parse.deps[head]
    if label == "pobj" and parse.lowers[head] == "as":
        verb = parse.heads[head]
        target = parse.child(verb, "dobj")
    elif label == "amod" and parse.deps[head] == "pobj" and parse.lowers[parse.heads[head]] == "as":
        verb = parse.heads[parse.heads[head]]
        target = parse.child(verb, "dobj")
    elif label in ("attr", "acomp") and parse.lemmas[head] == "be":
        target = parse.child(head, "nsubj")
        return (head, target) if target is not None else None
    elif label == "oprd":
        verb, target = head, parse.child(head, "dobj", "nsubjpass")
    elif label == "ccomp":
        verb, target = head, parse.child(token, "nsubj")
    else:
        return None
    return (verb, target) if target is not None and parse.lemmas[verb] in _NAMING else None
