"""The calendar in words: what each time word stands for, and the patterns that time expressions follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from dateline.knowledge.tables import DATA, Row, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OTHER = "\u2423"  # the code of a word that says nothing of time
BREAK = "\n"  # the code between two sentences
FORMS = (
    "YEAR", "DAY", "NUM", "WORDNUM", "ORD", "ORDDAY", "CLOCK", "DECADE", "SHORT", "NUMDATE", "ISODATE", "QTR",
)  # fmt: skip
_WEAK = (
    "WEAK", "FEW", "MOD", "EARLIER", "LATER", "EVERY", "EACH", "OLD", "LONG", "NUM", "DAY", "WORDNUM", "ORD", "ORDDAY",
)  # fmt: skip  # symbols that tell no time by themselves
_FIRST_CODE = 0xE000
_PIECES = re.compile(r"(?P<name>\w+)=\(|(?P<atom>[A-Za-z'.]+|[,\-/])|(?P<operator>[()|?*+])|\s+")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of the calendar: the code of its class (one character) and the value it gives."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class TimePattern:
    """A pattern over codes, one character a word, with its named pieces; ``example`` is a phrase it is for."""

    name: str
    regex: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Time words by their lower-case form, codes of the forms of numbers by name, those of weekdays, and the patterns in order.

    ``runs`` finds the stretches of codes that may hold a time: words of the calendar, one of them at least not weak.
    """

    words: Mapping[str, TimeWord]
    forms: Mapping[str, str]
    weekdays: frozenset[str]
    runs: re.Pattern[str]
    patterns: tuple[TimePattern, ...]

    @classmethod
    def load(cls) -> Calendar:
        """The packaged calendar, loaded once a process."""
        return _load()


@lru_cache(maxsize=1)
def _load() -> Calendar:
    folder = DATA / "times"
    rows = read_table(folder / "words.tsv", ("word", "symbol", "value"))
    grammar = read_table(folder / "grammar.tsv", ("name", "pattern", "example"))
    codes = _Codes()
    forms = {form: codes.of(form) for form in FORMS}
    words = {row.required("word"): TimeWord(codes.of(row.required("symbol")), row.text("value")) for row in rows}
    patterns, extra = _patterns(grammar, codes, words)
    weekdays = frozenset({codes.of("DOW"), codes.of("DOWABBR")})
    return Calendar(MappingProxyType(words), MappingProxyType(forms), weekdays, _runs(codes, extra), patterns)


class _Codes:
    """Gives each symbol one character of the private use area, in the order they are asked for."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def of(self, symbol: str) -> str:
        return self._codes.setdefault(symbol, chr(_FIRST_CODE + len(self._codes)))


def _patterns(rows: Sequence[Row], codes: _Codes, words: dict[str, TimeWord]) -> tuple[tuple[TimePattern, ...], dict[str, str]]:
    macros: dict[str, str] = {}
    sources: list[tuple[Row, list[_Piece]]] = []
    for row in rows:
        if row.required("name").startswith("$"):
            macros[row.text("name")] = _expanded(row, macros)
        else:
            sources.append((row, list(_pieces(row, _expanded(row, macros)))))
    classes = _own_codes({piece.text for _, pieces in sources for piece in pieces if piece.kind == "word"}, codes, words)
    patterns = tuple(
        TimePattern(
            row.text("name"), re.compile("".join(_source(piece, n, codes, classes) for n, piece in enumerate(pieces))), row.text("example")
        )
        for row, pieces in sources
    )
    return patterns, classes


def _runs(codes: _Codes, extra: Mapping[str, str]) -> re.Pattern[str]:
    weak = "".join(code + extra.get(code, "") for code in map(codes.of, _WEAK))
    return re.compile(f"[{weak}]*[^{weak}{OTHER}{BREAK}][^{OTHER}{BREAK}]*")


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str


def _expanded(row: Row, macros: Mapping[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        if found[0] not in macros:
            raise row.error(f"uses {found[0]}, which no line above it defines")
        return f"({macros[found[0]]})"

    return re.sub(r"\$[A-Z]+", put, row.required("pattern"))


def _pieces(row: Row, pattern: str) -> Iterator[_Piece]:
    place = 0
    while place < len(pattern):
        found = _PIECES.match(pattern, place)
        if found is None:
            raise row.error(f"holds {pattern[place]!r}, which means nothing in a pattern")
        kind = found.lastgroup
        if kind is not None:
            text = found[kind]
            yield _Piece("class" if kind == "atom" and text.isupper() else "word" if kind == "atom" else kind, text)
        place = found.end()


def _own_codes(literals: set[str], codes: _Codes, words: dict[str, TimeWord]) -> dict[str, str]:
    """Gives the words that patterns name a code of their own; the codes that each class then has besides its own."""
    extra: dict[str, str] = {}
    for word in sorted(literals):
        known, own = words.get(word), codes.of(word)
        words[word] = TimeWord(own, known.value if known else word)
        if known:
            extra[known.code] = extra.get(known.code, "") + own
    return extra


def _source(piece: _Piece, number: int, codes: _Codes, extra: Mapping[str, str]) -> str:
    if piece.kind == "name":
        return f"(?P<{piece.text}_{number}>"  # a name may recur in alternatives: the number keeps it unique
    if piece.kind == "operator":
        return "(?:" if piece.text == "(" else piece.text
    code = codes.of(piece.text)
    more = extra.get(code, "")
    return f"[{code}{more}]" if more else code
