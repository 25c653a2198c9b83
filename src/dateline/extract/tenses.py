"""What tense and adverbials of time say of a deed: to come ("they meet on Monday"), under way ("shells the town every night"), or done."""

from __future__ import annotations

from dateline.extract.status import State
from dateline.knowledge.signatures import SignatureTable
from dateline.model.parse import Parse

TELLING = frozenset(("say", "tell", "announce", "add", "report", "state", "confirm", "note", "cite", "refer", "argue", "assure", "warn"))
_COMING = frozenset(("tomorrow", "tonight", "next", "soon", "shortly", "imminently"))
_DAYS = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
))  # fmt: skip
_ADVERBIAL = frozenset(("npadvmod", "advmod", "prep"))


def by_tense(parse: Parse, table: SignatureTable, token: int, given: State) -> State:
    """A present that looks ahead ("they meet tomorrow") is scheduled; what is told as lasting or recurring is ongoing."""
    if parse.tags[token] in ("VBZ", "VBP"):
        if ahead(parse, table, token):
            return given.to("scheduled", token, "tense:ahead")
        if _habitual(parse, table, token):
            return _going_on(given)
    return _going_on(given) if _for_days(parse, table, token) or _lasting(parse, table, token) else given


def _going_on(given: State) -> State:
    return State("ongoing", given.firmly, given.against, "lasting", given.turns)


def _lasting(parse: Parse, table: SignatureTable, token: int) -> bool:
    """A verb of lasting deeds in the passive ("are massed along the border"), or in the perfect with "since"."""
    if parse.tags[token] != "VBN" or table.find(parse.lemmas[token], "verb", "self") is None:
        return False
    labels = [parse.deps[c] for c in parse.children[token]]
    if "auxpass" in labels and "agent" not in labels:
        return True
    since = any(parse.lowers[c] == "since" and parse.deps[c] == "prep" for c in parse.children[token])
    return since and any(parse.lowers[c] in ("have", "has") and parse.deps[c] == "aux" for c in parse.children[token])


def _habitual(parse: Parse, table: SignatureTable, token: int) -> bool:
    """Whether a present tells of what goes on: "shells the town every night", "still deports herders", "takes part in the patrols"."""
    beside = [c for c in parse.children[token] if parse.deps[c] in ("npadvmod", "advmod")]
    words = [parse.lowers[c] for child in beside for c in (child, *parse.children[child])]
    taking = parse.lemmas[token] == "take" and parse.lowers[token + 1 : token + 2] == ("part",)
    return taking or parse.lemmas[token] == "participate" or any(table.find(word, "adv", "lasting") is not None for word in words)


def _for_days(parse: Parse, table: SignatureTable, token: int) -> bool:
    """Whether the deed is told as in its nth day: "for a third night", "for the ninth day running"."""
    for child in parse.children[token]:
        noun = parse.child(child, "pobj") if parse.lowers[child] == "for" else None
        if noun is None or parse.tags[noun] != "NN" or table.find(parse.lemmas[noun], "noun", "span") is None:
            continue
        if any(parse.lowers[c].endswith("th") or table.find(parse.lowers[c], "adj", "span") is not None for c in parse.children[noun]):
            return True
    return False


def ahead(parse: Parse, table: SignatureTable, token: int) -> bool:
    """Whether a word for a time to come stands beside the verb."""
    told = parse.lemmas[token] in (*TELLING, "be", "have", "show")
    for child in parse.children[token]:
        if parse.deps[child] not in _ADVERBIAL:
            continue
        if any(word in _COMING for word in (parse.lowers[child], *(parse.lowers[g] for g in parse.children[child]))):
            return True
        if not told and parse.lowers[child] in ("on", "at", "from", "in") and _day(parse, table, child):
            return True
    return False


def _day(parse: Parse, table: SignatureTable, preposition: int) -> bool:
    """Whether a day, an hour, a month or a season follows the preposition: "on Monday", "at midnight", "in the autumn"."""
    inner = parse.child(preposition, "pobj")
    if inner is None:
        return False
    if parse.lowers[preposition] == "in" and any(parse.deps[c] in ("nummod", "prep") for c in parse.children[inner]):
        return False
    return parse.lowers[inner] in _DAYS or table.find(f"{parse.lowers[preposition]} {parse.lowers[inner]}", "phrase", "ahead") is not None
