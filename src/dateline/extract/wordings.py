"""How a proposition is worded: the words of the text that name it, without articles, asides and dates."""

from __future__ import annotations

from dateline.model.parse import Parse
from dateline.model.span import Span, merged

_KEPT_PREPOSITIONS = frozenset(("in", "on", "against", "to", "of", "for", "with", "from", "into", "over", "between", "inside", "by"))
_DROPPED = frozenset((
    "det", "predet", "relcl", "acl", "appos", "punct", "cc", "conj", "advmod", "mark", "aux", "auxpass", "neg", "npadvmod", "advcl",
    "preconj", "expl", "agent", "parataxis", "dep", "ccomp", "intj",
))  # fmt: skip
_PARTICLES = frozenset(("ahead", "back", "forward", "away", "apart", "together", "down", "out", "off", "up", "aside"))
_ASIDE = frozenset(("answer", "response", "retaliation", "return", "exchange", "protest", "reaction", "order", "time", "moment"))
_VERBAL = frozenset(("VERB", "AUX"))
_PRONOUNS = frozenset(("PRP$", "WP$"))
LONGEST = 14  # words; a longer wording is no name of a proposition any more


def worded(parse: Parse, target: int, *, subject: bool = False) -> tuple[str, tuple[Span, ...]]:
    """The wording of what ``target`` names, and its spans.

    ``subject`` also takes the subject of a clause in ("China to stop deliveries").
    """
    raised = raised_subject(parse, target)
    own = _kept(parse, raised, subject=False, depth=0) if raised is not None else []
    kept = sorted([*own, *_kept(parse, target, subject=subject, depth=0)])[:LONGEST]
    spans = merged(Span(parse.starts[i], parse.starts[i + 1] if i + 1 in kept else parse.ends[i]) for i in kept)
    return " ".join(_pieces(parse, kept, target)), spans


def raised_subject(parse: Parse, target: int) -> int | None:
    """The subject of a passive infinitive that stands with the verb above it: "the effort needs to be stepped up"."""
    head = parse.heads[target]
    if parse.deps[target] != "xcomp" or parse.child(target, "auxpass") is None or parse.lemmas[head] not in ("need", "have", "ought"):
        return None
    return parse.child(head, "nsubj")


def _pieces(parse: Parse, kept: list[int], target: int) -> list[str]:
    pieces: list[str] = []
    for index, token in enumerate(kept):
        word = _form(parse, token, target)
        glued = index > 0 and kept[index - 1] == token - 1 and parse.starts[token] == parse.ends[token - 1]
        if glued and pieces:
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _form(parse: Parse, token: int, target: int) -> str:
    if token == target and parse.tags[token] in ("VBD", "VBZ", "VBP") and parse.child(token, "nsubjpass") is None:
        return parse.lemmas[token]
    return parse.words[token]


def _kept(parse: Parse, node: int, *, subject: bool, depth: int) -> list[int]:
    kept = [node]
    if depth > 6:
        return kept
    verbal = parse.pos[node] in _VERBAL
    for child in parse.children[node]:
        if _wanted(parse, node, child, verbal=verbal, subject=subject):
            kept.extend(_kept(parse, child, subject=parse.deps[child] == "ccomp", depth=depth + 1))
    return kept


def _wanted(parse: Parse, node: int, child: int, *, verbal: bool, subject: bool) -> bool:
    label = parse.deps[child]
    if label in ("nsubj", "nsubjpass", "csubj"):
        return subject or label == "nsubjpass"
    if label == "aux":
        return subject and parse.tags[child] == "TO"
    if _inner_clause(parse, child):
        return True
    if label == "punct" and parse.words[child] == "-" and parse.starts[child] == parse.ends[child - 1]:
        return True
    if label in _DROPPED:
        return label == "advmod" and child == node + 1 and parse.lowers[child] in _PARTICLES
    if label == "poss":
        return parse.tags[child] not in _PRONOUNS
    if label == "prep":
        return parse.lowers[child] in _KEPT_PREPOSITIONS and not _aside(parse, child) and (child > node)
    return not (verbal and label in ("xcomp", "dative") and parse.tags[child] == "VBN")


def _inner_clause(parse: Parse, child: int) -> bool:
    """A clause that belongs to the name: "let the ship dock", "a resolution banning exports"."""
    label = parse.deps[child]
    if label == "acl":
        return parse.tags[child] == "VBG"
    return label == "ccomp" and parse.tags[child] == "VB" and parse.child(child, "mark", "aux") is None


def _aside(parse: Parse, preposition: int) -> bool:
    inner = parse.child(preposition, "pobj")
    if inner is None:
        return False
    if parse.lemmas[inner] in _ASIDE:
        return True
    entity = parse.entity_of[inner]
    return entity >= 0 and parse.entities[entity].label in ("DATE", "TIME", "CARDINAL")
