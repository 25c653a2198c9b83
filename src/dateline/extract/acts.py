"""What kind of act a statement is, where its cue ("said") leaves it open: its own words decide.

In order: what the speaker says of itself ("we will", "it rejects"), what is said not to be, duties of others, ills that may come,
blame and praise by single words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.cues import cue_at
from dateline.extract.turns import turn_of

if TYPE_CHECKING:
    from dateline.knowledge.cues import CueTable
    from dateline.model.parse import Parse
    from dateline.model.statement import Act

_FIRST = frozenset({"we", "i"})
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_IFS = frozenset({"if", "unless", "should", "until"})
_MENACES = frozenset({
    "act", "answer", "arrest", "attack", "blockade", "bomb", "close", "cross", "cut", "enter", "expel", "fire", "freeze", "halt", "hit",
    "impose", "invade", "march", "move", "press", "punish", "quit", "react", "resort", "respond", "resume", "retaliate", "seize", "shell",
    "shoot", "shut", "storm", "strike", "suspend", "take", "target", "use", "walk",
})  # fmt: skip
_BENEFITS = frozenset({"prevent", "avert", "save", "spare", "end", "stop", "open", "bring", "pave"})
_THESE = frozenset({"it", "this", "that", "deal", "agreement", "accord", "truce", "ceasefire", "vote", "decision", "treaty", "resolution"})
_LOYAL = frozenset({"abandon", "forsake", "forget", "desert", "betray", "rest", "waver", "relent", "tire", "falter", "flinch"})
_SHELTERED = frozenset(
    {"citizen", "national", "traveller", "traveler", "tourist", "public", "resident", "people", "voter", "investor", "user"}
)
_DUTIES = frozenset({"must", "should", "ought"})
_FUTURE = frozenset({"will", "shall", "'ll", "\u2019ll", "would", "wo", "'d", "\u2019d"})
_CHANCES = frozenset({"could", "may", "might", "can", "would", "will"})
_PAST = frozenset({"have", "has", "had", "did", "was", "were"})
_WEAK = frozenset({
    "be", "have", "see", "know", "need", "become", "happen", "regret", "remember", "miss", "lose", "suffer", "die", "learn", "hope",
    "find", "think", "believe", "feel", "understand",
})  # fmt: skip
_ACCEPTING = frozenset({
    "accept", "agree", "allow", "tolerate", "recognise", "recognize", "support", "negotiate", "sign", "permit", "back", "endorse", "talk",
    "speak", "yield", "bow",
})  # fmt: skip
_READY = frozenset({"ready", "determined", "committed", "prepared", "willing", "resolved"})
_VOWS = frozenset({"pledge", "promise", "vow", "undertake", "commit", "guarantee"})
_AIMS = frozenset({"commitment", "pledge", "promise", "determination", "resolve", "readiness"})
_CLAIMS = frozenset({
    "claim", "report", "allegation", "accusation", "charge", "figure", "toll", "suggestion", "assertion", "rumor", "rumour", "criticism",
    "finding", "story", "version", "account",
})  # fmt: skip
_NONE = frozenset({"none", "nothing"})
_NOBODY = frozenset({"nobody", "nothing", "none"})
_IFFY = frozenset({"if", "unless", "otherwise"})
_MINDS = frozenset({
    "know", "think", "expect", "see", "want", "believe", "understand", "realise", "realize", "feel", "hear", "like", "care", "get",
    "receive", "decide", "reply", "discuss", "comment",
})  # fmt: skip
_LACKING = frozenset({
    "doubt", "decision", "date", "comment", "word", "reply", "response", "answer", "progress", "sign", "time", "chance", "hope", "idea",
    "choice", "alternative", "end", "limit", "other", "one", "news", "information", "confirmation", "winner", "money", "food", "water",
    "power", "electricity", "medicine", "fuel", "place", "breakthrough", "agreement", "deal", "casualty", "injury", "damage", "secret",
    "surprise", "excuse", "guarantee", "problem", "difference", "details", "detail", "bread", "rain", "room", "access", "contact",
    "school", "vote",
})  # fmt: skip
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
    if act == "pledge" and _turned_down(parse, first, last, table):
        return "reject"
    if act in ("pledge", "concern"):
        return "threaten" if _harms(parse, first, last, act, table, own) else act
    if act != "assert":
        return act
    clauses = [_clause(parse, verb, own) for verb in _main_verbs(parse, first, last)]
    turn = turn_of(parse, first, last, table, own=_willing(clauses))
    done = next((found for clause in clauses if clause.own and (found := _of_self(parse, clause, table)) is not None), None)
    if turn is not None and (done is None or turn in ("reject", "threaten") or (turn, done) == ("pledge", "praise")):
        return turn
    acts = [found for clause in clauses if (found := _act_of_clause(parse, clause, first, last, table)) is not None]
    if acts:
        return "deny" if acts[0] == "reject" and "deny" in acts else acts[0]
    return act if clauses else _of_phrase(parse, first, last, table) or act


def _turned_down(parse: Parse, first: int, last: int, table: CueTable) -> bool:
    """Whether a vow is one to turn something down: "vowed to ignore the plan", "promised that they would oppose it"."""
    head = next((i for i in range(first, last) if not first <= parse.heads[i] < last), None)
    return head is not None and parse.pos[head] == "VERB" and table.words.get(parse.lemmas[head]) == "reject"


def _of_phrase(parse: Parse, first: int, last: int, table: CueTable) -> Act | None:
    """The act of a content without a verb ("the vote "a farce"", "the raid as a crime"): the last word that shows one."""
    acts = [table.words[parse.lemmas[i]] for i in range(first, last) if parse.lemmas[i] in table.words]
    return acts[-1] if acts and acts[-1] in ("accuse", "praise", "deny", "reject", "concern") else None


def _harms(parse: Parse, first: int, last: int, act: Act, table: CueTable, own: frozenset[int]) -> bool:
    """Whether a vow or a warning announces harm by the speaker itself: "vowed to avenge them", "warned it would strike"."""
    if act == "pledge":
        head = next((i for i in range(first, last) if not first <= parse.heads[i] < last), None)
        threat = head is not None and table.words.get(parse.lemmas[head]) == "threaten" and parse.lemmas[head] not in _MILD
        return threat and parse.child(head or 0, "nummod") is None  # "promised ten million pounds"
    if any(parse.lemmas[i] in _DEAR for i in range(first, last)) or _kept_from(parse, first, last):
        return True
    clauses = [_clause(parse, verb, own) for verb in _main_verbs(parse, first, last)]
    if turn_of(parse, first, last, table, own=_willing(clauses)) == "threaten":
        return True
    iffy = any(parse.lowers[i] in _IFFY for i in range(first, last))
    for clause in clauses:
        verb, subject = clause.verb, clause.subject
        nameless = subject is not None and parse.pos[subject] == "NOUN"
        if iffy and nameless and clause.auxiliaries & {"will", "would"} and not clause.negated and parse.lemmas[verb] in _MENACES:
            return True
        if clause.own and clause.auxiliaries & _FUTURE and not clause.negated:
            return table.words.get(parse.lemmas[verb]) == "threaten" or iffy
    return False


def _kept_from(parse: Parse, first: int, last: int) -> bool:
    """Whether somebody is warned off a deed: "(warned) the army against entering the town", "(warned) them not to fire"."""
    head = next((i for i in range(first, last) if not first <= parse.heads[i] < last), None)
    if head is None or parse.pos[head] not in ("NOUN", "PROPN", "PRON") or parse.right[head] + 1 >= last:
        return False
    if any(parse.tags[c] == "PRP$" for c in parse.children[head]) or parse.lemmas[head] in _SHELTERED:
        return False  # "warned its citizens against travelling"
    word = parse.lowers[parse.right[head] + 1]
    return word == "against" or (word == "not" and parse.lowers[parse.right[head] + 2] == "to")


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
    if parse.deps[verb] == "conj" and any(parse.tags[c] == "MD" for c in parse.children[verb]):
        return True  # "it is late and should be ended"
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
        negated=any(parse.deps[c] == "neg" for c in helpers) or any(parse.lowers[c] == "neither" for c in parse.children[verb]),
        own=parse.lowers[subject] in _FIRST or subject in own if subject is not None else _untold(parse, verb),
    )


def _willing(clauses: list[_Clause]) -> bool:
    """Whether the speaker says what itself will do."""
    return any(clause.own and clause.auxiliaries & _FUTURE and not clause.negated for clause in clauses)


def _untold(parse: Parse, verb: int) -> bool:
    """Whether a headline leaves the subject out: "Ministry says will not let them in"."""
    return parse.deps[verb] == "ccomp" and parse.heads[verb] < verb and any(parse.tags[c] == "MD" for c in parse.children[verb])


def _act_of_clause(parse: Parse, clause: _Clause, first: int, last: int, table: CueTable) -> Act | None:
    if clause.own and (found := _of_self(parse, clause, table)) is not None:
        return found
    noun = _denied(parse, clause, first, last)
    if noun is not None and parse.lemmas[noun] not in _LACKING:
        return "reject" if parse.lemmas[noun] in _OUT or clause.auxiliaries & _CHANCES else "deny"
    itself = clause.own and clause.subject is not None and parse.lowers[clause.subject] in _PRONOUNS
    if itself:
        return _by_words(parse, clause, first, last, table)  # "it would have to cut rations" is nobody's duty but its own
    if (clause.auxiliaries & _DUTIES and "have" not in clause.auxiliaries and not _inverted(parse, clause)) or _needs(parse, clause, first):
        return "call"
    if _beneficial(parse, clause):
        return "praise"
    return _by_words(parse, clause, first, last, table)


def _inverted(parse: Parse, clause: _Clause) -> bool:
    """Whether "should" stands for "if": "Should the truce fail, ..."."""
    return clause.subject is not None and any(parse.lowers[c] == "should" and c < clause.subject for c in parse.children[clause.verb])


def _beneficial(parse: Parse, clause: _Clause) -> bool:
    """Whether something is said to do good: "it prevents a war", "this agreement saves lives"."""
    if clause.negated or clause.subject is None or parse.lemmas[clause.verb] not in _BENEFITS or parse.tags[clause.verb] != "VBZ":
        return False
    return parse.lowers[clause.subject] in _THESE and parse.child(clause.verb, "dobj") is not None


def _of_self(parse: Parse, clause: _Clause, table: CueTable) -> Act | None:
    """The act of what the speaker says that itself does, did or will do."""
    verb, lemma = clause.verb, parse.lemmas[clause.verb]
    if clause.auxiliaries & _FUTURE:
        return _future(parse, clause, table)
    going = (lemma == "go" and parse.tags[verb] == "VBG") or lemma in ("intend", "plan")
    if going and parse.child(verb, "xcomp") is not None:  # "we are going to rebuild it"
        return "reject" if clause.negated else "pledge"
    if (clause.auxiliaries & _PAST or parse.tags[verb] == "VBD") and lemma not in _MINDS:
        nothing = parse.child(verb, "dobj")
        if clause.negated and any(parse.lowers[c] == "yet" for c in parse.children[verb]):
            return None
        passive = parse.child(verb, "auxpass") is not None
        if clause.negated or (
            nothing is not None and not passive and (parse.lowers[nothing] in _NONE or _determined_by_no(parse, nothing))
        ):
            return "deny"
    if clause.negated:
        can = clause.auxiliaries & {"ca", "can", "could"}
        return "reject" if lemma in _ACCEPTING or (not can and clause.auxiliaries and lemma not in _WEAK) else None
    ready = parse.child(verb, "acomp")
    if ready is not None and parse.lowers[ready] in _READY and _conditional(parse, verb) and _menaces(parse, ready):
        return "threaten"
    if ready is not None:
        cue = table.adjectives.get(parse.lowers[ready])
        return cue.act if cue is not None and cue.act != "assert" else None
    if parse.deps[clause.subject or verb] == "nsubjpass":
        return None  # "we were promised help"
    vows = lemma in _VOWS or any(parse.lemmas[c] in _AIMS for c in parse.children[verb] if parse.deps[c] == "dobj")
    if vows:
        return "pledge"
    if lemma == "need" and parse.child(verb, "dobj") is not None and clause.subject is not None and parse.lowers[clause.subject] in _FIRST:
        return "call"
    if parse.child(verb, "xcomp") is not None and lemma in ("want", "need", "like"):
        return None  # "I want to see it"
    cue = cue_at(parse, verb, table)
    if cue is None or cue.act == "assert" or (cue.act == "praise" and cue.kind != "speech"):
        return None
    return cue.act if cue.kind in ("speech", "attitude", "thought") else None


def _future(parse: Parse, clause: _Clause, table: CueTable) -> Act | None:
    verb = clause.verb
    never = any(
        parse.deps[c] == "prep" and parse.lowers[c] == "under" and _determined_by_no(parse, parse.right[c]) for c in parse.children[verb]
    )
    if clause.negated and parse.lemmas[verb] in _LOYAL:
        return "pledge"  # "we will not abandon them"
    if clause.negated or never or table.words.get(parse.lemmas[verb]) == "reject":
        return "reject"
    if table.words.get(parse.lemmas[verb]) == "threaten" or (_conditional(parse, verb) and parse.lemmas[verb] in _MENACES):
        return "threaten"
    harms = any(table.words.get(parse.lemmas[i]) == "threaten" for i in range(verb, parse.right[verb] + 1))
    if harms and any(parse.lowers[i] in ("if", "unless") for i in parse.subtree(verb)):
        return "threaten"
    ready = parse.child(verb, "acomp")
    return "pledge" if parse.lemmas[verb] not in _WEAK or (ready is not None and parse.lowers[ready] in _READY) else None


def _conditional(parse: Parse, verb: int) -> bool:
    """Whether an if-clause hangs from the verb or stands before it in its sentence."""
    return any(parse.lowers[i] in _IFS for i in range(parse.sentence(verb).first, parse.right[verb] + 1))


def _menaces(parse: Parse, head: int) -> bool:
    return any(parse.lemmas[i] in _MENACES or parse.lemmas[i] in ("go", "fight") for i in parse.subtree(head))


def _denied(parse: Parse, clause: _Clause, first: int, last: int) -> int | None:
    """The noun of "there is no ...", "it has nothing to do with", "no shots were fired": what is said not to be."""
    subject = clause.subject
    if subject is not None and first <= subject < last and (_determined_by_no(parse, subject) or parse.lowers[subject] in _NOBODY):
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
    return any(parse.lowers[c] == "no" for c in parse.children[noun]) or parse.lowers[parse.left[noun]] == "not"


def _needs(parse: Parse, clause: _Clause, first: int) -> bool:
    """Whether somebody is bound to do it: "needs to", "has to", "it is time to", an imperative."""
    verb = clause.verb
    if parse.lemmas[verb] in ("need", "ought"):
        return parse.child(verb, "xcomp") is not None
    if parse.lowers[verb] in ("have", "has"):
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
    predicate = _predicate(parse, verb) if acts else set[int]()
    for act, index in acts:
        if _shown(parse, clause, act, index, index in predicate):
            return act if act != "threaten" or parse.lemmas[index] == "consequence" or _doomed(parse, clause, index) else "concern"
    blamed = any(act in ("accuse", "deny") and index in predicate for act, index in acts)
    return "accuse" if blamed and not (clause.own or clause.negated or clause.auxiliaries & _CHANCES) else None


def _predicate(parse: Parse, verb: int) -> set[int]:
    """The verb, what is said of its subject or done, the fellows of these, and what hangs from a noun by "of"."""
    found = {verb}
    for child in parse.children[verb]:
        if parse.deps[child] in ("attr", "acomp", "dobj", "oprd", "conj"):
            found.update((child, *(c for c in parse.children[child] if parse.deps[c] in ("amod", "conj", "compound"))))
            found.update(i for c in parse.children[child] if parse.lowers[c] in ("of", "for") for i in parse.children[c])
        elif parse.deps[child] == "advmod" or parse.lowers[child] in ("as", "behind"):
            found.update((child, *parse.children[child]))
        elif parse.deps[child] == "prep" and parse.lowers[child] in ("into", "toward", "towards"):  # "push the country into famine"
            found.update(c for c in parse.children[child] if parse.deps[c] == "pobj")
        elif (
            parse.deps[child] in ("nsubj", "nsubjpass")
            and parse.pos[child] == "NOUN"
            and parse.lemmas[child] in ("lie", "crime", "massacre")
        ):
            found.add(child)
    return found


def _doomed(parse: Parse, clause: _Clause, index: int) -> bool:
    """Whether harm is announced: "whoever enters will be shot"."""
    return index == clause.verb and bool(clause.auxiliaries & {"will", "shall"}) and parse.child(index, "auxpass") is not None


def _shown(parse: Parse, clause: _Clause, act: Act, index: int, predicate: bool) -> bool:
    """Whether a word shows its act where it stands."""
    lemma, verbal = parse.lemmas[index], parse.pos[index] == "VERB"
    if act == "deny":
        return predicate and not clause.negated and index != clause.subject
    if act == "reject":
        flat = lemma in ("acceptable", "possible")
        return predicate and not verbal and clause.negated == flat
    if act == "concern":
        spreading = index == clause.verb and parse.tags[index] == "VBG"
        main = index == clause.verb or (parse.heads[index] == clause.verb and parse.deps[index] in ("xcomp", "conj", "ccomp"))
        spreading = spreading and parse.child(index, "dobj") is None
        return not clause.negated and ((main and bool(clause.auxiliaries & _CHANCES)) or spreading if verbal else predicate)
    if act == "threaten":
        if lemma == "consequence":
            return bool(clause.auxiliaries & _FUTURE)
        return verbal and not clause.own and bool(clause.auxiliaries & {"could", "may", "might"} or _doomed(parse, clause, index))
    return act == "praise" and predicate and not clause.negated
