"""How a proposition is worded: the words of the text that name it, without articles, asides and dates."""

from __future__ import annotations

import re

from dateline.model.parse import Parse
from dateline.model.span import Span, merged

_KEPT_PREPOSITIONS = frozenset(("in", "on", "against", "to", "of", "for", "with", "from", "into", "over", "between", "inside", "by"))
_DROPPED = frozenset((
    "det", "predet", "relcl", "acl", "appos", "punct", "cc", "conj", "advmod", "mark", "aux", "auxpass", "neg", "npadvmod", "advcl",
    "preconj", "expl", "agent", "parataxis", "dep", "ccomp", "intj",
))  # fmt: skip
_PARTICLES = frozenset(("ahead", "back", "forward", "away", "apart", "together", "down", "out", "off", "up", "aside"))
_ASIDE = frozenset(("answer", "response", "retaliation", "return", "exchange", "protest", "reaction", "order", "time", "moment"))
_PLACING = frozenset(("in", "on", "against", "to", "with", "over", "between"))
_OCCASIONS = frozenset((
    "statement", "interview", "speech", "address", "conference", "letter", "telephone", "call", "visit", "briefing", "resolution", "report",
    "comment", "vote", "debate", "session", "television", "radio", "message", "post", "tweet", "week", "month", "year", "day", "night",
    "weekend", "past", "ground", "basis", "case", "name", "way", "term", "principle", "spite", "line", "part", "move", "bid", "effort",
    "hour", "view", "condition", "reporter", "journalist", "parliament", "summit", "capital", "city", "court", "detail", "people", "term",
))  # fmt: skip
_VERBAL = frozenset(("VERB", "AUX"))
_PRONOUNS = frozenset(("PRP$", "WP$"))
_DOUBLED = re.compile(
    r"[^aeiou]*(?:[^aeiou]|qu)[aeiou][bdgklmnprt]|begin|forget|reset|(?:per|ad|sub|com|o|re|e)mit|(?:de|re|con|trans|in)fer"
    r"|deter|control|compel|expel|repel|dispel|rebel|cancel|abet"
)  # verbs whose last letter is doubled: of one syllable, or stressed on the last
LONGEST = 14  # words; a longer wording is no name of a proposition any more


def worded(parse: Parse, target: int, *, subject: bool = False) -> tuple[str, tuple[Span, ...]]:
    """The wording of what ``target`` names, and its spans.

    ``subject`` also takes the subject of a clause in ("China stopping deliveries").
    """
    raised = raised_subject(parse, target)
    own = _kept(parse, raised, subject=False, depth=0) if raised is not None else []
    kept = sorted([*own, *_kept(parse, target, subject=subject, depth=0), *_trailing(parse, target)])[:LONGEST]
    spans = merged(Span(parse.starts[i], parse.starts[i + 1] if i + 1 in kept else parse.ends[i]) for i in kept)
    return " ".join(_pieces(parse, kept, target)), spans


def raised_subject(parse: Parse, target: int) -> int | None:
    """The subject of a passive infinitive that stands with the verb above it: "the effort needs to be stepped up"."""
    head = parse.heads[target]
    if parse.deps[target] != "xcomp" or parse.child(target, "auxpass") is None or parse.lemmas[head] not in ("need", "have", "ought"):
        return None
    return parse.child(head, "nsubj")


def _trailing(parse: Parse, target: int) -> list[int]:
    """The phrase behind an object that the parser hangs on its verb: "rejected a role for Kenya in the talks"."""
    head, last = parse.heads[target], parse.right[target]
    follows = last + 1 < len(parse) and parse.heads[last + 1] == head and parse.deps[last + 1] == "prep"
    if parse.deps[target] != "dobj" or parse.lemmas[head] == "prefer" or not follows or parse.lowers[last + 1] not in _PLACING:
        return []
    inner = parse.child(last + 1, "pobj")
    if inner is None or _aside(parse, last + 1) or parse.lemmas[inner].lower() in _OCCASIONS:
        return []
    entity = parse.entity_of[inner]
    named = parse.entities[entity].label if entity >= 0 else ""
    told = named in ("GPE", "LOC", "NORP") if parse.pos[inner] == "PROPN" else parse.pos[inner] == "NOUN" and not named
    return [last + 1, *_kept(parse, inner, subject=False, depth=1)] if told else []


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
    clause = (
        parse.deps[token] == "ccomp" and parse.tags[token] == "NN" and parse.child(token, "nsubj") is not None
    )  # a verb mistaken for a noun
    active = clause or (parse.pos[token] == "VERB" and parse.tags[token] not in ("VBG", "VBN"))
    if token == target and active and parse.child(token, "nsubjpass", "auxpass") is None:
        return gerund(parse.lemmas[token].lower())
    return parse.words[token]


def gerund(lemma: str) -> str:
    """The gerund of a verb: "lift" gives "lifting", "impose" "imposing", "cut" "cutting"."""
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")) and lemma != "be":
        return f"{lemma[:-1]}ing"
    if _DOUBLED.fullmatch(lemma):
        return f"{lemma}{lemma[-1]}ing"
    return f"{lemma}ing"


def _kept(parse: Parse, node: int, *, subject: bool, depth: int) -> list[int]:
    kept = [node]
    if depth > 6:
        return kept
    verbal = parse.pos[node] in _VERBAL
    for child in parse.children[node]:
        if _wanted(parse, node, child, verbal=verbal, subject=subject):
            if parse.deps[child] == "ccomp" and parse.tags[child] == "VB":
                kept.extend(c for c in parse.children[child] if parse.tags[c] == "TO")  # "allowing the convoy to pass"
            kept.extend(_kept(parse, child, subject=parse.deps[child] == "ccomp", depth=depth + 1))
    return kept


def _wanted(parse: Parse, node: int, child: int, *, verbal: bool, subject: bool) -> bool:
    label = parse.deps[child]
    if label in ("nsubj", "nsubjpass", "csubj"):
        return subject or label == "nsubjpass"
    if _inner_clause(parse, child):
        return True
    if label == "punct" and parse.words[child] == "-" and parse.starts[child] == parse.ends[child - 1]:
        return True
    if label == "npadvmod" and child + 1 < node and parse.words[child + 1] == "-" and parse.pos[child] == "PROPN":
        return True
    if label == "det" and parse.lowers[child] == "no" and parse.words[child + 1] == "-":
        return True  # "no-fly zone"
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
    return label == "ccomp" and parse.tags[child] == "VB" and parse.child(child, "mark") is None and _bare(parse, child)


def _bare(parse: Parse, verb: int) -> bool:
    return all(parse.tags[c] == "TO" for c in parse.children[verb] if parse.deps[c] == "aux")


def _aside(parse: Parse, preposition: int) -> bool:
    inner = parse.child(preposition, "pobj")
    if inner is None:
        return False
    if parse.lemmas[inner] in _ASIDE:
        return True
    entity = parse.entity_of[inner]
    return entity >= 0 and parse.entities[entity].label in ("DATE", "TIME", "CARDINAL")
