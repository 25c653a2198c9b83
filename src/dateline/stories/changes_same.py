"""Whether two values of two reports are about the same thing, decided by features that can be shown: doer, whom, place, time, words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dateline.model.story import Reason
from dateline.stories.changes_matter import Matter, Party, Sight, cues, root
from dateline.stories.settings import Background
from dateline.stories.tables import rows_of
from dateline.stories.words import key

RARE, MOST_WORDS = 3.2, 3  # how rare a word must be to tell two things apart; so many count
RARE_NAME = 5.5  # how rare a name must be that ties as a place does
_CAPITAL = re.compile(r"(?<=[\s(])[^\W\d_a-z][\w'’-]+")
AHEAD = frozenset(("threatened", "ruled-out", "pledged", "called-for", "possible", "conditional"))
ONE_THING = 2.4  # points from which on two values are about one thing


@lru_cache(maxsize=1)
def not_telling() -> frozenset[str]:
    """Folded words that every report may have: they tie nothing together."""
    return frozenset(root(word) for word in cues()["common"])


@dataclass(frozen=True, slots=True)
class Same:
    """How far two values are about one thing: the reasons with what each adds or takes, and their sum."""

    reasons: tuple[Reason, ...]
    points: float

    def of(self, feature: str) -> float:
        """What one feature gave."""
        return sum(reason.likeness * reason.weight for reason in self.reasons if reason.feature == feature)


def alike(one: Party, other: Party) -> bool:
    """True where both are the same: an id in common, an acronym, or a plain noun that is part of the other's names."""
    if one.ids & other.ids:
        return True
    if one.firm and other.firm and one.ids and other.ids:  # one name may have been read as a person's in one place, as a group's in another
        return one.name.casefold() == other.name.casefold() or _short_form(one, other) or _short_form(other, one)
    loose, firm = (one, other) if not one.firm else (other, one)
    telling, named = loose.words - not_telling(), firm.words - not_telling()
    return bool(telling) and (telling <= firm.words or (not firm.firm and bool(named) and named <= loose.words))


def _short_form(one: Party, other: Party) -> bool:
    return any(name.rpartition("/")[2] in other.words for name in one.ids if name.startswith("organisation/"))


def any_alike(some: Iterable[Party], others: Iterable[Party]) -> tuple[str, ...]:
    """The names of those in both."""
    listed = tuple(others)
    return tuple(dict.fromkeys(each.name for each in some if any(alike(each, other) for other in listed)))


def one_state(some: Iterable[Party], others: Iterable[Party]) -> tuple[str, ...]:
    """The names of those on the one side whose state is the state of someone on the other (an army and its government)."""
    states = {party.state for party in others if party.state}
    return tuple(dict.fromkeys(each.name for each in some if each.state in states))


def parted(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    """True where both sides are known by name and have nobody in common."""
    firm, known = [each for each in some if each.firm], [each for each in others if each.firm]
    return bool(firm and known) and not any_alike(firm, known) and not one_state(firm, known)


@lru_cache(maxsize=20_000)
def rarity(word: str) -> float:
    """How rare a folded word is in English news: the logarithm of one in how many reports has it or a longer form of it."""
    background = Background.load()
    keys = np.array(sorted({key(form) for form in (word, word + "e", word + "ed", word + "ing")}), np.uint32)
    return math.log((background.reports + 1) / (float(background.of(keys).max()) + 1))


def shared_words(one: frozenset[str], other: frozenset[str], rare: float = RARE) -> tuple[str, ...]:
    """The telling words in both, at least so ``rare``, the rarest first."""
    found = [word for word in one & other if word not in not_telling() and rarity(word) >= rare]
    return tuple(sorted(found, key=lambda word: (-rarity(word), word)))


@lru_cache(maxsize=1)
def families() -> dict[str, str]:
    """The family of ``data/kin.tsv`` that a folded word belongs to."""
    return {root(word): family for family, words in rows_of("kin.tsv") for word in words.split()}


def kin(one: frozenset[str], other: frozenset[str]) -> tuple[str, ...]:
    """The families of ``data/kin.tsv`` that words of both belong to: soldiers and troops, an offensive and an advance."""
    known = families()
    mine, theirs = ({known[word] for word in words if word in known} for words in (one, other))
    return tuple(sorted(mine & theirs))


def compare(now: Matter, before: Matter, *, one_story: bool) -> Same:
    """What speaks for and against ``now`` and ``before`` being about one thing."""
    reasons: list[Reason] = []
    if now.reply is not None and now.reply == before.reply and now.article == before.article:
        reasons.append(Reason("answer", 1.0, 2.0))
        return Same(tuple(reasons), 2.0)
    _doers(now, before, reasons)
    both = any_alike(now.others, before.others)
    if both:
        reasons.append(Reason("whom", 1.0, 1.0, both))
    elif parted(now.others, before.others):
        reasons.append(Reason("whom", -1.0, 1.0))
    _place(now, before, reasons)
    _day(now, before, reasons)
    words = shared_words(now.words | now.own, before.words | before.own)
    if words:
        reasons.append(Reason("words", min(len(words), MOST_WORDS) / MOST_WORDS, 1.8, words[:6]))
    names = tuple(word for word in words if rarity(word) >= RARE_NAME and word in capitals(now.text) & capitals(before.text))
    if names:
        reasons.append(Reason("name", 1.0, 0.9, names[:3]))
    if one_story:
        reasons.append(Reason("story", 1.0, 1.0))
    if now.kind == before.kind and now.mode is not None and now.mode == before.mode:
        reasons.append(Reason("mode", 1.0, 0.8, (now.mode,)))
    return Same(tuple(reasons), sum(reason.likeness * reason.weight for reason in reasons))


@lru_cache(maxsize=20_000)
def capitals(text: str) -> frozenset[str]:
    """The folded words that stand with a capital inside the text: names that neither an actor nor a place of the record has."""
    return frozenset(root(match[0]) for match in _CAPITAL.finditer(text, 1))


def _doers(now: Matter, before: Matter, reasons: list[Reason]) -> None:
    both = any_alike(now.doers, before.doers)
    if both:
        reasons.append(Reason("doer", 1.0, 1.5, both))
    elif state := one_state(now.doers, before.doers):
        reasons.append(Reason("doer", 1.0, 1.2, state))
    elif parted(now.doers, before.doers):
        reasons.append(Reason("doer", -1.0, 2.0))


def _place(now: Matter, before: Matter, reasons: list[Reason]) -> None:
    if now.places and before.places:
        shared = now.places & before.places
        reasons.append(Reason("place", 1.0, 1.5, tuple(sorted(shared))) if shared else Reason("place", -1.0, 3.0))
        return
    mine, theirs = now.places or now.scene, before.places or before.scene
    if mine and theirs:
        shared = mine & theirs
        if shared:
            reasons.append(Reason("place", 0.6, 1.5, tuple(sorted(shared))))
        elif _on_map(mine) and _on_map(theirs):  # what the gazetteer does not know may lie anywhere
            reasons.append(Reason("place", -1.0, 1.5))


def _on_map(places: frozenset[str]) -> bool:
    return any(place.isdecimal() for place in places)


def _day(now: Matter, before: Matter, reasons: list[Reason]) -> None:
    if now.day is None or before.day is None or (before.status != now.status and {now.status, before.status} & AHEAD):
        return  # the day of what is ahead may be that of the word, not of the deed
    apart = abs(now.day - before.day)
    if apart <= 1:
        reasons.append(Reason("day", 1.0 if not apart else 0.5, 1.0))
    else:
        reasons.append(Reason("day", -1.0, 2.5))


def sentence_why(same: Same, names: dict[str, str], text: str = "") -> str:
    """Why two values are about one thing, as one sentence of visible features; folded words are shown as ``text`` writes them."""
    names = {**{root(token): token.strip(".,;:!?\"'“”‘’()").lower() for token in reversed(text.split())}, **names}
    told = {"doer": "the same doer", "whom": "the same people or things acted on", "place": "the same place", "day": "the same day",
            "words": "the same words", "name": "the same name", "story": "one story", "mode": "the same way",
            "answer": "a claim and of the denial that takes it up"}  # fmt: skip
    parts = []
    for reason in same.reasons:
        if reason.likeness > 0:
            shared = ", ".join(names.get(each, each) for each in reason.shared[:4])
            parts.append(f"{told[reason.feature]}{f' ({shared})' if shared else ''}")
    return f"Both tell of {', '.join(parts)}." if parts else "Both are of one kind in one situation."


def about_one_thing(one: Sight, other: Sight) -> bool:
    """True where some value of the one report is about the same thing as some value of the other: a kind in common, and enough features."""
    for now in one.matters:
        for before in other.matters:
            if now.noun == before.noun and now.noun in ("events", "figures") and now.kind == before.kind:
                same = compare(now, before, one_story=one.story == other.story and one.story > 0)
                if same.points >= ONE_THING and min(same.of(feature) for feature in ("place", "day", "doer")) >= 0:
                    return True
    return False
