"""Words as stories compare them: folded, without plural and possessive endings, and as numbers that take little room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zlib import crc32

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.]*\d|\d")
SHORTEST_NAME = 3


def stem(token: str) -> str:
    """``token`` folded: lower case, straight apostrophes, no ``'s``, no plural ``s``; empty if nothing is left."""
    word = token.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.strip(".,'-_")


def words(text: str) -> list[str]:
    """The folded words and numbers of ``text``, in order."""
    return [word for token in _TOKEN.findall(text) if (word := stem(token))]


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
