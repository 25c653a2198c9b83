"""What the form of a verb says: negation, mood, tense, aspect and voice, by its auxiliaries and its place in the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dateline.model.parse import Parse

Tense = Literal["past", "present", "future", "none"]
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NEGATIONS = frozenset(("not", "n't", "never", "no", "nor", "neither", "hardly", "barely", "scarcely"))
MODALS = frozenset(("can", "could", "may", "might", "must", "shall", "should", "would", "ca"))
FUTURE = frozenset(("will", "shall", "'ll", "wo"))
_NEGATING = frozenset(("advmod", "preconj", "cc"))
_OWN_FORM = frozenset((*SUBJECTS, "aux", "auxpass"))
_DEPTH = 12
_VERBAL = frozenset(("VERB", "AUX"))


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: what its form says, own words and those shared in a coordination.

    ``head`` is the main verb, ``first`` to ``last`` (half-open) the tokens from its first auxiliary to the verb; ``modals`` the lower-case
    modal auxiliaries; ``negation`` the token that negates the group, None where nothing does. ``tense`` is "none" for infinitives, gerunds
    and participles that stand alone.
    """

    head: int
    first: int
    last: int
    tense: Tense
    perfect: bool
    progressive: bool
    passive: bool
    infinitive: bool
    gerund: bool
    modals: tuple[str, ...]
    negation: int | None

    @property
    def negated(self) -> bool:
        """Whether a negation stands in the group."""
        return self.negation is not None


def verb_group(parse: Parse, verb: int) -> VerbGroup:
    """What the form of a verb says of negation, mood, tense, aspect and voice; a coordinated verb shares its fellow's auxiliaries."""
    auxiliaries = _auxiliaries(parse, verb)
    words = [parse.lowers[a] for a in auxiliaries]
    tag = parse.tags[verb]
    passive = tag == "VBN" and (
        any(parse.deps[a] == "auxpass" for a in auxiliaries) or (not auxiliaries and parse.deps[verb] in ("acl", "amod", "advcl"))
    )
    own = [a for a in auxiliaries if parse.left[verb] <= a < verb]
    return VerbGroup(
        head=verb,
        first=min([verb, *own]),
        last=verb + 1,
        tense=_tense(parse, verb, auxiliaries, words),
        perfect=tag == "VBN" and any(parse.lemmas[a] == "have" for a in auxiliaries),
        progressive=tag == "VBG" and any(parse.lemmas[a] == "be" for a in auxiliaries),
        passive=passive,
        infinitive="to" in words,
        gerund=tag == "VBG" and not any(parse.lemmas[a] == "be" for a in auxiliaries),
        modals=tuple(w for w in words if w in MODALS),
        negation=_negation(parse, verb),
    )


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb is passive: with an auxiliary, or a participle after a noun."""
    return _passive(parse, verb, _DEPTH)


def _passive(parse: Parse, verb: int, depth: int) -> bool:
    if parse.tags[verb] not in ("VBN", "VBD"):
        return False
    labels = {parse.deps[c] for c in parse.children[verb]}
    if labels & {"auxpass", "nsubjpass"}:
        return True
    if parse.deps[verb] == "acl" and parse.tags[verb] == "VBN" and not labels & {"nsubj", "aux"}:
        return True
    if (
        parse.deps[verb] in ("xcomp", "acomp", "advcl")
        and parse.tags[verb] == "VBN"
        and parse.lemmas[parse.heads[verb]] in ("stand", "remain")
    ):
        return True  # "stands accused of the murder"
    if "dobj" in labels:
        return False
    if "nsubj" in labels and parse.tags[verb] == "VBN" and not labels & {"aux", "ccomp", "xcomp"}:
        return True  # headlines leave out the auxiliary: "Four people killed in clashes"
    if parse.deps[verb] in ("acl", "relcl") and not labels & {"nsubj", "aux"}:
        return parse.tags[verb] == "VBN" or "agent" in labels
    if parse.deps[verb] == "conj" and not labels & {"nsubj", "aux"} and parse.tags[verb] == "VBN":
        head = parse.heads[verb]
        return depth > 0 and head != verb and parse.pos[head] in _VERBAL and parse.tags[head] == "VBN" and _passive(parse, head, depth - 1)
    return "agent" in labels and not labels & {"nsubj"}


def is_finite(parse: Parse, verb: int) -> bool:
    """Whether the verb or an auxiliary of it shows tense."""
    if parse.tags[verb] in ("VBD", "VBZ", "VBP"):
        return True
    return any(parse.tags[c] in ("MD", "VBD", "VBZ", "VBP") for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass"))


def _auxiliaries(parse: Parse, verb: int) -> list[int]:
    node, found = verb, [c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
    for _ in range(_DEPTH):
        if found or parse.deps[node] != "conj" or any(parse.deps[c] in SUBJECTS for c in parse.children[node]):
            break
        node = parse.heads[node]
        if parse.pos[node] not in _VERBAL or parse.tags[node] != parse.tags[verb]:
            break
        found = [c for c in parse.children[node] if parse.deps[c] in ("aux", "auxpass")]
    return found


def _negation(parse: Parse, verb: int) -> int | None:
    node = verb
    for _ in range(_DEPTH):
        for child in parse.children[node]:
            if parse.deps[child] == "neg" or (child < node and parse.lowers[child] in NEGATIONS and parse.deps[child] in _NEGATING):
                return child
        shared = not any(parse.deps[c] in _OWN_FORM for c in parse.children[node])
        if parse.deps[node] != "conj" or not shared or parse.tags[parse.heads[node]] != parse.tags[node]:
            return None
        if any(parse.deps[c] == "cc" and parse.lowers[c] == "but" for c in parse.children[parse.heads[node]]):
            return None
        node = parse.heads[node]
    return None


def _tense(parse: Parse, verb: int, auxiliaries: list[int], words: list[str]) -> Tense:
    if any(w in FUTURE for w in words):
        return "future"
    finite = next((a for a in auxiliaries if parse.tags[a] in ("VBD", "VBP", "VBZ")), None)
    tag = parse.tags[verb] if finite is None else parse.tags[finite]
    if tag == "VBD":
        return "past"
    return "present" if tag in ("VBP", "VBZ") else "none"
