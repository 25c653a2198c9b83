"""Where accounts part: figures for one thing that differ, an event asserted and denied, an act against a word. Precision before recall."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.model.change import ChangeKind
from dateline.stories.changes_matter import Matter, Party, cues, other_side, root, sides_of
from dateline.stories.changes_same import Same, alike, any_alike, not_telling
from dateline.stories.claims import ASSERTED, DONE, acts, claims, deed_of, denies, done
from dateline.stories.counts import answer_each_other, apart_in_time, fates, is_alone, told_in_passing, two_lands, two_towns
from dateline.stories.measuring import DISTANCE, LOSSES, one_mode
from dateline.stories.two_counters import (
    HARD,
    elsewhere,
    lying_there,
    no_dispute,
    of_one_side,
    one_wording,
    outgrown,
    put_right,
    side_by_side,
    takes_up_the_time,
)

COUNTED = frozenset(
    ("killed", "wounded", "arrested", "held", "displaced", "missing", "released", "treated", "sickened")
)  # grow as more is known
FALLING = frozenset(("missing", "treated"))  # of whom there are fewer as time goes on
CROWD = frozenset(("people", "crowd"))
CUSTODY = frozenset(("held", "arrested"))  # detained, and still being held
HURT = frozenset(("wounded", "treated"))  # in hospital are no more than were hurt
MARCH = frozenset(("march", "rally", "rall", "protest", "demonstr", "demonstrat", "crowd", "demonstrator", "marcher", "protester"))
TOOK_PART = MARCH | frozenset(("part", "participant", "organis", "organiz", "turnout", "attend"))
MOST_PEOPLE = 5_000_000
KIN, SURELY = 1.0, 0.7  # points for a count that takes an earlier one's place; how sure a voice must be that it does
CLOSE = 1.8  # points from which on two figures are about one thing
__all__ = ["ASSERTED", "DONE", "acts", "claims", "comparable", "deed_of", "denies", "done", "estimated", "figures", "overlap"]
BREAK, FURTHER = 3, 260  # characters between two sentences, between a count and what "the number" takes up
NUMBER = re.compile(r"\b(?:number|figure|total|count|tally) (?:at|was|is|as|to)\b", re.IGNORECASE)
NUMBER_OF = re.compile(r"\b(?:number|figure|total) of\b", re.IGNORECASE)
REBELS = frozenset(("fighters",))
APART = 4  # days between two counts of one thing that stand against each other
PEOPLE = "people"
_RECALLED = re.compile(
    r"\bhad (?:spoken|talked|put|said|reported|counted|given|estimated|announced)\b|"
    r"\b(?:first|initial|preliminary|provisional) (?:count|toll|report|figure|estimate|tally)s?\b|\binitially\b|\bat first\b|"
    r"\b(?:used to|after (?:first |earlier |previously )?(?:speaking|talking|putting|counting|giving|having|saying|reporting))\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?:an?|the) (?:\w+ ){0,1}?(?:\w+th|\d+(?:st|nd|rd)|second|third)\b", re.IGNORECASE)  # "a fifth soldier"
_BODIES = re.compile(
    r"\b(?:found|recover|pull|retriev|discover|dug|brought)\w*\b[^.]*\bbod(?:y|ies)\b|\bbod(?:y|ies)\b[^.]*\b(?:found|recover|pull|retriev|dug)",
    re.IGNORECASE,
)
_LOWERED = re.compile(
    r"\b(?:lower|correct|reduc|revis|cut|brought down|amend|adjust|rais|increas)\w* (?:its|his|her|their|the|an earlier|that|this)\b"
    r"[^.]{0,40}?\b(?:count|number|figure|toll|tally|estimate|total|list)\b",
    re.IGNORECASE,
)  # fmt: skip
GREW = re.compile(
    r"\b(?:now (?:stands?|stood|at|put|counts?|speaks?|says?)|(?:have|has) (?:now |since )died|(?:have|has) risen|"
    r"(?:is|was|stands?|stood|are|were|had|has|have) now|ha[sd] (?:risen|climbed|grown|increased|jumped)|"
    r"(?:rose|rises|climbed|climbs|grew|jumped|increased|went up) (?:further |again )?to|"
    r"died (?:later |since )?of (?:their|his|her) (?:wounds|injuries)|"
    r"more bodies|(?:br(?:ings?|inging|ought)|t(?:akes?|aking|ook)|rais(?:es?|ing|ed)) (?:the|its|their) (?:\w+ ){0,2}"
    r"(?:toll|number|count|total|figure)|"
    r"(?:toll|number|count) (?:rises|climbs|rose|climbed|jumps))\b",
    re.IGNORECASE,
)  # fmt: skip


def figures(now: Matter, before: Matter, same: Same, *, within: bool) -> ChangeKind | None:
    """``figures-differ`` where two parties count one thing differently, ``figure-revised`` where a count takes an earlier one's place."""
    if within:
        return "figures-differ" if _two_counts(now, before, same) else None
    if not comparable(now, before):
        return None
    if same.of("story") > 0 and now.article != before.article and put_right(now, before):
        return "figures-differ" if now.teller is not None else "figure-revised"
    if estimated(now, before):
        return "figure-revised"
    grown = _takes_its_place(now, before)
    again = grown and now.teller is not None and before.teller is not None and now.teller.firm and alike(now.teller, before.teller)
    if (
        not (same.points >= CLOSE or again or (grown and (same.points >= KIN or one_wording(now, before))))
        or not (_tied(same, now, before) or grown)
        or _two_things(now, before)
    ):
        return None
    if same.of("day") < 0 or apart_in_time(now, before) or (same.of("place") < 0 and not _one_fight(now, before, same)):
        return None
    if two_towns(now.text, before.text, one_story=same.of("story") > 0):
        return None
    if grown:
        return "figure-revised"
    if _some_of(now, before):
        return None
    if now.teller is not None and before.teller is not None and not alike(now.teller, before.teller):
        recalled = any(_RECALLED.search(each.text) for each in (now, before))
        told_of_one = same.of("story") > 0 or (same.of("words") > 1 and now.kind == before.kind)
        if told_of_one and now.kind in COUNTED and outgrown(now, before) and not recalled:
            return "figure-revised"
        at_once = told_of_one and _at_once(now, before) and not recalled and not (now.told | before.told) & cues()["earlier"]
        at_once = at_once and not no_dispute(now, before) and bool(sides_of(before) or not sides_of(now))
        return "figures-differ" if at_once and not _grown(now, before) else None
    if _amount(now) and _later(now, before) and now.article != before.article and (now.low or 0) > (before.high or 0):
        return "figure-revised"
    if one_wording(now, before, long=True) and _later(now, before) and now.article != before.article and same.of("story") > 0:
        return "figure-revised"
    if now.kind in COUNTED and (now.published or 0) >= (before.published or 0):
        teller = now.teller is not None and before.teller is not None
        return "figure-revised" if teller or (now.low or 0) > (before.high or 0) or now.told & cues()["correct"] else None
    return None


def _one_fight(now: Matter, before: Matter, same: Same) -> bool:
    """True where a toll that is told as grown is tied to the first by words and story, whatever place each report names beside it."""
    return same.of("place") > HARD and same.of("story") > 0 and same.of("words") > 1 and now.kind in COUNTED and _says_it_grew(now)


def _two_counts(now: Matter, before: Matter, same: Same) -> bool:
    """True for two counts of one thing by two parties in one report."""
    if now.part or before.part or (now.told | before.told) & cues()["correct"] or not _bounded(now, before):
        return False
    if now.says.lower().endswith("one") and (now.high or 0) <= 1:
        return False  # "another one"
    if no_dispute(now, before) or _LAST.match(now.says):
        return False  # "a sixth victim": one who comes on top of the five
    if now.sentence == before.sentence and now.does("revised") >= SURELY:
        return False  # "said nine, after speaking of five": one who counts anew
    if _two_things(now, before) or elsewhere(now, before) or now.told & cues()["earlier"] - {"until"}:
        return False  # "an earlier version gave 34"
    if apart_in_time(now, before) and not takes_up_the_time(now, before):
        return False
    if side_by_side(now, before, same) and (is_alone(now) or not _some_of(now, before)):
        return True
    if _RECALLED.search(now.text):
        return False
    if answer_each_other(now, before, same) and (is_alone(now) or not _some_of(now, before)):
        return True
    if _some_of(now, before):
        return False
    answers = _answers(now, before) and same.of("place") >= 0 and same.of("day") >= 0
    told = answers or now.bare or same.of("words") > 0.5
    if not comparable(now, before) or not told or not (answers or (same.points >= CLOSE and _tied(same, now, before))):
        return False
    if now.teller is not None and before.teller is not None:
        return not alike(now.teller, before.teller) and not _grown(now, before)
    return (now.teller is None) != (before.teller is None) and _counts(now) and _counts(before)


def _two_things(now: Matter, before: Matter) -> bool:
    """True for counts that may both be right: ranges that meet, each side's own dead, people of two sides."""
    if overlap(now, before) or other_side(now, before) or two_lands(now, before) or _not_theirs(now, before) or _not_theirs(before, now):
        return True
    if any(lying_there(*pair) or of_one_side(*pair) for pair in ((now, before), (before, now))):
        return True
    return _own_men(now) and _own_men(before) and not any_alike(now.doers, before.doers)  # each side counts its own dead


def _some_of(now: Matter, before: Matter) -> bool:
    """True where one count is of some of those of the other."""
    return _part_of(now, before) or _part_of(before, now)


def _takes_its_place(now: Matter, before: Matter) -> bool:
    """True for a later count of victims that is told as the latest: it has grown, or fallen, or the same party counts again."""
    if not _later(now, before) or now.article == before.article:
        return False
    if now.kind not in COUNTED:
        return _mounted(now, before)
    more = (now.low or 0) > (before.high or 0)
    if {now.kind, before.kind} == HURT:
        return more and now.kind == "treated" and not now.part
    if now.kind in FALLING:
        more = not more or _says_it_grew(now)
    same_teller = now.teller is not None and before.teller is not None and alike(now.teller, before.teller)
    nobody = now.teller is None or before.teller is None
    told = _says_it_grew(now) or now.does("revised") >= SURELY
    if now.part or (_some_of(now, before) and not told):
        return False
    if more and told:
        return True
    if _BODIES.search(now.text):
        return False  # those found today, not all
    nobody = nobody and not sides_of(now)  # each side's claims of soldiers or fighters killed are of one fight each
    corrected = bool(_LOWERED.search(now.text)) and not now.part
    return (more and (same_teller or nobody) and (now.bare or told_in_passing(now))) or (corrected and (same_teller or nobody))


def _mounted(now: Matter, before: Matter) -> bool:
    """True for a later and larger count of things or losses that is told as the latest, or given by the party that gave the first."""
    if now.kind in CROWD or now.part or (now.low or 0) <= (before.high or 0) or not before.words & now.words - not_telling():
        return False
    told = _says_it_grew(now) or now.does("revised") >= SURELY
    same_teller = now.teller is not None and before.teller is not None and alike(now.teller, before.teller)
    same_teller = same_teller or (now.kind == LOSSES and (now.teller is None or before.teller is None))
    return told or (same_teller and (now.kind == LOSSES or one_wording(now, before)))


def _bounded(now: Matter, before: Matter) -> bool:
    """True where both have a middle, of people no more than there may be."""
    sizes = [_size(each) for each in (now, before)]
    people = now.unit == PEOPLE or now.kind in COUNTED
    return all(size is not None and not (people and size > MOST_PEOPLE) for size in sizes)


def _part_of(part: Matter, whole: Matter) -> bool:
    """True for a smaller count of some of them: two hostages, of 41 people killed."""
    some, all_of_them = (each.own - not_telling() - _generic() - fates() for each in (part, whole))
    share = 1.0 if whole.own & _generic() else 0.5  # a bare number may count the same special ones
    return bool(some) and not all_of_them and (part.high or 0) < share * (whole.low or 0)


def estimated(now: Matter, before: Matter) -> bool:
    """True for a later estimate of how many somebody has, by more than a fifth another one: fighters of a group, by whoever counts."""
    mine, theirs = _size(now), _size(before)
    if now.unit != PEOPLE or now.kind in COUNTED | CROWD or now.kind != before.kind or mine is None or theirs is None:
        return False
    later = (now.published or 0) > (before.published or 0) and not (now.told | before.told) & cues()["earlier"]
    owned = any(party.firm and any(alike(party, other) for other in before.doers) for party in now.doers)
    recalled = any("had spoken" in each.text or "had put" in each.text or "had said" in each.text for each in (now, before))
    return later and owned and not recalled and bool(now.lands & before.lands) and abs(mine - theirs) > 0.2 * max(mine, theirs)


def _own_men(figure: Matter) -> bool:
    """True for a count of the teller's own people: "three of its soldiers"."""
    return figure.teller is not None and any(alike(each, figure.teller) for each in figure.doers)


def _not_theirs(lost: Matter, other: Matter) -> bool:
    """True where a party tells what it lost itself, and the other count is of others: "the rebels lost four men", "three soldiers"."""
    if lost.kind not in COUNTED or not _own_men(lost) or any_alike(lost.doers, other.doers):
        return False
    if sides_of(lost) & sides_of(other):
        return False  # both count soldiers
    sides, states = sides_of(other), any(party.state for party in lost.doers)
    return bool(sides - REBELS if not states else sides & REBELS) or (other_named(other) and not sides)


def other_named(figure: Matter) -> bool:
    """True for a count that tells what those counted are: soldiers, not only people or dead."""
    return bool(figure.own - not_telling() - _generic() - fates())


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """Words for anybody counted, and for how exactly, folded as those of a figure are."""
    return cues()["generic"] | {root(word) for word in cues()["generic"]}


def _later(now: Matter, before: Matter) -> bool:
    return (now.published or 0) >= (before.published or 0)


def _says_it_grew(now: Matter) -> bool:
    """True for a count that is told as one that has grown: "was now eleven", "has risen to 40", "had died of their wounds"."""
    return bool(GREW.search(now.text)) or bool(_LAST.match(now.says))


def comparable(now: Matter, before: Matter) -> bool:
    """True for two whole counts of one measure in one unit."""
    if now.noun != "figures" or before.noun != "figures" or now.part or before.part or before.told & cues()["correct"]:
        return False
    if not one_mode(now.mode, before.mode):
        return False
    crowds = now.kind in CROWD and before.kind in CROWD and bool(now.words & TOOK_PART) and bool(before.words & TOOK_PART)
    crowds = crowds and bool((now.words | before.words) & MARCH)
    caught = {now.kind, before.kind} in (CUSTODY, HURT)
    if not crowds and not caught and (now.kind != before.kind or now.unit != before.unit or now.kind in CROWD):
        return False
    return _bounded(now, before)


def _tied(same: Same, now: Matter, before: Matter) -> bool:
    """Something ties the two beside the story: a place, telling words, whom; for measures that are no counts of victims, words."""
    tie = same.of("place") > 0 or same.of("words") > 0.5 or same.of("doer") > 0
    if not tie or same.of("place") < 0 or same.of("day") < 0:
        return False
    if _amount(now):
        return same.of("words") > 0.5
    return now.kind in COUNTED | CROWD or _answers(now, before) or (same.of("doer") > 0 and same.of("words") > 1)


def _amount(figure: Matter) -> bool:
    """True for an amount of something: barrels spilt, hectares burnt."""
    return figure.unit not in (None, PEOPLE, DISTANCE) and figure.kind == figure.unit


def _answers(now: Matter, before: Matter) -> bool:
    """True for a bare number in the sentence after another count of people: "parents said 80 pupils ... The ministry said it was 23"."""
    bare = now.unit in (PEOPLE, None) and is_alone(now) and not NUMBER_OF.search(now.text)
    bare = bare and now.article == before.article
    if now.sentence == before.sentence:
        return bare and now.number > before.number
    return bare and 0 <= now.sentence.start - before.sentence.end <= (FURTHER if NUMBER.search(now.text) else BREAK)


def _size(figure: Matter) -> float | None:
    """Its middle; None where it is open on a side (thousands)."""
    if figure.low is None or figure.high is None:
        return None
    return (figure.low + figure.high) / 2


def overlap(now: Matter, before: Matter) -> bool:
    """True where both may be right: ranges that meet, "about" within a tenth, a bound that holds."""
    slack = 0.1 if "about" in (now.bound, before.bound) else 0.0
    low, high = (now.low or 0) * (1 - slack), (now.high or 0) * (1 + slack)
    if low <= (before.high or 0) and (before.low or 0) <= high:
        return True
    small, large = (now, before) if (now.high or 0) < (before.high or 0) else (before, now)
    return now.article == before.article and (small.bound == "at-least" or large.bound == "at-most")


def _at_once(now: Matter, before: Matter) -> bool:
    return abs((now.published or 0) - (before.published or 0)) <= APART


def _grown(now: Matter, before: Matter) -> bool:
    """A lower bound that was outgrown."""
    return before.bound == "at-least" and (now.low or 0) > (before.low or 0) and now.article != before.article


def _counts(figure: Matter) -> bool:
    return figure.teller is not None or bool(figure.told & cues()["count"])


def superseded(now: Matter, before: Matter, same: Same, tellers: list[Party]) -> bool:
    """True for a count by somebody who has counted again since; ``tellers`` are those met, the latest first."""
    if before.noun != "figures" or before.teller is None or not comparable(now, before) or same.points < CLOSE:
        return False
    if any(alike(before.teller, each) for each in tellers) and (now.teller is None or not alike(now.teller, before.teller)):
        return True
    tellers.append(before.teller)
    return False
