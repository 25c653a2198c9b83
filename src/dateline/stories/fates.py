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
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split()
_NTH = re.compile(rf"\b({'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_ONE_MORE = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\w+ieth)\b[^.;]{0,60}"
    r"\b(?:die[ds]?|dead|death|victim|life|body|killed|succumbed)\b|"
    r"\b(?:die[ds]?|succumbed)\b[^.;]{0,60}\b(?:hospital|clinic|wounds|injuries|burns|overnight)\b|"
    r"\b(?:wounded|injured|hurt|shot|burnt)\b[^.;]{0,80}\b(?:has |have |had )?(?:died|succumbed)\b|"
    r"\bbr(?:ings?|inging|ought) (?:the |its |their )?[^.;]{0,40}\bto\b|"
    r"\b(?:toll|number|count|figure|total)\b[^.;]{0,70}\b(?:risen|rose|rises|climbed|climbs|doubled|grown|grew|raised|passed)\b|"
    r"\b(?:raised|revised|corrected)\b[^.;]{0,30}\b(?:toll|number|count|figure|total|estimate)\b|"
    r"\b(?:more|further) (?:bodies|victims|dead|wounded|people|men|women)\b|\bbod(?:y|ies) of [^.;]{0,40}\b(?:more|missing)\b",
    re.IGNORECASE,
)
EARLIER = 4  # the mark of what was counted or said before


@lru_cache(maxsize=20_000)
def fates(text: str) -> frozenset[str]:
    """What happened to those whom a sentence may count."""
    return frozenset(fate for fate, words in FATES.items() if words.search(text))


@lru_cache(maxsize=20_000)
def one_more(text: str) -> bool:
    """True where a sentence says that a count has grown: a fourth victim, one who died of his wounds, a toll that has risen."""
    return _ONE_MORE.search(text) is not None


def ordinals(text: str) -> list[int]:
    """The ordinal numbers that a sentence tells, from the second on."""
    return [_ORDINALS.index(found.lower()) + 2 for found in _NTH.findall(text)]


@lru_cache(maxsize=20_000)
def marks(text: str) -> tuple[bool, ...]:
    """Whether a sentence tells what is left, what it has come to, one more, a death of wounds, what was told before."""
    return tuple(words.search(text) is not None for words in _MARKS)
