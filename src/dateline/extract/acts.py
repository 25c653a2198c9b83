"""What kind of act a statement is, where its cue ("said") leaves it open: its own words decide."""

from __future__ import annotations

from dateline.model.parse import Parse
from dateline.model.statement import Act

_FIRST = frozenset({"we", "i"})
_SELF = frozenset({"it", "he", "she", "they"})
_DUTIES = frozenset({"must", "should"})
_WEAK = frozenset({"be", "have", "see", "know", "need", "become", "happen", "regret", "remember", "miss", "lose", "suffer", "die", "learn", "hope"})
_READY = frozenset({"ready", "determined", "committed", "prepared", "willing", "resolved"})
_HARMS = frozenset(
    ("attack bomb strike retaliate punish fight destroy crush invade shoot kill hit avenge annihilate respond impose sanction expel blockade shell "
     "bombard target eliminate wipe march storm seize").split()
)  # fmt: skip
_ACCEPTING = frozenset({"accept", "agree", "allow", "tolerate", "recognise", "recognize", "support", "negotiate", "sign", "permit", "back", "endorse"})
_CHANCES = frozenset({"could", "may", "might", "risk"})
_ILLS = frozenset(
    ("deepen collapse spiral spread worsen escalate threaten trigger plunge die starve fail erupt explode destabilise destabilize derail drag "
     "endanger jeopardise jeopardize undermine provoke ignite flare harm").split()
)  # fmt: skip
_CLAIMS = frozenset(
    {"claim", "report", "allegation", "accusation", "charge", "figure", "toll", "suggestion", "assertion", "rumor", "rumour", "criticism", "finding", "story"}
)
_VOWS = frozenset({"pledge", "promise", "vow", "undertake", "commit", "reaffirm", "reiterate", "guarantee"})


def act_of(parse: Parse, first: int, last: int, act: Act, *, own: frozenset[int]) -> Act:
    """The act of a statement with the content tokens ``first`` to ``last`` (half-open) whose cue performs ``act``.

    own: the tokens in the content that stand for the speaker itself ("it would send"), besides "we" and "I".
    """
    if act == "reject" and _claimed(parse, first, last):
        return "deny"
    if act != "assert":
        return act
    verb = _main_verb(parse, first, last)
    if verb is None:
        return act
    auxiliaries = [c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass", "neg") and first <= c < last]
    words = {parse.lowers[c] for c in auxiliaries}
    subject = parse.child(verb, "nsubj", "nsubjpass", "expl")
    speaks_of_self = subject is not None and (parse.lowers[subject] in _FIRST or subject in own)
    negated = any(parse.deps[c] == "neg" for c in auxiliaries)
    if speaks_of_self and (found := _of_self(parse, verb, words, negated=negated)):
        return found
    if (noun := _denied(parse, verb, first, last)) is not None:
        return "reject" if parse.lemmas[noun] in ("question", "way", "chance", "intention") else "deny"
    if words & _DUTIES or _needs(parse, verb):
        return "call"
    if words & _CHANCES and parse.lemmas[verb] in _ILLS:
        return "concern"
    return act


def _claimed(parse: Parse, first: int, last: int) -> bool:
    """Whether what is rejected is a claim: "rejected the figures", "dismissed reports that"."""
    head = next((i for i in range(first, last) if not first <= parse.heads[i] < last), None)
    return head is not None and parse.lemmas[head] in _CLAIMS


def _main_verb(parse: Parse, first: int, last: int) -> int | None:
    """The verb of the first clause of the content."""
    best: int | None = None
    for index in range(first, last):
        if parse.pos[index] in ("VERB", "AUX") and parse.deps[index] not in ("aux", "auxpass", "amod", "relcl", "acl", "advcl", "csubj"):
            outside = not first <= parse.heads[index] < last or parse.heads[index] == index
            if outside:
                return index
            best = index if best is None else best
    return best


def _of_self(parse: Parse, verb: int, words: set[str], *, negated: bool) -> Act | None:
    future = words & {"will", "shall", "'ll", "would", "wo"}
    if future:
        if negated:
            return "reject"
        if parse.lemmas[verb] in _HARMS:
            return "threaten"
        return "pledge" if parse.lemmas[verb] not in _WEAK else None
    if negated and words & {"do", "does"}:
        return "reject" if parse.pos[verb] == "VERB" and parse.lemmas[verb] not in _WEAK else None
    if negated and words & {"ca", "can", "could"}:
        return "reject" if parse.lemmas[verb] in _ACCEPTING else None
    if negated and words & {"have", "has", "had", "did", "was", "were"}:
        return "deny"
    if parse.lemmas[verb] in _VOWS:
        return "pledge"
    ready = parse.child(verb, "acomp")
    if ready is not None and parse.lowers[ready] in _READY:
        return "pledge"
    return None


def _denied(parse: Parse, verb: int, first: int, last: int) -> int | None:
    """The noun of "there is no ...", "it has no ...": what is said not to be."""
    if parse.lemmas[verb] not in ("be", "have"):
        return None
    noun = parse.child(verb, "attr", "dobj") or parse.child(verb, "nsubj")
    if noun is None or not first <= noun < last:
        return None
    never = any(parse.deps[c] == "neg" for c in parse.children[verb])
    return noun if any(parse.lowers[c] == "no" or (never and parse.lowers[c] == "any") for c in parse.children[noun]) else None


def _needs(parse: Parse, verb: int) -> bool:
    if parse.lemmas[verb] == "need":
        return parse.child(verb, "xcomp") is not None
    if parse.lemmas[verb] == "have":
        return any(parse.deps[c] == "xcomp" and any(parse.tags[k] == "TO" for k in parse.children[c]) for c in parse.children[verb])
    return False
