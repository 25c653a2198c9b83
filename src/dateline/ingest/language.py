"""Which language a text is in, by its commonest words and its letters: enough to tell whether it is English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from dateline.ingest.tables import rows

SAMPLE = 6000  # code points from the beginning
FOREIGN = 0.15  # share of another language's small words from which a text counts as written in it
LATIN = "\u024f"  # the last letter of the extended Latin alphabet
FEWEST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@lru_cache(maxsize=1)
def _profiles() -> tuple[tuple[str, str, frozenset[str]], ...]:
    return tuple((row[0], row[1], frozenset(row[2].split())) for row in rows("languages"))


def language_of(text: str) -> tuple[str | None, str]:
    """The code and the English name of the text's language; ``(None, "")`` where the text is too short to tell."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:SAMPLE])]
    script = _script(text[:SAMPLE])
    if script:
        return script
    if len(words) < FEWEST_WORDS:
        return None, ""
    counted = Counter(words)
    shares = [(sum(counted[word] for word in sorted(known)) / len(words), code, name) for code, name, known in _profiles()]
    best = max(shares, key=lambda share: share[0])
    english = next(share for share in shares if share[1] == "en")
    if english[0] >= 0.12 or english[0] >= best[0]:
        return "en", "English"
    return (best[1], best[2]) if best[0] >= FOREIGN and best[0] > 1.5 * english[0] else (None, "")


@lru_cache(maxsize=1)
def _scripts() -> tuple[tuple[str, str, str], ...]:
    return tuple((row[0], row[1], row[2]) for row in rows("scripts"))


def _script(sample: str) -> tuple[str | None, str] | None:
    """The language that most letters point at, where they are not Latin ones."""
    if sample.isascii() or not any(char > LATIN for char in sample):
        return None
    letters = [char for char in sample if char.isalpha()]
    names = Counter(unicodedata.name(char, "").split(" ", 1)[0] for char in letters)
    if not letters or names["LATIN"] >= 0.5 * len(letters):
        return None
    best = max(sorted(names), key=lambda name: names[name], default="")
    return next(((code or None, name) for script, code, name in _scripts() if script == best), (None, best.capitalize()))
