"""Where accounts part: figures for one thing that differ, an event asserted and denied, an act against a word. Precision before recall."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.model.change import ChangeKind
from dateline.stories.changes_matter import Matter, cues, other_side, root, sides_of
from dateline.stories.changes_same import Same, alike, any_alike, kin, not_telling, one_state, shared_words

ASSERTED = frozenset(("happened", "ongoing", "alleged"))
OWNING = frozenset(("its", "their", "his", "her", "our"))
DONE = frozenset(("happened", "ongoing"))
COUNTED = frozenset(("killed", "wounded", "arrested", "held", "displaced", "missing", "released"))  # grow as more is known
CROWD = frozenset(("people", "crowd"))
CUSTODY = frozenset(("held", "arrested"))  # detained, and still being held
MARCH = frozenset(("march", "rally", "rall", "protest", "demonstr", "demonstrat", "crowd", "demonstrator", "marcher", "protester"))
TOOK_PART = MARCH | frozenset(("part", "organis", "organiz", "turnout", "attend"))
WORDS_ONLY = frozenset(("ACCUSE", "REJECT", "REQUEST", "AGREE", "SUPPORT", "THREATEN"))  # acts of speech: no deed to be denied or ruled out
MOST_PEOPLE = 5_000_000
CLOSE, SURE = 1.8, 2.4  # points from which on two figures, two tellings of an event are about one thing
LEAST = 3
BREAK, FURTHER = 3, 260  # characters between two sentences, between a count and what "the number" takes up
NUMBER = re.compile(r"\b(?:number|figure|total|count|tally) (?:at|was|is|as|to)\b", re.IGNORECASE)
NUMBER_OF = re.compile(r"\b(?:number|figure|total) of\b", re.IGNORECASE)
BOUNDING = frozenset(("more", "than", "about", "least", "most", "some", "around", "over", "fewer", "less", "only", "nearly", "almost"))
REBELS = frozenset(("fighters",))
APART = 4  # days between two counts of one thing that stand against each other
PEOPLE = "people"
_RECALLED = re.compile(
    r"\bhad (?:spoken|talked|put|said|reported|counted|given|estimated|announced)\b|"
    r"\b(?:first|initial|preliminary|provisional) (?:count|toll|report|figure|estimate|tally)s?\b|\binitially\b|\bat first\b",
    re.IGNORECASE,
)
GREW = re.compile(
    r"\b(?:now (?:stands?|stood|at|put)|(?:is|was|stands?|stood|are|were|had|has|have) now|ha[sd] (?:risen|climbed|grown|increased|jumped)|"
    r"(?:rose|rises|climbed|climbs|grew|jumped|increased|went up) (?:further |again )?to|"
    r"died (?:later |since )?of (?:their|his|her) (?:wounds|injuries)|"
    r"more bodies|raised the (?:toll|number|count|figure)|(?:toll|number|count) (?:rises|climbs|rose|climbed|jumps))\b",
    re.IGNORECASE,
)  # fmt: skip


def figures(now: Matter, before: Matter, same: Same, *, within: bool) -> ChangeKind | None:
    """``figures-differ`` where two parties count one thing differently, ``figure-revised`` where a count takes an earlier one's place."""
    if not comparable(now, before):
        return None
    if not within and estimated(now, before):
        return "figure-revised"
    answers = within and _answers(now, before) and same.of("place") >= 0 and same.of("day") >= 0
    if not (same.points >= CLOSE or answers) or not (_tied(same, now, before) or answers) or overlap(now, before):
        return None
    if _own_men(now) and _own_men(before) and not any_alike(now.doers, before.doers):
        return None  # each side counts its own dead
    if other_side(now, before) or _not_theirs(now, before) or _not_theirs(before, now):
        return None
    if not within and _says_it_grew(now) and (now.low or 0) > (before.high or 0) and now.kind in COUNTED and _later(now, before):
        return "figure-revised"
    if _part_of(now, before) or _part_of(before, now):
        return None
    if now.teller is not None and before.teller is not None and not alike(now.teller, before.teller):
        recalled = any(_RECALLED.search(each.text) for each in (now, before))
        at_once = _at_once(now, before) and not recalled and not (now.told | before.told) & cues()["earlier"]
        return "figures-differ" if at_once and not _grown(now, before) else None
    if within:
        told = (now.teller is None) != (before.teller is None)
        return "figures-differ" if told and _counts(now) and _counts(before) else None
    if _amount(now) and _later(now, before) and now.article != before.article and (now.low or 0) > (before.high or 0):
        return "figure-revised"
    if now.kind in COUNTED and (now.published or 0) >= (before.published or 0):
        teller = now.teller is not None and before.teller is not None
        return "figure-revised" if teller or (now.low or 0) > (before.high or 0) or now.told & cues()["correct"] else None
    return None


def _part_of(part: Matter, whole: Matter) -> bool:
    """True for a smaller count of some of them: two hostages, of 41 people killed."""
    some, all_of_them = part.own - not_telling() - _generic(), whole.own - not_telling() - _generic()
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
    if not _own_men(lost) or any_alike(lost.doers, other.doers):
        return False
    sides, states = sides_of(other), any(party.state for party in lost.doers)
    return bool(sides - REBELS if not states else sides & REBELS) or (other_named(other) and not sides)


def other_named(figure: Matter) -> bool:
    """True for a count that tells what those counted are: soldiers, not only people or dead."""
    return bool(figure.own - not_telling() - _generic())


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """Words for anybody counted, and for how exactly, folded as those of a figure are."""
    return cues()["generic"] | {root(word) for word in cues()["generic"]}


def _later(now: Matter, before: Matter) -> bool:
    return (now.published or 0) >= (before.published or 0)


def _says_it_grew(now: Matter) -> bool:
    """True for a count that is told as one that has grown: "was now eleven", "has risen to 40", "had died of their wounds"."""
    return bool(GREW.search(now.text))


def comparable(now: Matter, before: Matter) -> bool:
    """True for two whole counts of one measure in one unit."""
    if now.noun != "figures" or before.noun != "figures" or now.part or before.part or before.told & cues()["correct"]:
        return False
    crowds = now.kind in CROWD and before.kind in CROWD and bool(now.words & TOOK_PART) and bool(before.words & TOOK_PART)
    crowds = crowds and bool((now.words | before.words) & MARCH)
    caught = {now.kind, before.kind} == CUSTODY
    if not crowds and not caught and (now.kind != before.kind or now.unit != before.unit or now.kind in CROWD):
        return False
    people = now.unit == PEOPLE or now.kind in COUNTED
    return _size(now) is not None and _size(before) is not None and not (people and max(_size(now) or 0, _size(before) or 0) > MOST_PEOPLE)


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
    return figure.unit not in (None, PEOPLE) and figure.kind == figure.unit


def _answers(now: Matter, before: Matter) -> bool:
    """True for a bare number in the sentence after another count of people: "parents said 80 pupils ... The ministry said it was 23"."""
    bare = (
        now.unit in (PEOPLE, None) and not (now.own - not_telling() - {root(word) for word in BOUNDING}) and not NUMBER_OF.search(now.text)
    )
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


def claims(now: Matter, before: Matter, same: Same, *, within: bool) -> ChangeKind | None:
    """``claim-contradicted`` where one asserts an event and another denies it; ``admitted`` where the one that denied tells it now."""
    if now.reply is not None or before.reply is not None:
        return "claim-contradicted" if within and now.reply == before.reply and now.status != before.status else None
    if now.noun != "events" or before.noun != "events" or now.kind != before.kind or now.kind in WORDS_ONLY:
        return None
    own = not within and denies(before) and before.doers and now.status in DONE and _own_doing(now)
    if own and same.of("words") > 0 and min(same.of("place"), same.of("day"), same.of("doer")) >= 0:
        return "admitted"
    if same.points < (CLOSE if _blamed(now, before) or _blamed(before, now) else SURE):
        return None
    if same.of("doer") < 0 or same.of("place") < 0 or same.of("day") < 0:
        return None
    if denies(before) and now.status in DONE and not within and _owns_up(now, before):
        return "admitted" if same.of("words") > 0 or same.of("place") > 0 else None
    pair = (now, before) if denies(now) else (before, now) if denies(before) else None
    if pair is None or pair[1].status not in ASSERTED or not _against(*pair):
        return None
    if pair[0] is before and before.status == "negated" and (now.published or 0) > (before.published or 0):
        return None  # it had not been done by then
    if now.doers and before.doers and not (same.of("doer") > 0 or same.of("whom") > 0 or same.of("words") > 0.5):
        return None  # one man came, and others were not let in
    told = same.of("words") > 0.5 or _all_told(same) or _blamed(*pair)
    return "claim-contradicted" if told else None


def _blamed(denial: Matter, claim: Matter) -> bool:
    """True where the one who is blamed denies it."""
    return claim.status == "alleged" and denies(denial) and bool(any_alike(denial.doers, claim.doers))


def _all_told(same: Same) -> bool:
    """Doer, whom and place agree, or the way and one of these."""
    told = [same.of(feature) > 0 for feature in ("doer", "whom", "place")]
    return sum(told) >= LEAST or (same.of("mode") > 0 and any(told[1:])) or (same.of("mode") > 0 and told[0] and same.of("story") > 0)


def denies(event: Matter) -> bool:
    """True where a party says that it did not take place."""
    return event.status == "denied" or (event.status == "negated" and event.teller is not None)


def _owns_up(now: Matter, denial: Matter) -> bool:
    own = (*denial.doers, *((denial.teller,) if denial.teller else ()))
    tellers = (*((now.teller,) if now.teller else ()), *now.doers)
    himself = now.teller is not None and bool(any_alike((now.teller,), own))
    sure = (himself and bool(shared_words(now.own, denial.own))) or bool(now.told & cues()["admit"])
    return sure and bool(any_alike(tellers, own) or one_state(tellers, own))


def _own_doing(now: Matter) -> bool:
    """True where somebody owns up to what his own people did, whom another had been blamed for: "acknowledged that its own men"."""
    return bool(now.told & cues()["admit"]) and "own" in now.told and now.teller is not None


def _against(denial: Matter, claim: Matter) -> bool:
    """Two different sides stand behind them."""
    deniers = (*((denial.teller,) if denial.teller else ()), *denial.doers)
    own = denial.teller is None or bool(any_alike((denial.teller,), denial.doers) or one_state((denial.teller,), denial.doers))
    own = own or any(OWNING & party.words for party in denial.doers)  # "its fighters"
    if (
        own and not any_alike(claim.doers, deniers) and not one_state(claim.doers, deniers)
    ):  # who denies a deed of his own denies no deed of somebody unnamed
        return False
    if claim.teller is None:
        return claim.status == "alleged" or bool(claim.doers)
    return not any_alike((claim.teller,), deniers) and not one_state((claim.teller,), deniers)


def acts(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """``done-after-ruled-out``, ``position-against-act``: a party does what it had ruled out or opposed."""
    if now.noun == "statements":
        return _there(now, before, same)
    if now.noun != "events" or not done(now) or not (now.published or 0) > (before.published or 0):
        return None
    if not (same.of("doer") > 0 or _speaks(now, before)):
        return None
    if before.noun == "events" and before.status == "ruled-out" and before.kind == now.kind and now.kind not in WORDS_ONLY:
        if now.mode is not None and before.mode is not None and now.mode != before.mode:
            return None
        return "done-after-ruled-out" if _one_deed(now, before, same) else None
    if before.noun != "positions" or before.status != "opposes" or before.told & cues()["condemn"] or now.kind in WORDS_ONLY:
        return None
    return "position-against-act" if deed_of(before, now) and shared_words(now.own, before.own) else None


def _there(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """A state whose soldiers are in a country after it was against sending them, or against an intervention, there."""
    if now.kind != "presence" or not (now.published or 0) > (before.published or 0) or not now.lands & before.lands:
        return None
    if not (same.of("doer") > 0 or _speaks(now, before)):
        return None
    if before.noun == "positions":
        frame = before.kind.partition("/")[0]
        return "position-against-act" if before.status == "opposes" and frame in MILITARY and not before.told & cues()["condemn"] else None
    return "done-after-ruled-out" if before.noun == "events" and before.status == "ruled-out" and before.kind == "MOBILIZE" else None


MILITARY = frozenset(("assault", "deployment", "peacekeeping", "intervene", "send"))


def done(now: Matter) -> bool:
    """True where it is done, or ordered by the one who commands those who do it."""
    ordered = now.status == "called-for" and now.teller is not None and bool(any_alike(now.doers, (now.teller,)))
    return now.status in DONE or (ordered and bool(now.told & cues()["order"]))


def _one_deed(now: Matter, before: Matter, same: Same) -> bool:
    """An assault in the same way is one deed; others need a place, somebody acted on, or words beside the verb in common."""
    ground = [bool(each.told & cues()["ground"]) for each in (now, before)]
    air = [each.mode == "aerial" or bool(each.told & cues()["air"]) for each in (now, before)]
    if (air[0] and ground[1] and not air[1]) or (air[1] and ground[0] and not air[0]):
        return False  # no soldiers on the ground: from the air it is another deed
    if now.kind == "ASSAULT" and not (same.of("mode") > 0 or same.of("whom") > 0 or _one_verb(now, before)):
        return False  # who would not enter a town shoots a helicopter down: another deed
    if now.kind == "ASSAULT" and (same.of("mode") > 0 or same.of("words") > 0.5):
        return True
    if same.of("doer") > 0 and (same.of("place") > 0 or same.of("whom") > 0):
        return True  # where one only speaks for the other, words must say that it is the same: not leaving and coming back
    verbs = {root(word) for event in (now, before) for word in event.says.split()[:1]}
    return bool(set(shared_words(now.words | now.own, before.words | before.own)) - verbs)


def _one_verb(now: Matter, before: Matter) -> bool:
    """True where the deeds are called by one word, or by words for one deed."""
    mine, theirs = (frozenset(root(word.strip(".,")) for word in event.says.split()) for event in (now, before))
    return bool(mine & theirs - not_telling()) or bool(kin(mine, theirs))


def deed_of(position: Matter, event: Matter) -> bool:
    """True where a position is about deeds of the event's sort: its frame is the event's type, or a word of the event."""
    frame = position.kind.partition("/")[0]
    against = [root(word) for word in position.says.partition(": ")[2].split()]
    if against and event.says and against[0] == root(event.says.split()[0]):
        whom = {word for party in event.others for word in party.words} | event.own
        return bool(set(against[1:]) & whom - not_telling())
    return frame.upper() == event.kind or root(frame) in event.own


def _speaks(now: Matter, before: Matter) -> bool:
    """The one who ruled it out speaks for the doer's state."""
    return before.teller is not None and bool(one_state((before.teller,), now.doers) or any_alike((before.teller,), now.doers))
