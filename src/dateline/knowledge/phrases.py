"""Names as sequences of words: folding of spellings, case rules, and the longest-match index shared by all name tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_APOSTROPHES = "'\u2019\u2018\u02bc\u02bb\u02bf\u02be`\u00b4"
_JOINTS = "-\u2010\u2011/\u2013"
_DROPPED = str.maketrans("", "", "'.")
_SPLIT = str.maketrans("-/", "  ")
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "đ": "d", "Đ": "D", "ð": "d", "æ": "ae", "Æ": "Ae", "ə": "a", "Ə": "A"}
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_JOINTS, "-")
)
BOUND = "="
TITLE_FROM = 4  # "Nato", "Isis", "Unicef" are British spellings of acronyms; shorter ones ("Who", "Is") are words


def fold(text: str) -> str:
    """The text in ASCII, its case kept: Élysée becomes Elysee, curly apostrophes straight; letters of other scripts are left out."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode("ascii")


def pieces(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, hyphens and slashes split, apostrophes and full stops dropped, case kept."""
    plain = fold(text)
    if plain.replace(" ", "").isalnum():
        return tuple(plain.split())
    if "'" in plain:
        plain = _possessive(plain)
    return tuple(plain.translate(_SPLIT).translate(_DROPPED).split())


def _possessive(text: str) -> str:
    """The text with the possessive ending set apart, as parsers do."""
    for ending in ("s", "S"):
        text = text.replace(f"'{ending} ", f" {ending} ")
        if text.endswith(f"'{ending}"):
            text = f"{text[:-2]} {ending}"
    return text


def agrees(written: str, known: str) -> bool:
    """Whether a word of a text may be this word of a name, as far as upper and lower case go.

    An acronym agrees only with itself ("IS", never "is"), a longer one with its British spelling too ("Nato"); other words agree
    with themselves, with their capitalised form and with capitals throughout (headlines); a capital never agrees with a small letter.
    """
    if written == known:
        return True
    if len(known) > 1 and known.isupper():
        return len(known) >= TITLE_FROM and written == known.capitalize()
    if written.isupper():
        return written == known.upper() and len(known) > 1
    return written[:1].isupper() and written[1:] == known[1:] and written[:1] == known[:1].upper()


@dataclass(frozen=True, slots=True)
class Index(Generic[T]):
    """Names and what they stand for, found by their folded words; longest first."""

    entries: dict[str, tuple[tuple[tuple[str, ...], bool, T], ...]]
    reach: dict[str, int]

    def exact(self, text: str) -> tuple[T, ...]:
        """What the whole text stands for."""
        return self._agreeing(pieces(text))

    def longest(self, words: Sequence[str], start: int, limit: int = 8) -> tuple[int, tuple[T, ...]] | None:
        """How many words from start the longest known name takes, and what it stands for; None if none begins there.

        words: the tokens of a text; hyphens and apostrophes may stand as tokens of their own. limit: most tokens a name may take.
        """
        head = words[start]
        reach = self.reach.get(head.lower()) if head.isascii() and head.isalnum() else self._reach_of(head)
        if reach is None:
            return None
        ends = _ends(words, start, min(limit, len(words) - start), reach)
        for count, written in reversed(ends):
            found = self._agreeing(written)
            if found:
                return count, found
        return None

    def _reach_of(self, head: str) -> int | None:
        parts = pieces(head)
        return self.reach.get(parts[0].lower()) if parts else None

    def _agreeing(self, written: tuple[str, ...]) -> tuple[T, ...]:
        known = self.entries.get(" ".join(written).lower())
        if known is None:
            return ()
        return tuple(value for name, bound, value in known if name == written or (not bound and all(map(agrees, written, name))))


def _ends(words: Sequence[str], start: int, limit: int, reach: int) -> list[tuple[int, tuple[str, ...]]]:
    """Each number of tokens a name could take with the words it would be made of; never ends on a hyphen."""
    ends: list[tuple[int, tuple[str, ...]]] = []
    written: list[str] = []
    for count in range(1, limit + 1):
        word = words[start + count - 1]
        parts = (word,) if word.isalnum() and word.isascii() else pieces(word)
        if not parts:
            if word.strip(_JOINTS + _APOSTROPHES):
                break
            continue
        written.extend(parts)
        if len(written) > reach:
            break
        ends.append((count, tuple(written)))
    return ends


def index(named: Iterable[tuple[str, T]]) -> Index[T]:
    """An index of the names given with what each stands for; a name that begins with ``=`` is bound to its exact case."""
    entries: dict[str, tuple[tuple[tuple[str, ...], bool, T], ...]] = {}
    reach: dict[str, int] = {}
    for name, value in named:
        bound = name.startswith(BOUND)
        known = pieces(name.lstrip(BOUND) if bound else name)
        if not known:
            continue
        key = " ".join(known).lower()
        before = entries.get(key)
        entries[key] = ((known, bound, value),) if before is None else (*before, (known, bound, value))
        head = key.split(" ", 1)[0]
        if reach.get(head, 0) < len(known):
            reach[head] = len(known)
    return Index(entries, reach)
