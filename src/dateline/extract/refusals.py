"""Stances without a word for them: "We will not negotiate", "there is no question of strikes", "the effort must be stepped up"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.judge import Judge
from dateline.extract.own import negating
from dateline.extract.stances import Taken, carried, condition_of
from dateline.extract.status import State
from dateline.knowledge.propositions import PropositionTable
from dateline.linguistics import clauses
from dateline.model.event import Event
from dateline.model.parse import Parse
from dateline.model.position import Stance

_WILL = frozenset(("will", "would", "wo", "shall", "can", "ca", "'ll", "'d"))
_MUST = frozenset(("must", "should", "ought"))
_MEANT = frozenset(("plan", "intend", "seek", "want", "consider", "mean", "aim", "wish", "decide", "prepare"))
_COMMITTING = frozenset(("threaten", "offer", "promise", "pledge", "vow", "agree", "undertake"))
_KEEPING = frozenset(("continue", "resume", "begin", "start", "proceed", "go"))
_STOPPING = frozenset(("stop", "end", "cease"))
_NEEDS = frozenset(("modal:must", "modal:should", "modal:ought", "inf:need"))
_DEEDS = ("tion", "sion", "ment", "sation")
_STANCE: dict[str, Stance] = {"called-for": "supports", "ruled-out": "opposes"}


def refusals(parse: Parse, judge: Judge, table: PropositionTable, events: tuple[Event, ...]) -> Iterator[Taken]:
    """The stances taken by negation and by modal verbs, in order."""
    yield from _of_events(parse, judge, table, events)
    yield from _of_subjects(parse, judge, table)
    for token, pos in enumerate(parse.pos):
        if pos == "VERB" and parse.tags[token] in ("VB", "VBN", "VBG", "VBP"):
            taken = _of_verb(parse, judge, table, token)
            if taken is not None:
                yield taken


def _of_events(parse: Parse, judge: Judge, table: PropositionTable, events: tuple[Event, ...]) -> Iterator[Taken]:
    """Deeds turned down in so many words: nouns under "no question of", "not on the agenda", "no plans for"."""
    for event in events:
        if event.factuality.status != "ruled-out" or event.type == "REJECT":
            continue
        inside = parse.tokens(event.trigger.spans[0])
        head = next((i for i in inside if parse.heads[i] not in inside), None)
        state = judge.state(head) if head is not None else State()
        if head is None or state.status != "ruled-out" or not _refuses(parse, table, state):
            continue
        target = carried(parse, table, head)
        if target is not None:
            verb = state.turns[-1].token if parse.pos[head] != "VERB" else head
            holders = clauses.agents(parse, verb) if parse.pos[verb] == "VERB" else ()
            yield Taken(state.turns[-1].token, holders, target, "opposes", None, f"refusal:{state.frame}")


def _of_subjects(parse: Parse, judge: Judge, table: PropositionTable) -> Iterator[Taken]:
    """What a sentence says is not to be: "troops are not up for discussion", "there will be no autonomy"."""
    for token, pos in enumerate(parse.pos):
        label, verb = parse.deps[token], parse.heads[token]
        if pos != "NOUN" or label not in ("nsubj", "attr", "conj") or table.vessels.get(parse.lemmas[token].lower()) == "empty":
            continue
        if label == "nsubj" and parse.lemmas[verb] in ("be", "remain") and judge.state(token).frame.startswith("phrase:"):
            if judge.state(token).status == "ruled-out":
                yield Taken(verb, (), token, "opposes", None, f"refusal:{judge.state(token).frame}")
        elif _never_there(parse, token) and (parse.lemmas[token].lower() in table.frames or parse.lowers[token].endswith(_DEEDS)):
            yield Taken(token, (), token, "opposes", None, "refusal:no")


def _never_there(parse: Parse, noun: int) -> bool:
    """Whether the noun stands under "there will be no"."""
    if not any(parse.deps[c] == "det" and parse.lowers[c] == "no" for c in parse.children[noun]):
        return False
    first = parse.heads[noun] if parse.deps[noun] == "conj" else noun
    verb = parse.heads[first]
    there = parse.lemmas[verb] == "be" and any(parse.lowers[c] == "there" for c in parse.children[verb])
    return there and any(parse.deps[c] == "aux" and parse.lowers[c] in _WILL | _MUST for c in parse.children[verb])


def _refuses(parse: Parse, table: PropositionTable, state: State) -> bool:
    """Whether the deed is turned down by a noun, an adjective or a phrase, or by a plan denied; verbs of stance have been read before."""
    takers = [turn.token for turn in state.turns if parse.pos[turn.token] == "VERB" and parse.lemmas[turn.token] not in _MEANT]
    if not state.turns or any(parse.lemmas[token] in table.heads for token in takers):
        return False
    frame, _, word = state.frame.partition(":")
    return frame in ("phrase", "of", "for", "subj", "inf", "on", "that") and (parse.pos[state.turns[-1].token] != "VERB" or word in _MEANT)


def _of_verb(parse: Parse, judge: Judge, table: PropositionTable, token: int) -> Taken | None:
    if table.vessels.get(parse.lemmas[token]) == "empty":
        return None
    auxiliary = next((c for c in parse.children[token] if parse.deps[c] == "aux" and parse.lowers[c] in _WILL | _MUST), None)
    if auxiliary is None and parse.lemmas[parse.heads[token]] != "need":
        return _promised(parse, table, token)
    state = judge.state(token)
    if auxiliary is not None and parse.lowers[auxiliary] in _WILL:
        return _refused(parse, judge, token, auxiliary, state) or _offered(parse, table, token, auxiliary, state)
    return _needed(parse, table, token, state)


def _needed(parse: Parse, table: PropositionTable, token: int, state: State) -> Taken | None:
    """What has to be done, in the words of whoever says so: "the effort needs to be stepped up", "they must not sign"."""
    wanted = _STANCE.get(state.status)
    alone = parse.child(token, "dobj", "nsubjpass") is None
    if wanted is not None and parse.lemmas[token] in _KEEPING | _STOPPING and alone:
        going = parse.child(token, "nsubj")
        if going is None or parse.lemmas[going].lower() not in table.frames:
            return None
        against = (wanted == "opposes") != (parse.lemmas[token] in _STOPPING)
        return Taken(state.turns[-1].token, (), going, "opposes" if against else "supports", None, f"needed:{state.frame}")
    if wanted is None or not state.turns or state.frame not in _NEEDS or table.vessels.get(parse.lemmas[token]) == "empty":
        return None
    return Taken(state.turns[-1].token, (), token, wanted, condition_of(parse, token), f"needed:{state.frame}")


def _refused(parse: Parse, judge: Judge, token: int, auxiliary: int, state: State) -> Taken | None:
    """The refusal in "We will not talk", a refusal by whoever is the subject, where the verb itself is negated."""
    if state.status != "ruled-out" or negating(parse, judge.signatures, token) is None or state.frame.partition(":")[0] != "modal":
        return None
    holders = clauses.agents(parse, token)
    if not holders or clauses.is_passive(parse, token):
        return None
    condition = condition_of(parse, token)
    return Taken(auxiliary, holders, token, "opposes" if condition is None else "conditional", condition, "refusal:will not")


def _offered(parse: Parse, table: PropositionTable, token: int, auxiliary: int, state: State) -> Taken | None:
    """What its doer would do on a condition: "said it would withdraw its troops if Ghana did"."""
    condition = condition_of(parse, token)
    if condition is None or state.status != "conditional" or parse.lowers[auxiliary] in ("can", "ca"):
        return None
    holders = clauses.agents(parse, token)
    if not holders or not _deed(parse, table, token) or clauses.is_passive(parse, token) or parse.lemmas[token] == "be":
        return None
    return Taken(auxiliary, holders, token, "conditional", condition, "refusal:will not")


def _promised(parse: Parse, table: PropositionTable, token: int) -> Taken | None:
    """What is promised or threatened on a condition: "threatened to use force unless he left"."""
    verb = parse.heads[token]
    if parse.deps[token] != "xcomp" or parse.lemmas[verb] not in _COMMITTING:
        return None
    condition, holders = condition_of(parse, verb, token), clauses.agents(parse, verb)
    if condition is None or not holders or not _deed(parse, table, token):
        return None
    return Taken(verb, holders, token, "conditional", condition, f"refusal:{parse.lemmas[verb]}")


def _deed(parse: Parse, table: PropositionTable, token: int) -> bool:
    """Whether the verb, its object or its phrase is the name of a deed that positions are about."""
    below = [c for c in parse.children[token] if parse.deps[c] == "dobj"]
    below += [inner for c in parse.children[token] if parse.deps[c] == "prep" and (inner := parse.child(c, "pobj")) is not None]
    return any(parse.lemmas[each].lower() in table.frames for each in (token, *below))
