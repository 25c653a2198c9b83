"""Quantities: a number with what bounds it, its unit, and the noun it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.quantities import Number, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.measures import Measures, Unit
    from dateline.knowledge.numerals import Numerals
    from dateline.model.figure import Bound
    from dateline.model.parse import Parse

_LONGEST_BOUND = 4
_YEARS = (1900, 2060)
_REACH = 8  # tokens from "of" to the noun under it
_RANGE_MARKS = frozenset({"-", "–", "to", "and", "or"})
_MARKS_OF_NAMES = frozenset(
    {"no.", "no", "nos.", "number", "#", "article", "resolution", "chapter", "section", "flight", "room", "page", "group", "group-of"}
)
_OTHERS = frozenset({"more", "other", "others", "further", "additional"})
_GIVING = frozenset({"hand", "turn", "take", "give", "sign"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in its phrase: tokens ``first`` to ``last`` (half-open), value or range, bound, unit, and the noun that is counted.

    ``noun`` is the token of the counted noun or unit, None where it is left out; ``head`` the token whose place in the sentence
    tells what happened to those counted; ``of`` the noun of which the quantity is a share or part ("40 percent of the seats").
    """

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: Unit | None
    noun: int | None
    head: int
    of: int | None
    spelled: bool
    hyphenated: bool = False


def quantities(parse: Parse, numerals: Numerals, measures: Measures) -> Iterator[Quantity]:
    """The quantities in ``parse``, in order; ranges are one."""
    found = numbers(parse, numerals)
    index = 0
    while index < len(found):
        number = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        ranged = other if other is not None and _is_range(parse, number, other) else None
        quantity = _quantity(parse, number, ranged, measures)
        if quantity is not None:
            yield quantity
        index += 2 if ranged else 1


def _is_range(parse: Parse, number: Number, other: Number) -> bool:
    """Whether two numbers are one range: "10-15", "10 to 15", "between 10 and 15"; the second is the larger one."""
    gap = other.first - number.last
    if number.vague or other.vague or not 1 <= gap <= 2 or other.value <= number.value:
        return False
    before = number.first - 1
    while before >= 0 and parse.tags[before] == "$":
        before -= 1
    mark = parse.lowers[number.last]
    if mark == "-" and parse.starts[number.last] > parse.ends[number.last - 1]:
        return False  # the dash that closes a dateline: "May 4 - Nine villagers"
    if mark not in _RANGE_MARKS or (gap > 1 and parse.tags[other.first - 1] != "$") or before < 0:
        return mark in _RANGE_MARKS and gap == 1 and mark != "and"
    if mark == "and":
        return parse.lowers[before] == "between"
    changes = parse.lowers[before] == "from" or parse.pos[before] == "VERB"  # "fell 5 to 12", "from 5 to 12" tell of a change
    return not (mark == "to" and changes)


def _quantity(parse: Parse, number: Number, other: Number | None, measures: Measures) -> Quantity | None:
    last = other.last if other else number.last
    if _names_something(parse, number, last):
        return None
    if _out_of(parse, number, last) or (parse.lowers[number.first] in ("scores", "tens") and parse.lowers[last : last + 1] != ("of",)):
        return None
    number = _few_of(parse, number)
    first, bound = _bound_before(parse, number.first, measures)
    first, currency = _currency_before(parse, number.first, first, measures)
    unit, end = (
        (currency, last)
        if currency
        else _unit_after(parse, last + 1 if number.vague and parse.lowers[last : last + 1] == ("of",) else last, measures)
    )
    if number.share:
        unit, end = measures.units["percent"], last
    elif unit is None:
        end = last
    elif number.spelled and number.value == 1 and unit.kind != "percent":
        return None  # "one mile away", "not one cent"
    if currency is not None:
        end = _skip_unit_word(parse, end, currency, measures)
    after = _bound_after(parse, end, measures)
    if after is not None:
        bound, end = after
    noun, hyphenated = (end - 1 if end > last else None, False) if unit else _counted_noun(parse, last)
    of = _share_of(parse, noun if noun is not None and unit else last - 1, end, share=unit is not None)
    if noun is None and of is not None and unit is None:
        noun = of
    stop = max(end, noun + 1 if noun is not None and not hyphenated else end)
    value, low, high, bound = _values(number, other, bound)
    return Quantity(
        first, stop if not hyphenated else (noun or last) + 1, value, low, high, bound, unit, noun,
        _head(parse, number, last, noun, of if unit is None else None), of, number.spelled, hyphenated,
    )  # fmt: skip


def _out_of(parse: Parse, number: Number, last: int) -> bool:
    """Words like "six of 10 voters", "one in five": neither number counts anything."""
    if last + 1 < len(parse) and parse.lowers[last] in ("of", "in", "out") and parse.tags[last + 1] == "CD":
        return True
    first = number.first
    return first > 1 and parse.lowers[first - 1] in ("of", "in") and parse.tags[first - 2] == "CD"


def _few_of(parse: Parse, number: Number) -> Number:
    """Words like "a few hundred", "several thousand": an unknown number of them, two at least."""
    first = number.first
    if first == 0 or parse.lowers[first - 1] not in ("few", "several", "couple") or number.value not in (100, 1000, 10**6, 12):
        return number
    begin = first - 2 if first > 1 and parse.lowers[first - 2] == "a" else first - 1
    return Number(begin, number.last, number.value * 2, vague=True, spelled=True)


def _values(number: Number, other: Number | None, bound: Bound) -> tuple[float | None, float | None, float | None, Bound]:
    if other is not None:
        scale = other.value / number.value if number.value else 1
        low = number.value * 10**6 if other.value >= 10**6 and number.value < 1000 and scale > 1000 else number.value
        low = number.value * 10**9 if other.value >= 10**9 and number.value < 1000 else low
        return None, low, other.value, "about" if bound == "exact" else bound
    if number.vague:
        return None, number.value, None, "about" if bound == "exact" else bound
    return number.value, None, None, bound


def _names_something(parse: Parse, number: Number, last: int) -> bool:
    """Words like "Resolution 1973", "Boeing 737", "F-16", "Group of Seven", "Apollo 11": digits that are part of a name."""
    first = number.first
    before = parse.lowers[first - 1] if first else ""
    entity = parse.entity_of[first]
    if before in _MARKS_OF_NAMES or parse.lowers[first : first + 2] == ("one", "another") or _is_year(parse, number):
        return True
    if (
        entity >= 0
        and parse.entities[entity].label in ("LAW", "PRODUCT", "FAC", "WORK_OF_ART", "EVENT", "ORG", "GPE", "PERSON")
        and parse.entities[entity].first < first
    ):
        return True
    if before == "-" and first > 1 and parse.words[first - 2][:1].isupper() and parse.ends[first - 2] == parse.starts[first - 1]:
        return True
    named = first > 0 and parse.pos[first - 1] == "PROPN" and parse.heads[first - 1] not in range(first, last + 3)
    return named and not number.spelled and parse.heads[first] == first - 1


def _is_year(parse: Parse, number: Number) -> bool:
    """Four digits that may be a year, before a noun: "the 2013 amendments"."""
    written = parse.words[number.first]
    return number.last == number.first + 1 and len(written) == 4 and written.isdigit() and _YEARS[0] <= number.value <= _YEARS[1]


def _bound_before(parse: Parse, first: int, measures: Measures) -> tuple[int, Bound]:
    """Where the phrase begins with the words that bound the number, and their meaning."""
    place = first
    while place > 0 and (parse.tags[place - 1] == "$" or parse.lowers[place - 1] in ("another", "the", "a")):
        place -= 1
    for length in range(_LONGEST_BOUND, 0, -1):
        if place >= length:
            bound = measures.before.get(parse.lowers[place - length : place])
            if bound is not None and not (length == 1 and _particle(parse, place - 1)):
                return place - length, bound
    another = first > 0 and parse.lowers[first - 1] in ("another", "a")
    return (first - 1 if another else first), "exact"


def _particle(parse: Parse, token: int) -> bool:
    """Whether "over" belongs to the verb before it: "handed over forty rifles"."""
    before = parse.lemmas[token - 1].lower() if token else ""
    return parse.deps[token] == "prt" or (parse.lowers[token] == "over" and before in _GIVING)


def _bound_after(parse: Parse, end: int, measures: Measures) -> tuple[Bound, int] | None:
    bound = measures.after.get(parse.lowers[end : end + 2])
    return (bound, end + 2) if bound is not None else None


def _currency_before(parse: Parse, number_first: int, first: int, measures: Measures) -> tuple[int, Unit | None]:
    if number_first == 0:
        return first, None
    unit = measures.units.get(parse.lowers[number_first - 1])
    if unit is None or unit.kind != "money" or not (parse.tags[number_first - 1] == "$" or len(parse.lowers[number_first - 1]) == 1):
        return first, None
    return min(first, number_first - 1), unit


def _skip_unit_word(parse: Parse, end: int, unit: Unit, measures: Measures) -> int:
    after = measures.units.get(parse.lemmas[end].lower()) if end < len(parse) else None
    return end + 1 if after is not None and after.name == unit.name else end


def _unit_after(parse: Parse, last: int, measures: Measures) -> tuple[Unit | None, int]:
    """The unit that follows a number, of up to two words, and where it ends."""
    place = last + 1 if last + 1 < len(parse) and parse.lowers[last] == "-" else last
    if place >= len(parse):
        return None, last
    if place + 1 < len(parse):
        pair = f"{parse.lowers[place]} {parse.lemmas[place + 1].lower()}"
        if pair in measures.units:
            return measures.units[pair], place + 2
    if parse.lowers[place] in ("us", "u.s.", "american", "canadian", "australian", "swiss", "british", "russian") and place + 1 < len(
        parse
    ):
        place += 1 if (unit := measures.units.get(parse.lemmas[place + 1].lower())) is not None and unit.kind == "money" else 0
    unit = measures.units.get(parse.lowers[place]) or measures.units.get(parse.lemmas[place].lower())
    if unit is None or (unit.name == "KRW" and parse.pos[place] != "NOUN"):
        return None, last
    return unit, place + 1


def _counted_noun(parse: Parse, last: int) -> tuple[int | None, bool]:
    """The noun that the number before token ``last`` counts, and whether a hyphen binds them ("28-nation")."""
    if last + 1 < len(parse) and parse.lowers[last] == "-" and parse.starts[last] == parse.ends[last - 1]:
        return (last + 1, True) if parse.pos[last + 1] in ("NOUN", "ADJ", "PROPN") else (None, True)
    head = parse.heads[last - 1]
    if parse.deps[last - 1] in ("compound", "quantmod") and parse.pos[head] == "NUM":
        head = parse.heads[head]
    if (
        head >= last
        and parse.deps[last - 1] in ("nummod", "quantmod", "compound", "amod", "advmod")
        and parse.pos[head] in ("NOUN", "PROPN")
        and head - last < 6
    ):
        return head, False
    for place in range(last, min(last + 4, len(parse))):  # the parser missed it: adjectives, then a noun in the plural
        if parse.tags[place] in ("NNS", "NNPS"):
            return place, False
        if parse.pos[place] not in ("ADJ", "NOUN", "PROPN") or parse.sentence_of[place] != parse.sentence_of[last - 1]:
            break
    return None, False


def _share_of(parse: Parse, token: int, end: int, *, share: bool) -> int | None:
    """The noun after "of" ("ten of its supporters", "40 percent of the seats"), for a sum also after "in" ("$2 million in aid")."""
    if end >= len(parse) or token < 0 or not (parse.lowers[end] == "of" or (share and parse.lowers[end] in ("in", "the", "its", "their"))):
        return None
    target = parse.child(end, "pobj")
    if target is None and parse.lowers[end] in ("the", "its", "their"):  # "half the population"
        target = parse.heads[end] if parse.heads[end] > end else None
    if target is None or target - end >= _REACH:
        return None
    return target if parse.lowers[end] != "in" or parse.pos[target] == "NOUN" else None


def _head(parse: Parse, number: Number, last: int, noun: int | None, of: int | None) -> int:
    """The token that stands in the sentence for the whole quantity."""
    if noun is not None and noun != of and not number.vague:
        return noun
    token = last - 1
    while parse.heads[token] != token and number.first <= parse.heads[token] < last:
        token = parse.heads[token]
    return token
