"""Stretches of words that may name a place: known names by longest match, and what the parser takes for a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.knowledge.toponyms import name_key
from dateline.knowledge.weights import word_classes

if TYPE_CHECKING:
    from dateline.knowledge.gazetteer import Gazetteer, PlaceEntry
    from dateline.model.parse import Parse

WORDS = "place_words"  # the table of words that names are made with
LONGEST = 7  # tokens of a name
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
SHORT = 3  # names in capitals up to this length must be names of states or divisions ("US", "UAE", "NSW")


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of tokens (half-open) that may name one of the places; none where only the parser takes it for a place."""

    first: int
    last: int
    key: str
    entries: tuple[PlaceEntry, ...]


def names(parse: Parse, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """The stretches that may name places, in order, none overlapping another."""
    starts = {first: _stretches(parse, first) for first in _openings(parse)}
    gazetteer.fetch(key for stretches in starts.values() for _, key in stretches)
    found: list[Name] = []
    free = 0
    for first, stretches in starts.items():
        if first < free:
            continue
        name = _known(parse, first, stretches, gazetteer)
        if name is None and not _part_of_next(parse, first, starts, gazetteer):
            name = _supposed(parse, first)
        if name is not None:
            found.append(name)
            free = name.last
    return tuple(found)


def _part_of_next(parse: Parse, first: int, starts: dict[int, list[tuple[int, str]]], gazetteer: Gazetteer) -> bool:
    """Whether the word is a compass part before a known name ("East Mosul"), which is then the name."""
    following = starts.get(first + 1)
    if following is None or "compass part" not in word_classes(WORDS).of(parse.lowers[first]):
        return False
    return _known(parse, first + 1, following, gazetteer) is not None


def _openings(parse: Parse) -> list[int]:
    """The tokens a name may begin with."""
    found, classes = [], word_classes(WORDS)
    for index, word in enumerate(parse.words):
        joined = index + 1 < len(parse) and parse.words[index + 1][0] in "-ASH"
        if word[0].isupper() or word[0] in "\u2018'" or (joined and "before a name" in classes.of(parse.lowers[index])):
            found.append(index)
    return found


def _stretches(parse: Parse, first: int) -> list[tuple[int, str]]:
    """The ends and keys of the stretches from a token that a name may take, the longest first."""
    found: list[tuple[int, str]] = []
    words, text, start, classes = parse.words, parse.text, parse.starts[first], word_classes(WORDS)
    end = min(first + LONGEST, parse.sentence(first).last)
    for index in range(first, end):
        word, of_word = words[index], classes.of(parse.lowers[index])
        if word[0].isupper() or (index > first and ("end of a name" in of_word or (word[0] in "'\u2019" and word[1:2].isupper()))):
            key = name_key(text[start : parse.ends[index]])
            if key:
                found.append((index + 1, key))
        elif ("inside a name" if index > first else "before a name") not in of_word:
            break
    if len(found) == 1 and words[first].isupper() and len(words[first]) == 2 and first >= 2 and words[first - 1] == ",":
        found.append((first + 1, f"us {parse.lowers[first]}"))  # "Columbus, OH": kept under the ISO 3166-2 code
    return found[::-1]


def _known(parse: Parse, first: int, stretches: list[tuple[int, str]], gazetteer: Gazetteer) -> Name | None:
    """The longest known name from a token on, without an article before it and a common noun for its kind after it."""
    for number, (end, key) in enumerate(stretches):
        entries = gazetteer.keyed(key)
        if not entries or not _agrees(parse, first, end, entries):
            continue
        if parse.lowers[first] == "the" and not entries[0].name.startswith("The ") and end - first > 1:
            return _known(parse, first + 1, [(e, k.removeprefix("the ")) for e, k in stretches[: number + 1]], gazetteer)
        shorter = stretches[number + 1] if number + 1 < len(stretches) else None
        last = _with_kind(parse, first, end)
        kind = "kind of division" in word_classes(WORDS).of(parse.lowers[last - 1])
        if shorter and kind and parse.words[last - 1][0].islower() and shorter[0] == last - 1:
            return Name(first, shorter[0], key, entries) if gazetteer.keyed(shorter[1]) else Name(first, last, key, entries)
        return Name(first, last, key, entries)
    return None


def _with_kind(parse: Parse, first: int, last: int) -> int:
    """The end of the name with a capitalised noun for its kind after it ("Nyanza Province") that the parser holds to be part of it."""
    if last >= len(parse) or not parse.words[last][0].isupper() or "kind of division" not in word_classes(WORDS).of(parse.lowers[last]):
        return last
    number = parse.entity_of[first]
    whole = number >= 0 and number == parse.entity_of[last] and parse.entities[number].label in PLACE_LABELS
    return last + 1 if whole and parse.entities[number].last == last + 1 else last


def _agrees(parse: Parse, first: int, last: int, entries: tuple[PlaceEntry, ...]) -> bool:
    """Whether the writing allows the name: codes in capitals only for states and divisions, no small word for a town."""
    if last - first > 1:
        return True
    word = parse.words[first]
    letters = word.replace(".", "")
    if len(letters) <= SHORT:
        large = any(entry.kind in ("country", "province") and entry.main for entry in entries)
        spoken = letters.isupper() and (large or not parse.sentence(first).last - parse.sentence(first).first > 1)
        return spoken or (letters[:1].isupper() and not letters.isupper() and not _is_code(letters, entries))
    return True


def _is_code(letters: str, entries: tuple[PlaceEntry, ...]) -> bool:
    """Whether a short name is a code of a state rather than a name ("Us" for US)."""
    best = entries[0]
    return best.kind == "country" and len(letters) < len(best.name) and name_key(best.name) != letters.lower()


def _supposed(parse: Parse, first: int) -> Name | None:
    """What the parser takes for a place, beginning with this token, and the gazetteer does not know."""
    number = parse.entity_of[first]
    if number < 0 or parse.lowers[first] == "the" or parse.entities[number].label not in PLACE_LABELS:
        return None
    entity = parse.entities[number]
    if not (entity.first == first or (entity.first == first - 1 and parse.lowers[first - 1] == "the")):
        return None  # what is left of a name that the gazetteer knows in part
    last = entity.last
    while last > first + 1 and ("possessive" in word_classes(WORDS).of(parse.lowers[last - 1]) or not parse.words[last - 1][0].isalnum()):
        last -= 1
    key = name_key(parse.text[parse.starts[first] : parse.ends[last - 1]])
    of_last = word_classes(WORDS).of(parse.lowers[last - 1])
    other = "happening" in of_last or (last - first == 1 and "compass part" in of_last)
    return Name(first, last, key, ()) if len(key) > SHORT and not other else None
