"""The number that one word tells: "14", "fourteen", "twenty-two", "a"."""

from __future__ import annotations

from dateline.knowledge.numerals import Numerals


def number_of(word: str) -> float | None:
    """The number that ``word`` tells; None where it is no number."""
    plain = word.lower().replace(",", "").rstrip(".")
    if plain in ("a", "an"):
        return 1.0
    if plain in ("half a", "half an"):
        return 0.5
    if plain[:1].isdigit():
        return float(plain) if plain.count(".") <= 1 else None
    numerals = Numerals.load().words
    known = [numerals.get(part) for part in plain.split("-")]
    if any(each is None or each.kind not in ("unit", "tens", "exact") for each in known):
        return None
    return sum(each.value for each in known if each is not None)
