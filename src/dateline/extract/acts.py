"""What kind of act a statement is, where its cue ("said") leaves it open: its own words decide.

In order: what the speaker says of itself ("we will", "it rejects"), what is said not to be, duties of others, ills that may come,
blame and praise by single words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.cues import cue_at

if TYPE_CHECKING:
    from dateline.knowledge.cues import CueTable
    from dateline.model.parse import Parse
    from dateline.model.statement import Act

_FIRST = frozenset({"we", "i"})
_DUTIES = frozenset({"must", "should", "ought"})
_FUTURE = frozenset({"will", "shall", "'ll", "\u2019ll", "would", "wo", "'d", "\u2019d"})
_CHANCES = frozenset({"could", "may", "might", "can", "would", "will"})
_PAST = frozenset({"have", "has", "had", "did", "was", "were"})
_WEAK = frozenset(
    [
        "be",
        "have",
        "see",
        "know",
        "need",
        "become",
        "happen",
        "regret",
        "remember",
        "miss",
        "lose",
        "suffer",
        "die",
        "learn",
        "hope",
        "find",
        "think",
        "believe",
        "feel",
        "understand",
    ]
)
_ACCEPTING = frozenset(
    [
        "accept",
        "agree",
        "allow",
        "tolerate",
        "recognise",
        "recognize",
        "support",
        "negotiate",
        "sign",
        "permit",
        "back",
        "endorse",
        "talk",
        "speak",
        "yield",
        "bow",
    ]
)
_READY = frozenset({"ready", "determined", "committed", "prepared", "willing", "resolved"})
_VOWS = frozenset({"pledge", "promise", "vow", "undertake", "commit", "guarantee"})
_AIMS = frozenset({"commitment", "pledge", "promise", "determination", "resolve", "readiness"})
_CLAIMS = frozenset(
    [
        "claim",
        "report",
        "allegation",
        "accusation",
        "charge",
        "figure",
        "toll",
        "suggestion",
        "assertion",
        "rumor",
        "rumour",
        "criticism",
        "finding",
        "story",
        "version",
        "account",
    ]
)
_NONE = frozenset({"nobody", "none", "nothing"})
_DEAR = frozenset({"consequence", "retaliation", "retaliate", "revenge"})
_OUT = frozenset({"question", "way", "chance", "intention", "reason"})
_MILD = frozenset(
    {"fight", "force", "march", "seize", "impose", "war", "sanction", "strike"}
)  # vowed against evils as often as against people


@dataclass(frozen=True, slots=True)
class _Clause:
    """A main clause of what is said: its verb, subject, auxiliaries, and whether the speaker speaks of itself."""

    verb: int
    subject: int | None
    auxiliaries: frozenset[str]
    negated: bool
    own: bool


def act_of(parse: Parse, first: int, last: int, act: Act, table: CueTable, *, own: frozenset[int]) -> Act:
    """The act of a statement with the content tokens ``first`` to ``last`` (half-open) whose cue performs ``act``.

    own: the tokens in the content that stand for the speaker itself ("it would send"), besides "we" and "I".
    """
    if act == "reject" and _claimed(parse, first, last):
        return "deny"
    if act in ("pledge", "concern"):
        return "threaten" if _harms(parse, first, last, act, table, own) else act
    if act != "assert":
        return act
    verbs = _main_verbs(parse, first, last)
    for verb in verbs:
        found = _act_of_clause(parse, _clause(parse, verb, own), first, last, table)
        if found is not None:
            return found
    return act if verbs else _of_phrase(parse, first, last, table) or act


def _of_phrase(parse: Parse, first: int, last: int, table: CueTable) -> Act | None:
    """The act of a content without a verb ("the vote "a farce"", "the raid as a crime"): the last word that shows one."""
    acts = [table.words[parse.lemmas[i]] for i in range(first, last) if parse.lemmas[i] in table.words]
    return acts[-1] if acts and acts[-1] in ("accuse", "praise", "deny", "reject", "concern") else None


def _harms(parse: Parse, first: int, last: int, act: Act, table: CueTable, own: frozenset[int]) -> bool:
    """Whether a vow or a warning announces harm by the speaker itself: "vowed to avenge them", "warned it would strike"."""
    if act == "pledge":
        head = next((i for i in range(first, last) if not first <= parse.heads[i] < last), None)
        return head is not None and table.words.get(parse.lemmas[head]) == "threaten" and parse.lemmas[head] not in _MILD
    if any(parse.lemmas[i] in _DEAR for i in range(first, last)):
        return True
    for verb in _main_verbs(parse, first, last):
        clause = _clause(parse, verb, own)
        if clause.own and clause.auxiliaries & _FUTURE and not clause.negated:
            return table.words.get(parse.lemmas[verb]) == "threaten" or any(parse.lowers[i] in ("if", "unless") for i in range(first, last))
    return False


def _claimed(parse: Parse, first: int, last: int) -> bool:
    """Whether what is rejected is a claim: "rejected the figures", "dismissed reports that"."""
    head = next((i for i in range(first, last) if not first <= parse.heads[i] < last), None)
    return head is not None and parse.lemmas[head] in _CLAIMS


def _main_verbs(parse: Parse, first: int, last: int) -> list[int]:
    """The verbs of the content's main clauses, one for each sentence in it and those coordinated with a subject of their own."""
    found = []
    for index in range(first, last):
        if parse.pos[index] not in ("VERB", "AUX") or parse.deps[index] in ("aux", "auxpass", "amod"):
            continue
        head = parse.heads[index]
        top = head == index or not first <= head < last
        if top or (head in found and _stands_alone(parse, index)):
            found.append(index)
    return found


def _stands_alone(parse: Parse, verb: int) -> bool:
    """Whether a verb below a main verb heads a clause of the same rank: coordinated with a subject of its own, or said before it."""
    if not any(parse.deps[c] == "nsubj" for c in parse.children[verb]):
        return False
    label = parse.deps[verb]
    return label == "conj" or (label in ("ccomp", "parataxis") and parse.right[verb] < parse.heads[verb])


def _clause(parse: Parse, verb: int, own: frozenset[int]) -> _Clause:
    helpers = [c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass", "neg")]
    subject = parse.child(verb, "nsubj", "nsubjpass", "expl")
    return _Clause(
        verb=verb,
        subject=subject,
        auxiliaries=frozenset(parse.lowers[c] for c in helpers if parse.deps[c] != "neg"),
        negated=any(parse.deps[c] == "neg" for c in helpers),
        own=subject is not None and (parse.lowers[subject] in _FIRST or subject in own),
    )


def _act_of_clause(parse: Parse, clause: _Clause, first: int, last: int, table: CueTable) -> Act | None:
    if clause.own and (found := _of_self(parse, clause, table)) is not None:
        return found
    if (noun := _denied(parse, clause, first, last)) is not None:
        return "reject" if parse.lemmas[noun] in _OUT or clause.auxiliaries & _CHANCES else "deny"
    if clause.auxiliaries & _DUTIES or _needs(parse, clause, first):
        return "call"
    return _by_words(parse, clause, first, last, table)


def _of_self(parse: Parse, clause: _Clause, table: CueTable) -> Act | None:
    """The act of what the speaker says that itself does, did or will do."""
    verb, lemma = clause.verb, parse.lemmas[clause.verb]
    if clause.auxiliaries & _FUTURE:
        return _future(parse, clause, table)
    going = (lemma == "go" and parse.tags[verb] == "VBG") or lemma in ("intend", "plan")
    if going and parse.child(verb, "xcomp") is not None:  # "we are going to rebuild it"
        return "reject" if clause.negated else "pledge"
    if clause.negated:
        if clause.auxiliaries & _PAST:
            return "deny"
        can = clause.auxiliaries & {"ca", "can", "could"}
        return "reject" if lemma in _ACCEPTING or (not can and clause.auxiliaries and lemma not in _WEAK) else None
    ready = parse.child(verb, "acomp")
    if ready is not None:
        cue = table.adjectives.get(parse.lowers[ready])
        return cue.act if cue is not None and cue.act != "assert" else None
    vows = lemma in _VOWS or any(parse.lemmas[c] in _AIMS for c in parse.children[verb] if parse.deps[c] == "dobj")
    if vows:
        return "pledge"
    cue = cue_at(parse, verb, table)
    return cue.act if cue is not None and cue.act != "assert" and cue.kind in ("speech", "attitude", "thought") else None


def _future(parse: Parse, clause: _Clause, table: CueTable) -> Act | None:
    verb = clause.verb
    if clause.negated:
        return "reject"
    if table.words.get(parse.lemmas[verb]) == "threaten":
        return "threaten"
    harms = any(table.words.get(parse.lemmas[i]) == "threaten" for i in range(verb, parse.right[verb] + 1))
    if harms and any(parse.lowers[i] in ("if", "unless") for i in parse.subtree(verb)):
        return "threaten"
    ready = parse.child(verb, "acomp")
    return "pledge" if parse.lemmas[verb] not in _WEAK or (ready is not None and parse.lowers[ready] in _READY) else None


def _denied(parse: Parse, clause: _Clause, first: int, last: int) -> int | None:
    """The noun of "there is no ...", "it has nothing to do with", "no shots were fired": what is said not to be."""
    subject = clause.subject
    if subject is not None and first <= subject < last and (parse.lowers[subject] in _NONE or _determined_by_no(parse, subject)):
        return subject
    if parse.lemmas[clause.verb] not in ("be", "have"):
        return None
    noun = parse.child(clause.verb, "attr", "dobj") or parse.child(clause.verb, "nsubj")
    if noun is None or not first <= noun < last:
        return None
    if parse.lowers[noun] == "nothing":
        return noun
    any_at_all = clause.negated and any(parse.lowers[c] == "any" for c in parse.children[noun])
    return noun if any_at_all or _determined_by_no(parse, noun) else None


def _determined_by_no(parse: Parse, noun: int) -> bool:
    return any(parse.lowers[c] == "no" for c in parse.children[noun])


def _needs(parse: Parse, clause: _Clause, first: int) -> bool:
    """Whether somebody is bound to do it: "needs to", "has to", "it is time to", an imperative."""
    verb = clause.verb
    if parse.lemmas[verb] == "need":
        return parse.child(verb, "xcomp") is not None
    if parse.lemmas[verb] == "have":
        return any(parse.deps[c] == "xcomp" and any(parse.tags[k] == "TO" for k in parse.children[c]) for c in parse.children[verb])
    if parse.lemmas[verb] == "be":
        attribute = parse.child(verb, "attr")
        return (
            attribute is not None
            and parse.lowers[attribute] == "time"
            and clause.subject is not None
            and parse.lowers[clause.subject] == "it"
        )
    imperative = clause.subject is None and parse.tags[verb] == "VB" and not clause.auxiliaries
    return imperative and all(parse.pos[i] in ("PUNCT", "ADV", "INTJ") for i in range(first, verb))


def _by_words(parse: Parse, clause: _Clause, first: int, last: int, table: CueTable) -> Act | None:
    """The act that single words of the main clause show."""
    verb = clause.verb
    begin, end = max(first, parse.left[verb]), min(last, parse.right[verb] + 1)
    acts = [(table.words[parse.lemmas[i]], i) for i in range(begin, end) if parse.lemmas[i] in table.words]
    if not acts:
        return None
    predicate = {verb, *(c for c in parse.children[verb] if parse.deps[c] in ("attr", "acomp", "dobj", "oprd"))}
    for act, index in acts:
        if act == "deny" and index in predicate and not clause.negated:
            return "deny"
        if act == "reject" and index in predicate and (clause.negated == (parse.lowers[index] in ("acceptable", "possible"))):
            return "reject"
        feared = clause.auxiliaries & _CHANCES if parse.pos[index] == "VERB" else index in predicate
        if act == "concern" and feared and not clause.negated:
            return "concern"
        if act == "threaten" and parse.lemmas[index] == "consequence" and clause.auxiliaries & _FUTURE:
            return "threaten"
        if act == "praise" and index in predicate and not clause.negated:
            return "praise"
    blamed = any(act == "accuse" and not clause.negated and not (clause.auxiliaries & _CHANCES) for act, _ in acts)
    return "accuse" if blamed and not clause.own else None
