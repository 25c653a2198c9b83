"""What a count is of, and how a sentence tells that it has changed, by words: the dead, the held; "another", "still", "raised"."""

from __future__ import annotations

import re
from functools import lru_cache

FATES: dict[str, re.Pattern[str]] = {
    fate: re.compile(words, re.IGNORECASE)
    for fate, words in (
        ("dead", r"kill|\bdead\b|\bdie[ds]?\b|\bdying\b|death|\btoll\b|\bbod(?:y|ies)\b|victim|coffin|corpse|drown|fatal"),
        ("hurt", r"wound|injur|hospital|\btreat|burns"),
        ("missing", r"missing|unaccounted|lost contact|disappear"),
        ("held", r"\bheld\b|\bhold|captiv|hostage|seiz|abduct|kidnap|prisoner|detain|arrest|custody|\btaken\b"),
        ("free", r"freed|releas|rescued|alive|saved|handed over"),
        ("gone", r"displac|fled|homes|homeless|refugee|evacuat"),
        ("crowd", r"march|demonstrat|protest|rall(?:y|ied)|crowd|took part"),
        ("things", r"million|billion|percent|dollars|euros|barrels|tonnes|hectares|houses|square"),
    )
}
_MARKS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\b(?:still|remain\w*|left|longer)\b",
        r"\b(?:now|by (?:now|evening|nightfall|noon)|so far|up from|r[io]se[ns]?|climb\w*|br(?:ought|ing\w*)|grew|doubled|raised)\b",
        r"\b(?:another|more|further|second|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+th) \w+|one of the)\b",
        r"died\b.*\b(?:hospital|wounds|injuries|burns)|\bin hospital\b.*died|bod(?:y|ies) of",
        r"\b(?:had (?:been|put|spoken|said|given|reported)|first|earlier|until now|before|instead of|not \w+ as)\b",
    )
)
EARLIER = 4  # the mark of what was counted or said before


@lru_cache(maxsize=20_000)
def fates(text: str) -> frozenset[str]:
    """What happened to those whom a sentence may count."""
    return frozenset(fate for fate, words in FATES.items() if words.search(text))


@lru_cache(maxsize=20_000)
def marks(text: str) -> tuple[bool, ...]:
    """Whether a sentence tells what is left, what it has come to, one more, a death of wounds, what was told before."""
    return tuple(words.search(text) is not None for words in _MARKS)
