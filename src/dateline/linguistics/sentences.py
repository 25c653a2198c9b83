"""Where sentences begin, as far as the marks alone decide it; the rest is left to the parser."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.knowledge.tables import DATA, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

STOPS = frozenset({".", "!", "?", "!!", "??", "?!", "!?", "...", "\u2026", "....", "..", "!!!", "???"})
ELLIPSES = frozenset({"...", "\u2026", "....", ".."})
CLOSERS = frozenset("\"'\u201d\u2019\u00bb)]\u203a") | {"''"}
OPENERS = frozenset("\"'\u201c\u2018\u00ab([\u2039") | {"``", "''"}
# Words that, with a capital, begin a sentence rather than go on with a name after "U.S." or "p.m."
STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "or",
        "so",
        "if",
        "when",
        "while",
        "after",
        "before",
        "in",
        "on",
        "at",
        "for",
        "from",
        "with",
        "as",
        "by",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "there",
        "here",
        "what",
        "who",
        "how",
        "why",
        "no",
        "not",
        "some",
        "many",
        "most",
        "all",
        "both",
        "each",
        "more",
        "another",
        "meanwhile",
        "however",
        "still",
        "yet",
        "later",
        "earlier",
        "since",
        "although",
        "though",
        "because",
        "under",
        "among",
        "according",
        "also",
        "then",
        "now",
    ],
)
# After "?" and a closing mark the speaker may follow with a capital: "Why now?" Smith asked.
SAYING = frozenset(
    [
        "said",
        "says",
        "asked",
        "asks",
        "added",
        "adds",
        "wrote",
        "writes",
        "tweeted",
        "told",
        "shouted",
        "replied",
        "wondered",
        "continued",
        "answered",
        "cried",
        "declared",
    ],
)
REACH = 6
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w.'\u2019-]*[^\W\d_])(?:[ ,/]+[A-Z0-9][\w.'\u2019-]*){0,8}\s*"
    r"(?:\([A-Z][\w /.]*\)\s*)?(?:--?|\u2013|\u2014|_)\s+(?=[\"\u201c'\u2018]?\w)"
)
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+\Z")


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    return {row.required("word"): row.required("kind") for row in read_table(DATA / "cues" / "abbreviations.tsv", ("word", "kind"))}


def sentence_starts(text: str, words: Sequence[str], starts: Sequence[int]) -> list[int]:
    """For each token 1 if it begins a sentence, -1 if it does not, 0 where the parser may decide.

    text: what the tokens were taken from. words: the tokens, white space left out. starts: the code point each begins at.
    """
    kinds = _abbreviations()
    found = [1] * min(1, len(words))
    behind = _behind_dateline(text, starts)
    for index in range(1, len(words)):
        before = index - 1
        gap = starts[index] - starts[before] - len(words[before])
        if index == behind:
            found.append(1)
            continue
        if not gap:
            found.append(-1)
            continue
        while before > 0 and words[before] in CLOSERS and starts[before] == starts[before - 1] + len(words[before - 1]):
            before -= 1
        last = words[before]
        if last[-1] not in ".!?\u2026":
            blank = gap > 1 and "\n\n" in text[starts[index] - gap : starts[index]]
            found.append(1 if blank else -1)
        else:
            found.append(_after_stop(words, before, index, kinds))
    return found


def _behind_dateline(text: str, starts: Sequence[int]) -> int:
    """The token that begins the report behind "ROME, Jan 5 (AFP) -" at the head of the text, or -1."""
    match = _DATELINE.match(text)
    if match is None or not match.group("place").isupper():
        return -1
    place = bisect_left(starts, match.end())
    return place if place < len(starts) else -1


def _after_stop(words: Sequence[str], before: int, index: int, kinds: dict[str, str]) -> int:
    """Whether token ``index`` begins a sentence; token ``before`` is the stop, closing marks may stand between."""
    last, quoted = words[before], before < index - 1
    place = index + 1 if words[index] in OPENERS and index + 1 < len(words) else index
    word = words[place]
    if word[0].islower() and place == index:
        return -1
    if last not in STOPS and not quoted:
        return _after_abbreviation(last, word, kinds)
    if last in ELLIPSES:
        return _after_ellipsis(word, opened=place > index)
    if last == "." and not quoted and before > 0 and kinds.get(words[before - 1].lower() + ".") in ("title", "unit"):
        return _after_abbreviation(words[before - 1] + ".", word, kinds)
    if quoted and last in ("!", "?", "!!", "??", "?!", "!?") and place == index and _names_speaker(words, index):
        return -1
    return 1


def _after_abbreviation(last: str, word: str, kinds: dict[str, str]) -> int:
    kind = kinds.get(last.lower(), "open" if _INITIALS.match(last) else None)
    if kind is None:
        return 1 if last[-1] != "." else 0
    if kind == "title" or (kind == "unit" and word[0].isdigit()):
        return -1
    if word.lower() in STARTERS:
        return 1
    if len(last) == 2 and word[0].isupper():  # an initial before a surname
        return -1
    return 0


def _after_ellipsis(word: str, *, opened: bool) -> int:
    return -1 if word[0].islower() and not opened else 0


def _names_speaker(words: Sequence[str], index: int) -> bool:
    """Whether a name and a word of saying follow: the sentence goes on after its quotation."""
    for place in range(index, min(len(words), index + REACH)):
        word = words[place]
        if word in SAYING:
            return True
        if word in STOPS or word in OPENERS:
            return False
    return False
