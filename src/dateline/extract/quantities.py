"""Numbers in a text: digits, number words and their mixtures, with the value they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.knowledge.numerals import Numerals
    from dateline.model.parse import Parse

_DIGITS = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?P<letter>m|mn|bn|k|tn|mln|bln)?$")
_SIMPLE_FRACTIONS = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its tokens (half-open) and value; ``vague`` where that is the least ("dozens", "tens of thousands").

    ``share`` is set for a fraction of what follows ("two-thirds of"), whose value is then in percent.
    """

    first: int
    last: int
    value: float
    vague: bool = False
    spelled: bool = False
    share: bool = False


def numbers(parse: Parse, numerals: Numerals) -> tuple[Number, ...]:
    """The numbers in ``parse``, in order; none crosses a sentence."""
    lowers, words, found, index, count = parse.lowers, numerals.words, [], 0, len(parse)
    while index < count:
        lower = lowers[index]
        if lower in words or lower[0].isdigit():
            number = _fraction(parse, numerals, index) or _number_at(parse, numerals, index)
            if number is not None:
                found.append(number)
                index = number.last
                continue
        index += 1
    return tuple(found)


def _number_at(parse: Parse, numerals: Numerals, index: int) -> Number | None:
    digits = digit_value(parse.lowers[index])
    end = parse.sentence(index).last if parse.sentence_of[index] >= 0 else index + 1
    if digits is not None:
        value, last = _scaled(parse, numerals, digits, index + 1, end)
        return Number(index, last, value)
    numeral = numerals.words.get(parse.lowers[index])
    if numeral is None or numeral.kind == "letter":
        return None
    if numeral.kind == "vague":
        return _vague(parse, numerals, index, end)
    if numeral.kind == "fraction":
        return _half(parse, numerals, index, end)
    return _spelled(parse, numerals, index, end)


def digit_value(word: str) -> float | None:
    """The value of a number written in digits ("1,500", "2.5bn"), or None."""
    found = _DIGITS.match(word)
    if found is None:
        return _SIMPLE_FRACTIONS.get(word)
    value = float(found["whole"].replace(",", "") + (found["part"] or ""))
    scale = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12}.get(found["letter"] or "", 1.0)
    return value * scale


def _scaled(parse: Parse, numerals: Numerals, value: float, index: int, end: int) -> tuple[float, int]:
    """The value after a fraction ("2 1/2") and words of scale that follow digits, and where they end."""
    fraction = _SIMPLE_FRACTIONS.get(parse.lowers[index]) if index < end else None
    if fraction is not None:
        value, index = value + fraction, index + 1
    while index < end:
        place = index + 1 if parse.lowers[index] == "-" and index + 1 < end else index  # "2-million"
        numeral = numerals.words.get(parse.lowers[place])
        if numeral is None or not _scales(parse, numeral.kind, place):
            break
        value, index = value * numeral.value, place + 1
    return value, index


def _scales(parse: Parse, kind: str, index: int) -> bool:
    if kind == "letter":  # "3 m" is three metres unless money stands before it
        if parse.starts[index] != parse.ends[index - 1]:
            return False
        money = index > 1 and parse.words[index - 2][-1:] in ("$", "€", "£", "¥")
        counts = parse.tags[index + 1 : index + 2] in (("NNS",), ("NNPS",)) or parse.lowers[index + 1 : index + 2] == ("people",)
        return money or counts
    return kind in ("scale", "exact")


def _vague(parse: Parse, numerals: Numerals, index: int, end: int) -> Number:
    value, place = numerals.words[parse.lowers[index]].value, index + 1
    while place + 1 < end and parse.lowers[place] == "of":  # "tens of thousands", "hundreds of millions"
        numeral = numerals.words.get(parse.lowers[place + 1])
        if numeral is None or numeral.kind != "vague":
            break
        value, place = value * numeral.value / 2, place + 2
    return Number(index, place, value, vague=True, spelled=True)


def _half(parse: Parse, numerals: Numerals, index: int, end: int) -> Number | None:
    """Words like "half a million", "half a dozen"; a fraction alone is no number."""
    place = index + 2 if index + 2 < end and parse.lowers[index + 1] == "a" else index + 1
    numeral = numerals.words.get(parse.lowers[place]) if place < end else None
    if numeral is None or numeral.kind not in ("scale", "exact") or parse.lowers[index] != "half":
        return None
    return Number(index, place + 1, numeral.value / 2, spelled=True)


def _fraction(parse: Parse, numerals: Numerals, index: int) -> Number | None:
    """Words like "two-thirds of", "a quarter of", "half the": a share of what follows, in percent."""
    first, place, lowers = index, index, parse.lowers
    numeral = numerals.words.get(lowers[place])
    times = numeral.value if numeral is not None and numeral.kind == "unit" else 1.0
    if numeral is not None and numeral.kind == "unit":
        place += 2 if lowers[place + 1 : place + 2] == ("-",) else 1
        numeral = numerals.words.get(lowers[place]) if place < len(parse) else None
    if numeral is None or numeral.kind != "fraction" or lowers[place + 1 : place + 2] not in (("of",), ("the",), ("its",), ("their",)):
        return None
    if lowers[place] != "half" and lowers[place + 1] != "of":
        return None
    if first == place and lowers[place] != "half":  # "a third of", never "the third of"
        if first == 0 or lowers[first - 1] != "a":
            return None
        first -= 1
    value = times * numeral.value * 100
    return Number(first, place + 1, round(value, 1), spelled=True, share=True) if value < 100 else None


def _spelled(parse: Parse, numerals: Numerals, index: int, end: int) -> Number | None:
    """A number in words: "twenty-five", "two hundred and ten thousand", "three million", "a dozen"."""
    total = group = 0.0
    place = last = index
    started = False
    while place < end:
        word = parse.lowers[place]
        numeral = numerals.words.get(word)
        if word in ("-", "and") and started and place + 1 < end:
            after = numerals.words.get(parse.lowers[place + 1])
            joins = (
                after is not None
                and after.kind in ("unit", "tens")
                and (group % 100 == 0 if word == "and" else group % 10 == 0 and after.kind == "unit")
            )
            if not joins or (word == "and" and group + total < 100):
                break
            place += 1
            continue
        if numeral is None or numeral.kind not in ("unit", "tens", "scale", "exact"):
            break
        if numeral.kind in ("unit", "tens"):
            if started and group % 100 and not (group % 10 == 0 and numeral.value < 10):
                break
            group += numeral.value
        elif numeral.value == 100 or numeral.kind == "exact":
            group = (group or 1) * numeral.value
        else:
            total, group = total + (group or 1) * numeral.value, 0.0
        place, started = place + 1, True
        last = place
    return Number(index, last, total + group, spelled=True) if last > index else None
