"""Clauses that tell what is to be done, by their grammar alone: "will", "is to", "is ready to", "means to", "is sending ... on Friday"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model.parse import Parse
    from dateline.model.time import Timex

_WILL = frozenset({"will", "would", "shall", "'ll", "\u2019ll", "'d", "\u2019d"})
_SETTING = frozenset({
    "plan", "intend", "mean", "want", "aim", "prepare", "undertake", "agree", "offer", "promise", "vow", "pledge", "decide",
    "resolve", "volunteer", "commit", "swear", "consent", "hope", "elect", "opt", "arrange", "propose", "guarantee",
})  # fmt: skip
_WISHING = frozenset({"want", "hope", "mean", "plan", "intend", "aim", "prepare"})  # told in the past they are no plan now
_READY = frozenset({
    "ready", "prepared", "willing", "disposed", "determined", "happy", "glad", "committed", "resolved", "set", "due", "poised",
    "bound", "inclined", "pleased", "free",
})  # fmt: skip
_BEING = frozenset({"be", "stand", "remain", "declare", "pronounce", "show", "say", "seem", "stay"})
_GIVING = frozenset({"offer", "promise", "pledge", "earmark", "allocate", "guarantee", "commit", "volunteer", "vow"})
_NO_GIFT = frozenset({
    "resignation", "condolence", "apology", "support", "thanks", "congratulation", "prayer", "explanation", "view", "sympathy",
    "reason", "comment", "glimpse", "comfort", "hope", "detail", "advice", "opinion", "evidence", "proof", "prospect", "word",
    "answer", "revenge",
})  # fmt: skip
_WORD = frozenset({
    "promise", "pledge", "assurance", "undertaking", "word", "commitment", "guarantee", "plan", "offer", "intention", "readiness",
    "willingness", "decision", "determination", "vow",
})  # fmt: skip
_GIVES = frozenset(
    {"give", "make", "issue", "renew", "announce", "repeat", "have", "obtain", "offer", "voice", "express", "reaffirm", "confirm"}
)
_DATED = frozenset({
    "march", "rally", "protest", "demonstration", "visit", "convoy", "walkout", "vigil", "delegation", "delivery", "flight",
    "shipment", "release", "withdrawal", "inquiry", "amnesty", "truce", "ceasefire", "pause", "decision", "statement", "conference",
    "commission", "fund", "programme", "reduction", "increase", "payment", "reopening", "opening",
})  # fmt: skip
_ANNOUNCING = frozenset({"announce", "schedule", "set", "plan", "call"})
_SAYING = frozenset({
    "say", "tell", "announce", "add", "assure", "confirm", "promise", "pledge", "vow", "state", "declare", "write", "note", "insist",
    "explain", "reply", "answer", "disclose", "reveal", "maintain", "stress", "point", "indicate", "make", "let", "know", "inform",
    "repeat", "reiterate", "reaffirm", "signal", "agree", "undertake", "guarantee", "decide", "swear", "concede", "acknowledge",
    "reassure", "report", "respond", "continue", "emphasise", "emphasize", "underline", "remark", "clarify", "rule", "resolve", "be",
    "give", "hint", "suggest", "offer", "order", "see", "accord",
})  # fmt: skip
_FEARING = frozenset({
    "fear", "hope", "predict", "expect", "believe", "think", "warn", "doubt", "joke", "deny", "demand", "forecast", "estimate",
    "reckon", "ask", "wonder", "urge", "guess", "suspect", "calculate",
})  # fmt: skip
_HANDING = frozenset({
    "give", "send", "hand", "fly", "lend", "pay", "provide", "donate", "contribute", "withdraw", "pull", "dispatch", "put", "ship",
    "offer", "prepare", "draft", "recall", "sue",
})  # fmt: skip
_NOW = frozenset({"is", "are", "'s", "'re"})
_BE = frozenset({*_NOW, "was", "were"})
_TONIGHT = frozenset({"tonight", "midnight"})
_MINDS = frozenset({
    "be", "have", "see", "know", "think", "believe", "hope", "need", "want", "become", "happen", "remember", "regret", "miss", "lose",
    "suffer", "die", "learn", "win", "remain", "feel", "live", "prevail", "understand", "find", "like", "seem", "look", "hear", "get",
    "love", "prefer", "mean", "cost", "last", "depend", "face", "risk", "fall", "rise", "grow", "fail", "exceed", "reach", "turn",
    "appear", "welcome", "back", "support", "oppose", "vote", "favour", "favor", "reject", "abstain", "say", "comment", "rule",
    "decide", "matter", "suffice", "require", "deserve", "belong", "exist", "continue", "expect", "worsen", "collapse", "starve",
    "speak", "tell", "discuss", "debate", "mark", "bring", "begin", "start", "end", "resume", "call", "prove", "damage", "affect",
    "harm", "undermine", "threaten", "encourage", "lead", "force", "cause", "run", "argue",
})  # fmt: skip
_DEEDS_IF_TIMED = frozenset({
    "reach", "be", "begin", "start", "end", "resume", "bring", "run", "remain", "speak", "call", "lead", "continue", "have", "decide",
    "face", "mark", "hear", "see", "fall",
})  # fmt: skip
_NOT_UNDONE = frozenset({
    "fire", "attack", "shoot", "close", "arrest", "dismiss", "touch", "harm", "prosecute", "punish", "shell", "bomb", "block",
    "interfere", "evict", "raise", "cut", "strike", "resist", "use", "hinder", "obstruct", "stop", "deploy", "enter", "charge",
    "sack", "expel",
})  # fmt: skip
_COMPLEMENTS = frozenset({"acomp", "oprd", "advcl", "xcomp", "attr", "ccomp", "advmod"})
_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset({"ROOT", "ccomp", "parataxis"})
_JOINED = 4


@dataclass(frozen=True, slots=True)
class Intent:
    """A deed to come: its finite ``verb``, the ``head`` of the deed's words, its subject, and what tells that it is to come."""

    verb: int
    head: int
    subject: int | None
    passive: bool
    timed: bool
    by: str
    confidence: float


def intents(parse: Parse, times: Sequence[Timex], published: str | None) -> Iterator[Intent]:
    """The deeds to come that clauses of ``parse`` tell, in order of their verbs."""
    future = _future(parse, times, published)
    dated = tuple(sorted(parse.tokens(each.spans[0]).start for each in times if each.end is not None))
    for verb in range(len(parse)):
        if parse.pos[verb] not in _VERBAL or parse.deps[verb] in ("aux", "auxpass") or not _stands(parse, verb):
            continue
        told = _ahead(parse, verb, future)
        if told is None:
            continue
        head, by, confidence = told
        subject, passive = _subject(parse, verb)
        passive = passive or (head != verb and parse.child(head, "auxpass") is not None)
        days = future if by == "present" else dated
        timed = any(parse.left[head] <= token <= parse.right[verb] or parse.left[verb] <= token < verb for token in days)
        if _deed(parse, verb, head, timed=timed, by=by):
            yield Intent(verb, head, subject, passive, timed, by, confidence)


def _future(parse: Parse, times: Sequence[Timex], published: str | None) -> tuple[int, ...]:
    """The first tokens of the times that lie ahead."""
    if published is None:
        return ()
    day = published[:10]
    ahead = [each for each in times if each.end is not None and each.end[:10] > day and (each.begin or each.end)[:10] >= day]
    starts = [parse.tokens(each.spans[0]).start for each in ahead]
    return tuple(sorted({*starts, *(token for token, word in enumerate(parse.lowers) if word in _TONIGHT)}))


def _stands(parse: Parse, verb: int) -> bool:
    """Whether a clause is told for what it says: a main clause, or what somebody says; no condition, no clause that only describes."""
    for _ in range(_JOINED):
        label = parse.deps[verb]
        if label == "ROOT":
            return True
        above = parse.heads[verb]
        if label == "conj" or (label == "advcl" and _aside(parse, verb)):
            verb = above
            continue
        if label not in ("ccomp", "parataxis"):
            return False
        if parse.deps[above] == "ROOT" and above > verb:
            return parse.lemmas[above] not in _FEARING
        if parse.pos[above] in ("NOUN", "PROPN"):
            return False
        if parse.lemmas[above] not in _SAYING or _no(parse, above) or _had(parse, above) or _asked(parse, verb):
            return False
        verb = above
        if parse.deps[verb] in ("acl", "advcl", "xcomp", "relcl"):
            return parse.deps[verb] != "relcl"
    return False


def hoped(parse: Parse, verb: int) -> bool:
    """Whether a clause tells what somebody hopes, fears or asks: "hopes that Sweden will send ferries"."""
    above = parse.heads[verb]
    return parse.deps[verb] == "ccomp" and above < verb and parse.lemmas[above] in _FEARING


def _aside(parse: Parse, verb: int) -> bool:
    mark = parse.child(verb, "mark")
    return mark is not None and parse.lowers[mark] in ("while", "whereas")


def _asked(parse: Parse, verb: int) -> bool:
    """Whether a clause is a question told: "whether it would", "when it will"."""
    first = parse.lowers[parse.left[verb]]
    return first in ("whether", "if", "when", "who", "what", "how", "why", "where")


def _no(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] == "neg" for c in parse.children[verb])


def _had(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] == "aux" and parse.lowers[c] in ("had", "'d") for c in parse.children[verb])


def _ahead(parse: Parse, verb: int, future: tuple[int, ...]) -> tuple[int, str, float] | None:
    """The head of the deed, what tells that it is to come, and how surely."""
    helpers = [parse.lowers[c] for c in parse.children[verb] if parse.deps[c] == "aux"]
    if any(word in _WILL for word in helpers):
        inner = _bound_within(parse, verb)
        return (inner or verb, "will", 0.6) if "have" not in helpers or parse.deps[verb] == "xcomp" else None
    if any(parse.tags[c] == "MD" for c in parse.children[verb] if parse.deps[c] == "aux") or _had(parse, verb) or _no(parse, verb):
        return None
    inner = _bound_within(parse, verb)
    if inner is not None:
        return inner, parse.lemmas[verb], 0.6
    return _thing(parse, verb, future) or _present(parse, verb, future)


def _bound_within(parse: Parse, verb: int) -> int | None:
    """The infinitive by which a verb or an adjective behind it binds: "is to host", "stands ready to send", "is going to pay"."""
    lemma = parse.lemmas[verb]
    for child in parse.children[verb]:
        if child < verb:
            continue
        if parse.deps[child] in ("xcomp", "ccomp") and _infinitive(parse, child):
            if parse.child(child, "nsubj", "nsubjpass") is not None:
                continue
            due = lemma == "be" and parse.child(verb, "attr", "acomp") is None
            due = due and (parse.tags[verb] in ("VBZ", "VBP") or parse.deps[verb] == "ccomp")
            past = parse.tags[verb] in ("VBD", "VBN") and lemma in _WISHING and parse.deps[verb] != "ccomp"
            going = lemma == "go" and parse.tags[verb] == "VBG"
            if due or going or (lemma in _SETTING and not past and parse.child(verb, "dobj", "auxpass") is None):
                return child
        if lemma in _BEING and parse.deps[child] in _COMPLEMENTS and parse.lowers[child] in _READY:
            return next((c for c in parse.children[child] if c > child and _infinitive(parse, c)), None)
    if parse.lowers[verb] in _READY:  # "was prepared to", taken for a passive
        return next((c for c in parse.children[verb] if c > verb and parse.deps[c] == "xcomp" and _infinitive(parse, c)), None)
    if lemma in _GIVES:
        return _by_word(parse, verb)
    return None


def _by_word(parse: Parse, verb: int) -> int | None:
    """The deed of a word given: "gave an assurance that a convoy would get through", "made a promise to pay"."""
    given = next((c for c in parse.children[verb] if parse.deps[c] == "dobj" and parse.lemmas[c] in _WORD), None)
    if given is None:
        return None
    inner = [c for at in (given, verb) for c in parse.children[at] if c > given and parse.deps[c] in ("acl", "ccomp", "xcomp", "relcl")]
    return next((c for c in inner if _infinitive(parse, c) or any(parse.lowers[x] in _WILL for x in parse.children[c])), None)


def _infinitive(parse: Parse, verb: int) -> bool:
    """Whether a verb is an infinitive with "to", be it a passive one."""
    to = any(parse.tags[c] == "TO" for c in parse.children[verb])
    return to and (parse.tags[verb] == "VB" or (parse.tags[verb] == "VBN" and parse.child(verb, "auxpass") is not None))


def _thing(parse: Parse, verb: int, future: tuple[int, ...]) -> tuple[int, str, float] | None:
    """A thing offered, or one announced for a day to come: "has offered two planes", "announced a march for May 23"."""
    if parse.child(verb, "auxpass", "agent") is not None or parse.tags[verb] == "VBG":
        return None
    thing = parse.child(verb, "dobj")
    if thing is None or _no(parse, thing) or any(parse.lowers[c] in ("no", "nothing") for c in parse.children[thing]):
        return None
    if parse.lemmas[verb] in _GIVING and parse.lemmas[thing].lower() not in _NO_GIFT and parse.pos[thing] != "PRON":
        return thing, parse.lemmas[verb], 0.6
    dated = any(verb < token <= parse.right[verb] for token in future)
    return (thing, "announce", 0.6) if parse.lemmas[verb] in _ANNOUNCING and parse.lemmas[thing] in _DATED and dated else None


def _present(parse: Parse, verb: int, future: tuple[int, ...]) -> tuple[int, str, float] | None:
    """A present that a time to come makes a future: "is sending a team on Saturday", "goes to the mediator on Monday"."""
    near = any(_hangs(parse, token, verb) for token in future)
    handing = parse.lemmas[verb] in _HANDING and parse.tags[verb] == "VBG" and parse.child(verb, "dobj") is not None
    if not near and not (handing and parse.deps[verb] in ("ROOT", "conj") and any(parse.lowers[c] in _NOW for c in parse.children[verb])):
        return None
    progressive = parse.tags[verb] == "VBG" and any(
        parse.lowers[c] in ("is", "are", "'s", "'re", "was", "were") for c in parse.children[verb]
    )
    simple = parse.tags[verb] in ("VBZ", "VBP") and parse.deps[verb] in _CLAUSES
    return (verb, "present", 0.5) if progressive or simple else None


def _hangs(parse: Parse, token: int, verb: int) -> bool:
    """Whether a time belongs to a verb itself, and to no clause below it."""
    for above in parse.ancestors(token):
        if above == verb:
            return True
        if parse.pos[above] in _VERBAL:
            return False
    return False


def _subject(parse: Parse, verb: int) -> tuple[int | None, bool]:
    """The subject of a verb or of the one that it is joined to; whether the verb is passive."""
    passive = parse.child(verb, "auxpass") is not None and parse.lowers[verb] not in _READY
    for _ in range(_JOINED):
        subject = parse.child(verb, "nsubj", "nsubjpass")
        if subject is not None:
            return subject, passive or (parse.deps[subject] == "nsubjpass" and parse.lowers[verb] not in _READY)
        if parse.deps[verb] != "conj":
            return None, passive
        verb = parse.heads[verb]
    return None, passive


def _deed(parse: Parse, verb: int, head: int, *, timed: bool, by: str) -> bool:
    """Whether what is to come is a deed somebody answers for, and not a state of mind or of things, a vote or a word."""
    lemma = parse.lemmas[head]
    if "longer" in parse.lowers[max(0, verb - 3) : head + 3]:
        return False
    if by == "will" and head == verb and _no(parse, verb) and lemma not in _NOT_UNDONE:
        return False
    if head != verb and _no(parse, head) and lemma not in _NOT_UNDONE:
        return False
    if lemma in ("have", "get") and _caused(parse, head):
        return True
    if lemma in _MINDS and parse.pos[head] in _VERBAL and parse.child(head, "auxpass") is None:
        return timed and lemma in _DEEDS_IF_TIMED
    return True


def _caused(parse: Parse, verb: int) -> bool:
    """Whether somebody has it done, or gets it through: "will have the door replaced", "would get through"."""
    if parse.child(verb, "prt") is not None:
        return True
    below = [c for at in (verb, *(c for c in parse.children[verb] if parse.deps[c] == "dobj")) for c in parse.children[at] if c > verb]
    return any(parse.tags[c] == "VBN" and parse.deps[c] in ("ccomp", "acl", "xcomp", "oprd") for c in below)
