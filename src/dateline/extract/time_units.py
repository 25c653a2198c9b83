"""The words of a text as the calendar's patterns see them: one unit a word, hyphenated words in pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.quantities import numbers
from dateline.knowledge.calendar import BREAK, OTHER, Calendar

if TYPE_CHECKING:
    from dateline.extract.quantities import Number
    from dateline.knowledge.numerals import Numerals
    from dateline.model.parse import Parse

_FORMS = re.compile(
    r"(?P<NUMDATE>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?!\d))|(?P<ISODATE>\d{4}-[01]\d-[0-3]\d(?:T[\d:]+Z?)?(?!\d))"
    r"|(?P<CLOCK>[0-2]?\d[:.][0-5]\d(?:[:.][0-5]\d)?(?![\d%]))|(?P<DECADE>[12]\d\d0['’]?s\b)"
    r"|(?P<SHORTDECADE>\d0s\b)|(?P<ORDDAY>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<QTR>[Qq][1-4]\b)|(?P<NUM>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<WORD>[A-Za-z][A-Za-z.]*|['’][A-Za-z]+)|(?P<MARK>\S)"
)
_CENTURIES = (18, 19, 20)
_TEN = 10
_DASHES = {"–": "-", "—": "-", "‑": "-", "’s": "'s", "o’clock": "o'clock"}


@dataclass(frozen=True, slots=True)
class Units:
    """The units as columns: code, value, character range, token; ``codes`` has one character a unit and a break between sentences."""

    codes: str
    values: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tokens: tuple[int, ...]


class _Builder:
    def __init__(self) -> None:
        self.codes: list[str] = []
        self.values: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.tokens: list[int] = []

    def add(self, code: str, value: str, start: int, end: int, token: int) -> None:
        self.codes.append(code)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)
        self.tokens.append(token)

    def units(self) -> Units:
        return Units("".join(self.codes), tuple(self.values), tuple(self.starts), tuple(self.ends), tuple(self.tokens))


def units(parse: Parse, calendar: Calendar, numerals: Numerals) -> Units:
    """The units of ``parse``, in order."""
    spelled = {number.first: number for number in numbers(parse, numerals) if number.last - number.first > 1 or number.spelled}
    words, lowers, starts, ends = calendar.words, parse.lowers, parse.starts, parse.ends
    out, index, count, sentence = _Builder(), 0, len(parse), 0
    while index < count:
        if parse.sentence_of[index] != sentence:
            sentence = parse.sentence_of[index]
            out.add(BREAK, "", starts[index], starts[index], index)
        lower = lowers[index]
        known = words.get(lower)
        if known is not None:
            out.add(known.code, known.value, starts[index], ends[index], index)
        elif index in spelled:
            index = _number(out, parse, spelled[index], calendar, numerals)
            continue
        elif lower.isalpha():
            out.add(OTHER, "", starts[index], ends[index], index)
        else:
            index = _odd(out, parse, index, calendar)
            continue
        index += 1
    return out.units()


def _number(out: _Builder, parse: Parse, number: Number, calendar: Calendar, numerals: Numerals) -> int:
    code = OTHER if number.vague else calendar.forms["WORDNUM"]
    year = _year_in_words(parse, number, numerals)
    if year is not None:
        code, value, last = calendar.forms["YEAR"], str(year[0]), year[1]
    else:
        value, last = f"{number.value:g}" if number.value % 1 else str(int(number.value)), number.last
    out.add(code, value, parse.starts[number.first], parse.ends[last - 1], number.first)
    return last


def _year_in_words(parse: Parse, number: Number, numerals: Numerals) -> tuple[int, int] | None:
    """The year and its end in "nineteen ninety-six", two numbers that make one."""
    place = number.last
    if number.value not in _CENTURIES or place >= len(parse) or parse.sentence_of[place] != parse.sentence_of[number.first]:
        return None
    ten = numerals.words.get(parse.lowers[place])
    if ten is None or ten.kind not in ("tens", "unit") or ten.value < _TEN:
        return None
    value = int(number.value) * 100 + int(ten.value)
    if ten.kind == "tens" and place + 2 < len(parse) and parse.lowers[place + 1] == "-":
        one = numerals.words.get(parse.lowers[place + 2])
        if one is not None and one.kind == "unit" and one.value < _TEN:
            return value + int(one.value), place + 3
    return value, place + 1


def _odd(out: _Builder, parse: Parse, index: int, calendar: Calendar) -> int:
    """A token that is no plain word: a mark, digits, or a compound in one token, taken apart. Where the next token begins."""
    word, start = parse.words[index], parse.starts[index]
    plain = _DASHES.get(parse.lowers[index])
    if plain is not None:
        known = calendar.words.get(plain)
        out.add(known.code if known else OTHER, plain, start, parse.ends[index], index)
        return index + 1
    if word in ("'", "’") and index + 1 < len(parse) and parse.starts[index + 1] == parse.ends[index]:
        shorter = _apostrophe(parse.words[index + 1], calendar)
        if shorter is not None:
            out.add(*shorter, start, parse.ends[index + 1], index)
            return index + 2
    for found in _FORMS.finditer(word):
        code, value = _form(found, word, calendar)
        out.add(code, value, start + found.start(), start + found.end(), index)
    return index + 1


def _apostrophe(word: str, calendar: Calendar) -> tuple[str, str] | None:
    """The code and value of "'90s" and "'99" after their apostrophe, or None."""
    if len(word) == 2 and word.isdigit():
        return calendar.forms["SHORT"], f"{'20' if int(word) < 30 else '19'}{word}"
    if len(word) == 3 and word[:2].isdigit() and word[1:] == "0s":
        return calendar.forms["DECADE"], f"{'20' if word[0] in '01' else '19'}{word[0]}"
    return None


def _form(found: re.Match[str], word: str, calendar: Calendar) -> tuple[str, str]:
    kind, text, forms = found.lastgroup or "MARK", found[0], calendar.forms
    if kind in ("WORD", "MARK"):
        known = calendar.words.get(_DASHES.get(text, text.lower()))
        return (known.code, known.value) if known else (OTHER, "")
    if kind == "NUM":
        return _digits(text, calendar)
    if kind == "SHORTDECADE":
        return (forms["DECADE"], f"{'20' if text[0] in '01' else '19'}{text[0]}") if word[:1] in "'’" or len(word) == 3 else (OTHER, "")
    values = {"DECADE": text[:3], "ORDDAY": text.rstrip("stndrh"), "QTR": text[1:]}
    return forms[kind], values.get(kind, text)


def _digits(text: str, calendar: Calendar) -> tuple[str, str]:
    if len(text) == 4 and text.isdigit() and "1000" <= text < "2200":
        return calendar.forms["YEAR"], text
    if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
        return calendar.forms["DAY"], str(int(text))
    return calendar.forms["NUM"], text.replace(",", "")
