"""Which attributions are statements for the record: somebody really said (or showed) it, in this text's own telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.extract.drafts import Draft
    from dateline.model.parse import Parse

_DEPTH = 10
LEAST = 0.3  # of confidence, nesting left out of account
LEAST_OF_ACTS = 0.2  # where the cue names the act itself: "denied", "threatened"
LEAST_NESTED = 0.35
_STRONG = frozenset({"deny", "reject", "threaten", "accuse", "pledge", "call", "concern", "praise"})
_KINDS = frozenset({"speech", "attitude", "thought", "evidence"})
_ASPECTS = frozenset({"go", "continue", "begin", "start", "proceed", "hasten", "rush", "keep", "hurry"})  # "went on to say" is saying
_OF_THINGS = frozenset({
    "answer", "ask", "begin", "demonstrate", "discover", "discuss", "echo", "find", "have it", "illustrate", "know", "lay out", "learn",
    "notice", "publish", "quote",
    "read", "read out", "recall", "record", "recount", "refer to", "remember", "run", "see", "show", "speak about",
    "speak to", "talk about", "teach", "tell", "think", "think of", "touch on", "tweet about", "verify", "write", "write about",
})  # fmt: skip
_GIFTS = frozenset({"troop", "soldier", "force", "fund", "money", "aid", "help", "resource", "million", "dollar", "euro"})
_NOBODY = frozenset({"nobody", "none", "neither", "no"})
_CAUSING = frozenset(
    {"let", "make", "help", "have", "see", "watch", "hear", "bid", "demand", "insist", "propose", "recommend", "request", "urge", "ask"}
)
_OCCASIONS = frozenset(
    {"after", "before", "by", "in", "while", "when", "since", "upon", "on", "with", "despite", "as"}
)  # "by telling them" is telling
_PERSONS = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "one"})


def recorded(parse: Parse, draft: Draft, *, nested: bool) -> bool:
    """Whether the draft belongs in the record. nested: whether its cue stands in another one's content."""
    if draft.follows is not None or draft.rule in ("according-to", "colon"):
        return draft.rule != "colon" or draft.block <= 1
    if draft.source is None and draft.rule.startswith("passive") and draft.kind not in ("speech", "unattributed"):
        return False  # "talks are expected to resume"
    if draft.form == "object" and draft.act == "assert" and draft.rule.rpartition(":")[2] in _OF_THINGS:
        return False  # "wrote a book", "found a grave"
    if draft.form == "object" and not _pledged_thing(parse, draft):
        return False
    loose = draft.kind == "loose" and (draft.rule.startswith("quote") or draft.form == "clause")
    if draft.kind not in _KINDS and not loose:
        return draft.kind == "unattributed" and draft.rule.startswith("passive") and draft.form == "clause" and draft.rule != "passive:ask"
    verb = draft.verb
    if (
        verb is not None
        and draft.rule.startswith("clause-before")
        and any(parse.lowers[c] == "as" and c < verb for c in parse.children[verb])
    ):
        return False  # "..., as the army has claimed": the sentence is the reporter's
    if verb is not None and not _realised(parse, draft, verb):
        return False
    if nested or (verb is not None and parse.quotation_of[verb] >= 0):
        return _nested_saying(parse, draft)
    return draft.plain >= (LEAST_OF_ACTS if draft.act in _STRONG and draft.source is not None else LEAST)


def _pledged_thing(parse: Parse, draft: Draft) -> bool:
    """Whether the object of "commit" is something given ("committed 200 troops", no crime), that of "decline" an offer, no number."""
    cue = draft.rule.rpartition(":")[2]
    if cue not in ("commit", "decline"):
        return True
    tokens = parse.tokens(draft.content[0])
    if cue == "decline":
        return not any(parse.pos[i] == "NUM" for i in tokens)
    return any(parse.pos[i] == "NUM" or parse.lemmas[i] in _GIFTS for i in tokens)


def _nested_saying(parse: Parse, draft: Draft) -> bool:
    """Whether a statement inside another is worth keeping: another's saying, with a clause or a quotation as its content."""
    if draft.source is None or parse.lowers[draft.source.head] in _PERSONS:
        return False
    return draft.plain >= LEAST_NESTED and (draft.kind == "attitude" or (draft.kind == "speech" and draft.rule != "colon"))


def _realised(parse: Parse, draft: Draft, verb: int, depth: int = 0) -> bool:
    """Whether the cue is told as done: no bare infinitive, no modal, no negation, no gerund of what was left undone."""
    labels = parse.deps[verb]
    if draft.source is not None and parse.lowers[draft.source.first] in _NOBODY:
        return False  # "neither side has commented"
    for child in parse.children[verb]:
        label = parse.deps[child]
        if label == "neg":
            return False
        if label == "aux" and parse.tags[child] == "MD" and draft.kind != "attitude":
            return False
        if label == "aux" and parse.tags[child] == "TO" and not (labels == "xcomp" and parse.lemmas[parse.heads[verb]] in _ASPECTS):
            return False
    if labels == "conj" and parse.tags[verb] == "VB":
        head = parse.heads[verb]
        return parse.pos[head] in ("VERB", "AUX") and depth < _DEPTH and _realised(parse, draft, head, depth + 1)
    if labels == "xcomp" and parse.tags[verb] == "VBG" and parse.lemmas[parse.heads[verb]] not in _ASPECTS:
        return False  # "denies backing them"
    if labels == "pcomp":
        return parse.lowers[parse.heads[verb]] in _OCCASIONS
    return parse.tags[verb] != "VB" or labels == "ROOT" or (labels == "ccomp" and parse.lemmas[parse.heads[verb]] not in _CAUSING)
