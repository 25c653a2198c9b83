"""Words as stories compare them: folded, without plural and possessive endings, and as numbers that take little room."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

from dateline.knowledge.numerals import Numerals

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.]*\d|\d")
SHORTEST_NAME = 3
_ENDINGS = ("ingly", "edly", "ing", "ed", "er", "es", "s")  # of verbs, and of who or what does it; the longest first
_VOWELS = frozenset("aeiouy")
SHORTEST, LEFT = 5, 3  # letters that a word needs to lose an ending, and that are left of it


def stem(token: str) -> str:
    """``token`` folded: lower case, no accents, straight apostrophes, no ``'s``, no plural ``s``; empty if nothing is left."""
    word = plain(token.lower()).removesuffix("'s")
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.strip(".,'-_")


def plain(word: str) -> str:
    """``word`` without accents: one paper writes Nentón and another Nenton."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return unicodedata.normalize("NFKC", "".join(each for each in parts if not unicodedata.combining(each)))


def words(text: str) -> list[str]:
    """The folded words and numbers of ``text``, in order."""
    return [word for token in _TOKEN.findall(text) if (word := stem(token))]


def telling(text: str) -> list[str]:
    """The words of ``text`` as they tell what happened, in order: numbers in words are digits, a verb and its nouns are one word."""
    return [root(word) for word in words(text)]


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """A folded ``word`` without the endings of verbs and of their nouns; a number below a hundred as digits."""
    spelled = _number(word)
    if spelled is not None or len(word) < SHORTEST or word[0].isdigit():
        return spelled or word
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= LEFT and _spoken(word, each)), "")
    left = word.removesuffix(ending) if not word.endswith("ss") or ending != "s" else word
    if len(left) > LEFT and left[-1] == left[-2] and left[-1] not in "lsz":
        left = left[:-1]
    left = left[:-1] if len(left) > LEFT + 1 and left.endswith("e") else left
    return f"{left[:-1]}i" if len(left) > LEFT and left.endswith("y") else left


def _spoken(word: str, ending: str) -> bool:
    """True where what is left without ``ending`` has a vowel."""
    return not _VOWELS.isdisjoint(word[: -len(ending)])


def _number(word: str) -> str | None:
    """The digits of a number in words below a hundred; None for any other word."""
    known = Numerals.load().words
    tens, _, ones = word.partition("-")
    found = [known.get(each) for each in (tens, ones) if each]
    if not found or any(each is None for each in found):
        return None
    kinds, total = [each.kind for each in found if each is not None], sum(int(each.value) for each in found if each is not None)
    return str(total) if kinds in (["unit"], ["tens"], ["tens", "unit"]) else None


def names(text: str) -> list[str]:
    """The folded words that stand with a capital in ``text`` and never without one: names, by and large."""
    tokens = [token for token in _TOKEN.findall(text) if not token[0].isdigit()]
    small = {token for token in tokens if token[0].islower()}
    capital = (token for token in tokens if not token[0].islower() and len(token) >= SHORTEST_NAME and token.lower() not in small)
    return [name for token in capital if (name := stem(token))]


def key(word: str, space: str = "") -> int:
    """``word`` as a number below 2**32; ``space`` keeps kinds of features apart."""
    return crc32(f"{space}{word}".encode("utf-8", "replace"))


def shingles(told: Iterable[str], size: int = 3) -> Iterator[int]:
    """Every run of ``size`` words as a number, in order; the whole, where it is shorter."""
    listed = list(told)
    for start in range(max(1, len(listed) - size + 1)):
        yield crc32(" ".join(listed[start : start + size]).encode("utf-8", "replace"))
