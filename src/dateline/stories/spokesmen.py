"""For whom somebody speaks, by the words of his sentence: "the guard's commander, X", "X of the league", "its leader, X"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.stories.changes_matter import Matter, Party, root
from dateline.stories.changes_same import not_telling

_OFFICE = (
    r"(?:spokes\w+|leader|commander|head|chief|chair\w*|president|director|secretary|manager|lawyer|attorney|negotiator|delegate|"
    r"representative|founder|owner|coordinator|deputy|member|general)\b"
)
_BEFORE = re.compile(rf"^(?:['’]s?)?\s*(?:\([^)]*\)\s*)?[,\s]*(?:[\w-]+\s+){{0,2}}?{_OFFICE}[,\s]*(?:[\w.'’-]+\s+){{0,3}}?$", re.IGNORECASE)
_BEHIND = re.compile(
    rf"^[\w.'’ -]{{0,20}},?\s*(?:(?:an?|the)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{_OFFICE}\s*)?(?:of|for|from)\s+(?:the\s+)?$", re.IGNORECASE
)
_ITS = re.compile(rf"\b(?:its|their) (?:[\w-]+ ){{0,2}}?{_OFFICE}", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]\w*(?:-\w+)*")


def his_side(sentence: Matter, who: Party | None) -> Party | None:
    """Who speaks, as one with the group whose spokesman or leader a sentence calls him: "the guard's commander, X"; else who he is."""
    if who is None or not any(name.startswith("person/") for name in who.ids):
        return who
    spot = _named(who, sentence.text)
    for group in sentence.doers:
        if not group.firm or group.ids & who.ids:
            continue
        at = _named(group, sentence.text)
        if spot is not None and at is not None and _speaks_for(sentence.text, spot, at):
            return replace(who, ids=who.ids | group.ids, words=who.words | group.words)
    return who


def _speaks_for(text: str, person: tuple[int, int], group: tuple[int, int]) -> bool:
    """True where the words between a name and a group's make him its spokesman, leader, member."""
    if group[1] <= person[0]:
        between = text[group[1] : person[0]]
        titled = re.search(_OFFICE, text[slice(*person)], re.IGNORECASE) is not None
        if titled and re.fullmatch(r"['’]s?\s+", between):
            return True  # "the guard's Commander X"
        return _BEFORE.match(between) is not None or _ITS.search(between) is not None
    return _BEHIND.match(text[person[1] : group[0]]) is not None


def _named(party: Party, text: str) -> tuple[int, int] | None:
    """From where to where a text first names a party, in words that follow each other."""
    words = party.words - not_telling() - {"the"}
    person = any(name.startswith("person/") for name in party.ids)
    named = (token for token in _TOKEN.finditer(text) if root(token[0]) in words and (token[0][0].isupper() or not person))
    spots = [(token.start(), token.end()) for token in named]
    if not spots:
        return None
    start, end = spots[0]
    for spot in spots[1:]:
        if spot[0] - end > 2:
            break
        end = spot[1]
    return start, end
