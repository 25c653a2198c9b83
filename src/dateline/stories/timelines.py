"""Positions over time: who stood where on what, and where somebody turned."""

from __future__ import annotations

import re

from dateline.model.change import ChangeKind
from dateline.stories.changes_matter import Matter, Party, cues, root
from dateline.stories.changes_same import Same, any_alike, shared_words

OPPOSITE = {("supports", "opposes"), ("opposes", "supports")}
OPENING = 1
_TAIL = re.compile(r" (?:with|against|between|for|on|to|in) (.+)$")
_OFFICE = re.compile(r"\b(?!the |a |his |her |its )(\w+) minister\b", re.IGNORECASE)
_GIVEN_UP = re.compile(
    r"\bno longer\b|\bany (?:more|longer)\b|\bno objections?\b|\b(?:dropped|dropping|gave up|withdrew|lifted|waived)\b", re.IGNORECASE
)
OFFICES = frozenset(("president", "premier", "chancellor", "king", "government", "junta"))
LEAST = 2  # telling words in common of two propositions with different frames


def one_question(now: Matter, before: Matter) -> bool:
    """True where two positions are about one proposition: the same frame and place, or one frame within the other with words in common."""
    if now.noun != "positions" or before.noun != "positions":
        return False
    words = shared_words(now.own, before.own)
    if _frame(now) == _frame(before) and _told_alike(now, before):
        return True
    if now.kind == before.kind and ("/" in now.kind or _unaddressed(now, before) or _one_tail(now, before)):
        return True
    fewer = min(len(shared_words(now.own, now.own)), len(shared_words(before.own, before.own)))
    return bool(words) and 2 * len(words) > fewer and (_frame(now) == _frame(before) or len(words) >= LEAST)


def _unaddressed(now: Matter, before: Matter) -> bool:
    """Talks told of without saying with whom are those that were spoken of before."""
    return _frame(now) == "talks" and not all(" with " in each.says or " between " in each.says for each in (now, before))


def _one_tail(now: Matter, before: Matter) -> bool:
    """Talks with the same people, however they are called: negotiating with, negotiations with the government."""
    mine, theirs = (_TAIL.search(each.says) for each in (now, before))
    return _frame(now) == "talks" and mine is not None and theirs is not None and mine[1] == theirs[1]


def _told_alike(now: Matter, before: Matter) -> bool:
    """Their propositions are told in much the same words, names among them."""
    mine, theirs = ({root(word) for word in each.says.partition(": ")[2].split()} for each in (now, before))
    return bool(mine) and 3 * len(mine & theirs) >= 2 * len(mine | theirs)


def _frame(position: Matter) -> str:
    return position.kind.partition("/")[0]


def position(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """``position-turned`` where a party that was against is for now, or the other way round."""
    if not one_question(now, before) or not any_alike(now.doers, before.doers) or not _own_person(now, before):
        return None
    later = (now.published or 0) > (before.published or 0)
    given_up = now.status == "neutral" and before.status == "opposes" and bool(_GIVEN_UP.search(now.text))
    return "position-turned" if later and ((now.status, before.status) in OPPOSITE or given_up) else None


def _own_person(now: Matter, before: Matter) -> bool:
    """A government's two ministers may differ: a state's name alone is not enough where the words differ, or who speaks for it."""
    if two_persons(now.others, before.others) or two_offices(now.text, before.text):
        return False
    in_office = now.told & before.told & OFFICES and _unaddressed(now, before)
    return bool(shared_words(now.words | now.own, before.words | before.own)) or _told_alike(now, before) or bool(in_office)


def two_persons(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    """True where persons stand on both sides and none on both."""
    mine, theirs = (frozenset(name for party in parties for name in party.ids if name.startswith("person/")) for parties in (some, others))
    return bool(mine and theirs) and not mine & theirs


def two_offices(text: str, other: str) -> bool:
    """True where one sentence speaks of one minister only, the other of another: the lands minister, the foreign minister."""
    mine, theirs = (frozenset(found.lower() for found in _OFFICE.findall(each)) for each in (text, other))
    return bool(mine and theirs) and not mine & theirs


def is_new(now: Matter) -> bool:
    """True for a position that a report leads with, or that a party known by name has on a proposition about a state."""
    stated = "/" in now.kind or bool(now.told & cues()["stance"]) or now.status == "conditional"
    weighty = now.lead <= OPENING or (stated and any(party.firm for party in now.doers))
    return now.noun == "positions" and weighty and now.status in ("supports", "opposes", "conditional") and bool(now.doers)
