"""Whether the clause around some words tells of the past or of the future."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dateline.model.parse import Parse

Direction = Literal["past", "future", "present", ""]

_WILL = frozenset({"will", "'ll", "wo", "shall", "would", "should", "must", "may", "might", "could", "ought"})
_PLANNED = frozenset({
    "due", "scheduled", "expected", "set", "planned", "slated", "likely", "poised", "supposed", "bound", "begin", "start",
    "open", "resume", "expire",
})  # fmt: skip
_TO_COME = frozenset({
    "upcoming", "coming", "forthcoming", "planned", "scheduled", "expected", "payable", "effective",
})  # fmt: skip
_SAME_IN_PAST = frozenset({"hit", "put", "cut", "set", "let", "shut", "hurt", "cost", "spread", "beat", "burst", "cast", "split", "quit"})
_FURTHEST = 12


def direction(token: int, parse: Parse) -> Direction:
    """Where in time the verb that governs ``token`` lies; empty where no verb tells."""
    named = False  # a noun stands between: an infinitive above it says nothing of the noun's time
    for steps, head in enumerate(parse.ancestors(token)):
        if steps > _FURTHEST:
            return ""
        tag = parse.tags[head]
        if parse.lowers[head] in _PLANNED and tag in ("JJ", "VBN") and _present_copula(head, parse):
            return "future"
        if parse.lowers[head] in _TO_COME:
            return "future"
        if parse.pos[head] in ("NOUN", "PROPN"):
            named = True
        elif (tag.startswith("V") or parse.pos[head] == "AUX") and not (named and tag == "VB" and _infinitive(head, parse)):
            told = _of_verb(head, parse)
            if told:
                return told
    return ""


def _of_verb(verb: int, parse: Parse) -> Direction:
    tag = parse.tags[verb]
    helpers = [child for child in parse.children[verb] if parse.deps[child] in ("aux", "auxpass")]
    words = {parse.lowers[helper] for helper in helpers}
    if words & _WILL:
        return "future" if "have" not in words else "past"
    if words & {"had", "was", "were", "did", "has", "have", "'ve"} and "to" not in words:
        return "past" if tag != "VBG" or words & {"was", "were", "had"} else "present"
    if tag == "VBD":
        return "past"
    if tag == "VB" and "to" in words:
        return _of_infinitive(verb, parse)
    if tag == "VBG" and words & {"is", "are", "'s", "'re", "am"}:
        return "future"
    if parse.lowers[verb] in _SAME_IN_PAST and not helpers and tag != "VBZ":
        return "past"  # "shells hit a market on Monday"
    if tag in ("VBZ", "VBP"):
        return "present"
    if tag == "VBN" and not words:
        return "future" if parse.lowers[verb] in _PLANNED else "past"
    if tag == "VBN" and words & {"is", "are", "'s", "'re", "be", "been"}:
        return "future" if parse.lowers[verb] in _PLANNED else "present"
    return ""


def _infinitive(verb: int, parse: Parse) -> bool:
    return any(parse.lowers[child] == "to" and parse.deps[child] == "aux" for child in parse.children[verb])


def _of_infinitive(verb: int, parse: Parse) -> Direction:
    """Words like "to meet Friday" is to come; "helped to free them Friday" lies where its own verb lies."""
    head = parse.heads[verb]
    if head == verb or parse.lemmas[head] in _MANAGED:
        return ""
    return "future"


def _present_copula(word: int, parse: Parse) -> bool:
    below = [parse.lowers[child] for child in parse.children[word]]
    above = parse.lowers[parse.heads[word]]
    return above in ("is", "are", "'s", "be", "was", "were") or any(each in ("is", "are", "'s", "be", "was", "were") for each in below)


_MANAGED = frozenset({
    "manage", "help", "fail", "begin", "start", "continue", "force", "come", "go", "use", "lead", "cause", "have",
})  # fmt: skip
