"""How large an event was: people killed, wounded, arrested, and the number taking part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.linguistics.clauses import agents, conjuncts, patients
from dateline.model.event import Magnitude

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.model.parse import Parse

_KILLED = frozenset(("kill", "murder", "massacre", "slay", "slaughter", "behead", "execute", "assassinate", "die", "dead", "perish"))
_WOUNDED = frozenset(("wound", "injure", "hurt", "maim"))
_ARRESTED = frozenset(("arrest", "detain", "jail", "imprison", "apprehend"))
_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_NONE = Magnitude()
_NEAR = 3  # words from what befell them up to the word for the count


def number(parse: Parse, noun: int) -> int | None:
    """The number that counts the noun phrase of ``noun``, or None; "dozens" and the like are no number."""
    counted = [c for c in parse.children[noun] if parse.deps[c] == "nummod"] or ([noun] if parse.pos[noun] == "NUM" else [])
    if not counted:
        return None
    tokens = [*(c for c in parse.children[counted[0]] if parse.deps[c] == "compound"), counted[0]]
    total, seen, tens = 1.0, False, False
    for token in tokens:
        word = parse.lowers[token]
        if tens and 0 < _UNITS.get(word, 0) < 10:  # "thirty-four"
            total, tens = total + _UNITS[word], False
            continue
        tens = word in _UNITS and 20 <= _UNITS[word] <= 90
        if (digits := _DIGITS.fullmatch(word)) is not None:
            total, seen = total * int(digits[0].replace(",", "")), True
        elif word in _SCALES and (seen or word != "dozen"):
            total, seen = total * _SCALES[word], True
        elif word in _UNITS:
            total, seen = total * _UNITS[word], True
        else:
            return None
    return int(total) if seen else None


def magnitude(parse: Parse, head: int, doers: tuple[int, ...]) -> Magnitude:
    """What the trigger's own clause, and clauses that hang on it ("killing five"), say of its size."""
    killed = wounded = arrested = None
    for verb in _verbs(parse, head):
        lemma = parse.lemmas[verb]
        if lemma not in _KILLED and lemma not in _WOUNDED and lemma not in _ARRESTED:
            continue
        counted = next((n for item in _counted(parse, verb) if (n := number(parse, item)) is not None), None)
        if counted is None:
            counted = _numbered(parse, verb)
        if lemma in _KILLED:
            killed = killed if killed is not None else counted
        elif lemma in _WOUNDED:
            wounded = wounded if wounded is not None else counted
        else:
            arrested = arrested if arrested is not None else counted
    size = next((n for item in doers if (n := number(parse, item)) is not None), None)
    if killed is wounded is arrested is size is None:
        return _NONE
    return Magnitude(killed, wounded, arrested, size)


def _counted(parse: Parse, verb: int) -> tuple[int, ...]:
    if parse.lemmas[verb] in ("die", "perish"):
        return agents(parse, verb)
    return patients(parse, verb)


def _numbered(parse: Parse, verb: int) -> int | None:
    """The number that a count of them comes to: "the number of people killed by the bomb rose to eleven"."""
    if parse.deps[verb] != "acl":
        return None
    above = list(parse.ancestors(verb))[:_NEAR]
    count = next((place for place in above if parse.lemmas[place] in ("number", "count", "total", "toll")), None)
    if count is None or parse.deps[count] != "nsubj":
        return None
    told = parse.heads[count]
    below = [told, *(c for c in parse.children[told] if parse.deps[c] == "prep" and parse.lowers[c] in ("to", "at"))]
    found = (number(parse, c) for place in below for c in parse.children[place] if parse.deps[c] in ("pobj", "attr", "dobj"))
    return next((each for each in found if each is not None), None)


def _verbs(parse: Parse, head: int) -> Iterator[int]:
    """The trigger, the verbs coordinated with it, and the clauses that hang on it."""
    yield from conjuncts(parse, head)
    for child in parse.children[head]:
        if parse.deps[child] in ("advcl", "relcl", "acl", "xcomp"):
            yield from conjuncts(parse, child)
    above = parse.heads[head]
    if above != head and parse.deps[head] in ("nsubj", "dobj", "conj") and parse.pos[above] == "VERB":
        yield above
        for child in parse.children[above]:
            if parse.deps[child] in ("advcl", "conj", "xcomp"):
                yield child
