"""Names of bodies that no lexicon and no recogniser knows, because the report itself says that they are bodies.

"Order and Homeland, the main opposition party, ...", "the leader of Eastern Citizens", "the small party Clear Water", "the Free Valley
Movement (FVM)", "the Pact for Progress".
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.parse import Parse

LONGEST = 9  # tokens of a name
BODIES = frozenset(
    "party group movement union alliance organisation organization faction partner association federation league bloc force militia "
    "battalion brigade front coalition club network congress council foundation charity initiative committee army wing newcomer".split()
)
HEADS = frozenset(
    "leader chairman chairwoman chair chairperson president spokesman spokeswoman spokesperson head founder co-founder deputy "
    "member deputies members leaders co-chair co-leader whip lawmaker senator congress".split()
)
FOUNDED = frozenset(
    "Pact Front Movement Alliance Union League Coalition Rally Party Bloc Congress Forum Accord Assembly Initiative".split()
)
INNER = frozenset({"and", "of", "for", "the", "'s", "’s", "'", "’", "-"})
NEAR = 8  # tokens behind a comma within which an apposition tells what the name is
NEVER = frozenset({"DATE", "LANGUAGE", "LAW", "EVENT"})


def told_bodies(parse: Parse) -> dict[int, int]:
    """Where names of bodies end that this report tells to be bodies, by the token they begin at: every mention of them."""
    words = {parse.words[first:last] for first, last in _told(parse)}
    found: dict[int, int] = {}
    for name in sorted(words, key=len):
        for first in range(len(parse) - len(name) + 1):
            if parse.words[first : first + len(name)] == name:
                found[first] = first + len(name)
    return found


def _told(parse: Parse) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(parse):
        last = _name(parse, first)
        if last is None:
            first += 1
            continue
        if _fits(parse, first, last):
            yield first, last
        first = last


def _name(parse: Parse, first: int) -> int | None:
    """Where a run of capitals ends that begins at a token: two words at least, small ones inside; None where there is none."""
    limit = min(parse.sentence(first).last, first + LONGEST)
    if not _capital(parse, first) or (first and parse.words[first - 1] == "-"):
        return None
    last = end = first
    while last < limit and (_capital(parse, last) or (parse.lowers[last] in INNER and last > first)):
        last += 1
        if _capital(parse, last - 1):
            end = last
    return end if end - first >= 2 else None


def _capital(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    return word[:1].isupper() and any(char.islower() for char in word) and parse.pos[index] not in ("DET", "PRON", "ADP", "AUX", "SCONJ")


def _fits(parse: Parse, first: int, last: int) -> bool:
    """Whether the words around tell that the name is a body's; none of places, days, laws, nor of persons with a name of two words."""
    label = next((parse.entities[parse.entity_of[i]].label for i in range(first, last) if parse.entity_of[i] >= 0), "")
    if label in NEVER or (first > 0 and parse.lowers[first - 1] in ("in", "at", "near")):
        return False
    told = _apposed(parse, last) or _introduced(parse, first) or _led(parse, first, last, label)
    return told or _founded(parse, first, last) or _owned(parse, first, last)


def _apposed(parse: Parse, last: int) -> bool:
    """Words behind like ", a small green party with ...": an article, then the noun of a body, before a verb or another comma."""
    if last + 2 >= len(parse) or parse.words[last] != "," or parse.lowers[last + 1] not in ("a", "an", "the", "another"):
        return False
    for token in range(last + 2, min(last + NEAR, parse.sentence(last).last)):
        if parse.lowers[token] in BODIES and parse.lemmas[token].islower():
            following = parse.words[token + 1] if token + 1 < len(parse) else ""
            return following not in ("'s", "’s", "'", "’") and parse.pos[token + 1 : token + 2] != ("NOUN",)
        if parse.pos[token] in ("VERB", "AUX", "PUNCT", "ADP") and parse.tags[token] != "VBG" and parse.lowers[token] != "-":
            return False
    return False


def _introduced(parse: Parse, first: int) -> bool:
    """Words before like "the small opposition party": the noun of a body right before the name, an article before that."""
    if first < 2 or parse.lowers[first - 1] not in BODIES or parse.words[first - 1] != parse.lowers[first - 1]:
        return False
    return any(parse.lowers[i] in ("the", "a", "an", "another") for i in range(max(0, first - 6), first - 1))


def _led(parse: Parse, first: int, last: int, label: str) -> bool:
    """Words before like "the leader of", "spokesman for": of names that are no person's, and no land's but for a word in the plural."""
    before = first - 1 if first and parse.lowers[first - 1] != "the" else first - 2
    if before < 1 or parse.lowers[before] not in ("of", "for") or label == "PERSON" or (label == "NORP" and before < first - 1):
        return False
    peopled = label not in ("GPE", "LOC", "FAC") or (
        parse.lowers[last - 1].endswith("s") and parse.words[last - 1] not in ("States", "Nations")
    )
    return peopled and parse.lowers[before - 1] in HEADS and parse.words[before - 1] == parse.lowers[before - 1]


def _owned(parse: Parse, first: int, last: int) -> bool:
    """Names like "Citizens' Root": people in the plural who own a word with a capital, and nothing behind it that is theirs."""
    if last - first != 3 or parse.words[first + 1] not in ("'", "’", "'s", "’s"):
        return False
    people = parse.lowers[first].endswith("s") or parse.lowers[first] in ("people", "women", "men")
    named = parse.words[first + 2].istitle() and parse.pos[first + 2] in ("PROPN", "NOUN")
    return people and named and parse.pos[last : last + 1] != ("NOUN",)


def _founded(parse: Parse, first: int, last: int) -> bool:
    """Names like "the Pact for Progress": a word for a body, what it is for."""
    behind = first > 0 and parse.lowers[first - 1] == "the" and parse.words[first] in FOUNDED and last - first >= 3
    return behind and parse.lowers[first + 1] in ("for", "against")
