"""Names of places as they are compared: one key for all spellings that differ only in marks, case and abbreviation."""

from __future__ import annotations

from dateline.knowledge.phrases import pieces

_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}


def name_key(text: str) -> str:
    """The key of a place name: folded, in small letters, "St." and "Mt." written out where another word follows.

    text: a name as it is written; "St Petersburg", "St. Petersburg" and "Saint Petersburg" have one key.
    """
    words = [piece.lower() for piece in pieces(text)]
    last = len(words) - 1
    return " ".join([_SHORT.get(word, word) if place < last else word for place, word in enumerate(words)])
