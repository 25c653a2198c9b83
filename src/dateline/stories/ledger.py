"""Pledges over time: made, repeated, acted on, contradicted, withdrawn; and how each stands on a day."""

from __future__ import annotations

import re

from dateline.model.change import ChangeKind, PledgeStep
from dateline.stories import pledge_voice, pledge_words
from dateline.stories.changes_matter import Matter, Party, cues, root
from dateline.stories.changes_same import Same, alike, any_alike, kin, not_telling, one_state, shared_words
from dateline.stories.sentence_words import deed_of, mentions, roots

RATHER_RARE = 2.0  # how rare a word must be to be part of what ties a deed to a pledge
MATCH = 2.2  # points from which on two pledges are one
DONE = frozenset(("happened", "ongoing"))
OPENING = 2  # headline and the first two sentences
_HAD = re.compile(r"(?:(?P<rel>\b(?:who|whom|which|as)\b)[^.,;]{0,60}? )?\b(?P<had>had|has|have) (?P<word>[a-z]+)", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|disclosed)\b[^.]*?\bthat (?:(?!that\b|which\b|who\b)[\w'’-]+ ){1,6}$"
)
_AS = re.compile(r"\bas (?:[\w'’-]+ ){0,4}?(?:ha[ds] )?(?:promised|pledged|agreed|vowed|announced|undertaken|offered)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:take|takes|took|taken|taking|pull(?:s|ed|ing)?|walk(?:s|ed|ing)?) back\b|\breneg(?:e|es|ed|ing) on\b|"
    r"\bback(?:s|ed|ing)? (?:out|away)\b|\b(?:goes|went|going|gone) back on\b|\bpull(?:s|ed|ing)? out of\b|\bno longer\b",
    re.IGNORECASE,
)
_ALTHOUGH = re.compile(
    r"\b(?:although|though|despite|notwithstanding)\b[^.]{0,80}\b(?:promise|pledge|vow|agreed|undertook|commitment)", re.IGNORECASE
)
_LATE = re.compile(
    r"\b(?:let|lets|allow(?:s|ed)?) [^.]{0,60}?(?:deadline|date|day|ultimatum)\b[^.]{0,60}? (?:pass|expire|lapse|go by)|"
    r"\bmiss(?:es|ed)? (?:its|the|their|a|his|her|this|that|another)(?: own)? [^.]{0,30}?(?:deadline|date)|"
    r"\b(?:deadline|date|day)\b[^.]{0,60}? (?:passed|expired|lapsed|went by|has passed|had passed)",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(
    r"\bno longer\b|\bnot [^.]{0,60}\bany (?:more|longer)\b|\b(?:drop|scrap|abandon|shelve)s? (?:its |the |a )?plans?\b", re.IGNORECASE
)
_KEEP_OPEN = re.compile(r"\b(?:keep|hold|leave) (?:[\w-]+ ){0,6}?(?:open|free|clear)\b", re.IGNORECASE)
_CLOSED = re.compile(r"\b(?:block|clos|cut|shut|seal|barricad)(?:e?s|e?d|ing|ting|ked|ed off)?\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_MORE = re.compile(r"\b(?:another|further|additional|more|instead|second|third)\b", re.IGNORECASE)  # beside what was promised before
_OPENNESS = frozenset(("open", "keep", "free", "clear"))
_NOTHING = re.compile(
    r"\b(?:received|seen|got|gotten|been (?:paid|given|sent)) (?:nothing|none|no\b|not (?:a|one)\b)|"
    r"\b(?:nothing|none|not (?:one|a)|no) [^.]{0,60}\b(?:has|have|had) (?:been (?:paid|received|delivered|sent|seen)|come|reached)\b",
    re.IGNORECASE,
)
STEPS: tuple[tuple[ChangeKind, PledgeStep], ...] = (
    ("pledge-made", "open"), ("pledge-repeated", "repeated"), ("pledge-acted-on", "acted-on"),
    ("pledge-contradicted", "contradicted"), ("pledge-withdrawn", "withdrawn"),
)  # fmt: skip
CLOSED = frozenset(("acted-on", "contradicted", "withdrawn"))


def is_pledge(value: Matter) -> bool:
    """True for a commitment that somebody gave his word on: with a cue of a promise, or a deadline."""
    if value.noun != "commitments" or not value.doers or value.words.isdisjoint(value.own):
        return False
    if not value.told & cues()["pledge"] and set(value.says.lower().split()[:3]) & cues()["talk"]:
        return False  # would make a statement on Friday, would decide on Monday
    return bool(value.told & cues()["pledge"]) or value.deadline is not None or _offered(value) or pledge_voice.pledges(value)


def _offered(value: Matter) -> bool:
    """True for what somebody is ready to do for another, and for what a report leads with as what will be done."""
    if value.kind not in ACTS:
        return False
    announced = value.told & cues()["announce"] and value.told & {"would", "will"}
    said = value.kind in GIVING and value.told & {"would", "will"} and any(party.firm for party in value.doers)
    return bool(said or announced or (value.others and value.told & cues()["ready"])) or (value.lead <= 1 and "will" in value.told)


def retold(value: Matter) -> bool:
    """True where a sentence only recalls a pledge: he had promised, which he has promised."""
    found = [match for match in _HAD.finditer(value.text) if match["word"].lower() in cues()["pledge"]]
    return any(
        match["rel"] or not _TOLD.search(value.text[: match.start("had")]) for match in found if match["rel"] or match["had"] == "had"
    )


def only_recalled(value: Matter) -> bool:
    """True where a sentence recalls a pledge to tell that it was broken or taken back: nothing is given there."""
    told = value.does("broken", "withdrawn")
    return retold(value) and told >= pledge_voice.SURE and told > value.does("pledge")


def same_pledge(now: Matter, before: Matter, same: Same) -> bool:
    """True where two commitments are one pledge: one party, one kind of deed, words or place in common."""
    if now.noun != "commitments" or before.noun != "commitments" or same.of("doer") <= 0:
        return False
    kinds = now.kind == before.kind or not (now.kind and before.kind)
    tied = (
        same.of("whom") > 0
        or (bool(now.kind) and now.kind == before.kind and same.of("place") > 0)
        or bool(shared_words(now.words | now.own, before.own))
    )
    return kinds and tied and same.points >= MATCH


def told_before(now: Matter, before: Matter, same: Same) -> bool:
    """True where a pledge is the one that an earlier report told: words in common, or a deed of one kind for one day."""
    if retold(now) and same.of("doer") > 0 and pledge_words.tie(now, before):
        return True
    if not same_pledge(now, before, same) or (_MORE.search(now.says) and not _MORE.search(before.says)):
        return False
    one_day = now.deadline is not None and now.deadline == before.deadline
    return one_day or bool(shared_words(now.own, before.own, RATHER_RARE) or kin(now.own, before.own))


def steps(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """What ``now`` does to the pledge ``before``, if anything."""
    found = _step(now, before, same)
    unkept = found == "pledge-acted-on" and (pledge_voice.only_said(now) or pledge_voice.goes(now, before))
    unbroken = found == "pledge-contradicted" and pledge_voice.only_given(now)
    return None if unkept or unbroken else found


def _step(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    if not is_pledge(before) or retold(before) or (now.published or 0) < (before.published or 0):
        return None
    if now.noun == "commitments":
        one = same_pledge(now, before, same) or (same.of("doer") > 0 and _one_deed(now, before) and len(pledge_words.tie(now, before)) > 1)
        return "pledge-repeated" if one and _again(now, before) else None
    if now.noun == "sentences":
        return _told(now, before, same)
    if now.noun == "statements":
        taken = now.kind == "withdrawn" and _by_them(now, before, same)
        return "pledge-withdrawn" if taken and shared_words(now.words | now.own, before.own) else None
    if now.noun != "events":
        return None
    if now.lead == 0 and (voiced := pledge_voice.step(now, before, same)) is not None:  # headlines are no sentences
        return voiced
    if now.kind == "AGREE" and now.told & cues()["again"] and now.told & cues()["pledge"] and same.of("doer") > 0:
        return "pledge-repeated" if now.lead <= OPENING and shared_words(now.words | now.own, before.own) else None
    if orders(now):
        return _ordered(now, before, same)
    if now.lead > OPENING:
        return None
    found = _withdrawn(now, before, same) or _broken(now, before, same) or _thwarted(now, before) or _kept(now, before, same)
    if found == "pledge-contradicted" and pledge_words.early(now, before) and not pledge_words.breaks(now):
        return None
    undone = found == "pledge-acted-on" and (pledge_words.takes_back(now, before) or pledge_words.breaks(now))
    return None if undone or (found == "pledge-acted-on" and pledge_words.leaves_undone(before)) else found


def _told(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """What a sentence does to a pledge by the record's word, else by its own; plain words of failing and taking back go first."""
    voiced, worded = pledge_voice.step(now, before, same), pledge_words.step(now, before, same)
    plainly = worded in ("pledge-withdrawn", "pledge-contradicted") and pledge_words.plainly_not(now)
    return worded if plainly or voiced is None else voiced


def _one_deed(now: Matter, before: Matter) -> bool:
    """Two pledges of two kinds of deeds are one only where the one has the other's verb: "will let them go", "to free the pilots"."""
    kinds = now.kind == before.kind or not (now.kind and before.kind)
    return kinds or mentions(now.says, before.says) or mentions(before.says, now.says)


def _again(now: Matter, before: Matter) -> bool:
    """The word is given once more: the sentence says so, or a later report opens with it, or surely gives it anew."""
    if retold(now) and now.does("past") > now.does("again", "pledge"):
        return False
    if now.told & cues()["again"] or now.does("again") >= pledge_voice.SURE:
        return True
    if not pledge_voice.pledges(now) or retold(now) or not (now.published or 0) > (before.published or 0):
        return False
    tied = pledge_words.tie(now, before)
    surely = now.does("pledge") >= pledge_voice.RECALLED and not pledge_voice.told_again(now) and any_alike(now.doers, before.doers)
    return len(tied) > 1 and (now.lead <= OPENING or (bool(surely) and pledge_voice.matter(now, before, tied)))


def _by_them(now: Matter, before: Matter, same: Same) -> bool:
    """The pledge's party acts, or is named where nobody is known to act."""
    if same.of("doer") > 0 or one_state(now.doers, before.doers):
        return True
    firm = [party for party in now.doers if party.firm]
    return not firm and _named(now, before.doers)


def _named(now: Matter, parties: tuple[Party, ...]) -> bool:
    told = {root(word) for word in now.told}
    return any(
        {word for word in party.words - not_telling() if len(word) > 3 and word not in pledge_words.COMMON} & told for party in parties
    )


def _withdrawn(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    if _no_longer(now, before, same):
        return "pledge-withdrawn"
    taken = (now.told & cues()["withdraw"] or _BACK.search(now.text)) and now.told & cues()["pledge"]
    if not taken or now.status not in (*DONE, "negated", "denied") or not _by_them(now, before, same):
        return None
    if now.status == "denied" and not any(word in now.says.lower().split()[0] for word in cues()["withdraw"]):
        return None  # what is denied below may be what the taking back was founded on
    withdrawing = {root(word) for word in cues()["withdraw"]}  # an offer withdrawn is no army that was to withdraw
    tied = set(shared_words(now.words | now.own, before.own)) - withdrawing
    return "pledge-withdrawn" if tied or any_alike(now.others, before.others) else None


def _no_longer(now: Matter, before: Matter, same: Same) -> bool:
    """True where the pledge's party says that it will not do any more what it had promised: "will no longer send", "drops its plan"."""
    if now.status not in ("ruled-out", "negated") or same.of("doer") <= 0:
        return False
    return bool(_NO_LONGER.search(now.text)) and bool(_object(now, before))


def _thwarted(now: Matter, before: Matter) -> ChangeKind | None:
    """What was to be kept open is closed, whoever closed it."""
    if now.status not in DONE or not _KEEP_OPEN.search(before.says) or not _CLOSED.search(now.says):
        return None
    names = {root(word) for word in _NAME.findall(before.says)}
    if names and not names & {root(word) for word in now.told}:
        return None  # another road
    return "pledge-contradicted" if names or set(shared_words(now.own | now.words, before.own, RATHER_RARE)) - _OPENNESS else None


def _broken(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    if _NOTHING.search(now.text) and now.told & cues()["pledge"] and len(_object(now, before)) > 1 and _of_one_state(now, before):
        return "pledge-contradicted"
    if not (_named(now, before.doers) or same.of("doer") > 0) or _anothers(now, before):
        return None
    if _LATE.search(now.text) and same.of("doer") > 0 and (now.kind == before.kind or _object(now, before)):
        return "pledge-contradicted"
    if now.kind == before.kind and now.status == "negated" and now.teller is None and same.of("place") >= 0:
        return "pledge-contradicted" if same.of("place") > 0 or _object(now, before) else None
    if not _object(now, before):
        return None
    broken = now.told & cues()["broken"] or (now.told & cues()["undone"] and retold(now)) or _ALTHOUGH.search(now.text)
    told = now.told & cues()["pledge"] and broken
    return "pledge-contradicted" if told and now.status in ("negated", "pledged", "scheduled") else None


def _anothers(now: Matter, before: Matter) -> bool:
    """Somebody known by name is told of as the doer, and is not of the pledge's side: it is his word, not this one."""
    firm = tuple(party for party in now.doers if party.firm)
    return bool(firm) and not any_alike(firm, before.doers) and not one_state(firm, before.doers)


def _of_one_state(now: Matter, before: Matter) -> bool:
    """True where the one who promised is named, or the sentence tells of a government's promise in the same country."""
    official = any(party.state for party in before.doers) and "government" in now.told
    return _named(now, before.doers) or (official and (not now.lands or bool(now.lands & before.lands)))


def _kept(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    if _as_promised(now) and same.of("doer") > 0 and _object(now, before):
        return "pledge-acted-on"
    if now.status not in DONE or same.of("place") < 0 or now.kind == "AGREE" or before.says.startswith("not "):
        return None
    by = _by_them(now, before, same)
    tied = len(shared_words(now.words | now.own, before.own, RATHER_RARE)) + len(kin(now.words | now.own, before.own))
    if not before.kind and now.kind in ACTS and by and tied > 1 and same.points >= MATCH:
        return "pledge-acted-on"
    if before.kind and now.kind == before.kind:
        tie = same.of("place") > 0 or bool(_object(now, before))
        return "pledge-acted-on" if by and tie and same.points >= MATCH else None
    recalled = bool(now.told & cues()["pledge"])
    return "pledge-acted-on" if recalled and _named(now, before.doers) and len(_object(now, before)) >= 1 and now.kind in ACTS else None


def _as_promised(now: Matter) -> bool:
    """True for a sentence that tells a deed "as promised": and not that it is still to be done."""
    kept = _AS.search(now.text) is not None and now.noun == "events"
    return kept and not now.told & (cues()["broken"] | cues()["undone"]) and not _LATE.search(now.text)


def orders(now: Matter) -> bool:
    """True for an order that somebody gave."""
    return now.kind == "REQUEST" and now.status in DONE and root(now.says.split()[0] if now.says else "") in ORDERS


def _ordered(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """Whoever has promised it orders his own people to do it."""
    if same.of("doer") <= 0 or before.says.startswith("not ") or (now.published or 0) <= (before.published or 0):
        return None
    tied = len(kin(now.words | now.own, before.own)) + len(shared_words(now.words | now.own, before.own))
    return "pledge-acted-on" if tied > 1 else None


ORDERS = frozenset(("order", "instruct", "command", "direct"))
GIVING = frozenset(("AID", "MOBILIZE", "RETREAT", "COOPERATE", "CONCEDE"))
ACTS = frozenset(("AID", "CONSULT", "MOBILIZE", "RETREAT", "COOPERATE", "CONCEDE", "SUPPORT", "ASSAULT", "COERCE", "SANCTION"))


def _object(now: Matter, before: Matter) -> tuple[str, ...]:
    """What is in common of what is promised: telling words, else families of words, but for that of the deed."""
    deed, promised = deed_of(before.says), before.own & roots(pledge_words.unconditioned(before))
    return shared_words(now.words | now.own, promised) or tuple(each for each in kin(now.words | now.own, promised) if each != deed)


def threat(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """``carried-out`` where a party did what it had threatened, ``took-place`` where what was set for a time took place."""
    if now.noun != "events" or before.noun != "events" or now.kind != before.kind or now.status not in DONE:
        return None
    if not (now.published or 0) > (before.published or 0) or same.of("place") < 0 or same.of("doer") < 0:
        return None
    if before.status == "threatened" and same.of("doer") > 0 and (same.of("place") > 0 or same.of("words") > 0.5):
        return "carried-out"
    planned = before.status in ("scheduled", "pledged") and now.lead <= OPENING and before.day is not None and now.published is not None
    if planned and before.day is not None and abs(before.day - (now.day or now.published or 0)) <= 1:
        there = any_alike(now.doers, before.others) or any_alike(now.others, before.others)
        set_so = before.day == now.day and bool(now.places & before.places)  # that day, in that town
        tied = same.of("words") > 0 or same.of("doer") > 0 or there or set_so
        on_its_day = before.day == (now.day or now.published) and same.of("doer") > 0 and now.kind == "CONSULT"
        return "took-place" if (same.of("place") > 0 and tied) or on_its_day else None
    return None


def standing(kinds: tuple[ChangeKind, ...], deadline: str | None, day: str) -> PledgeStep:
    """How a pledge with these steps stands on ``day``: closed by its last act, due within three days, overdue, else open or repeated."""
    named = dict(STEPS)
    closed = [named[kind] for kind in kinds if named.get(kind) in CLOSED]
    if closed:
        return closed[-1]
    if deadline is not None and deadline < day:
        return "overdue"
    if deadline is not None and _days(deadline) - _days(day) <= DUE:
        return "due"
    return "repeated" if "pledge-repeated" in kinds else "open"


DUE = 3


def _days(day: str) -> int:
    from datetime import date

    return date.fromisoformat(day[:10]).toordinal()


def same_doer(one: Matter, other: Matter) -> bool:
    """True where two pledges have a party in common."""
    return any(alike(mine, theirs) for mine in one.doers for theirs in other.doers)


def grouped(pledges: list[Matter]) -> list[list[Matter]]:
    """Pledges of one report that are one, told in headline and text: the best telling of each first."""
    groups: list[list[Matter]] = []
    for each in sorted(pledges, key=_telling):
        for group in groups:
            if any(one_pledge(each, other) for other in group):
                group.append(each)
                break
        else:
            groups.append([each])
    return sorted(groups, key=lambda group: group[0].number)


def one_pledge(pledge: Matter, other: Matter) -> bool:
    """True where two tellings, in whatever reports, are of one pledge."""
    return _one(pledge, other) and _one_party(pledge, other)


def _one_party(pledge: Matter, other: Matter) -> bool:
    """Two parties known by name with nobody in common make two pledges."""
    firm = [[party for party in each.doers if party.firm] for each in (pledge, other)]
    return not all(firm) or same_doer(pledge, other) or bool(one_state(pledge.doers, other.doers))


def _one(pledge: Matter, other: Matter) -> bool:
    """One kind of deed of one party, one deadline, or telling words in common."""
    nobody = not pledge.doers or not other.doers or same_doer(pledge, other) or bool(one_state(pledge.doers, other.doers))
    one_day = pledge.deadline is not None and pledge.deadline == other.deadline
    further_down = pledge.article == other.article and min(pledge.lead, other.lead) > 0 and pledge.sentence != other.sentence
    if nobody and ((pledge.kind and pledge.kind == other.kind) or one_day) and not (further_down and _apart(pledge, other)):
        return True
    return bool(shared_words(pledge.own, other.own))


def _apart(pledge: Matter, other: Matter) -> bool:
    """True where two sentences, each said to give a word, promise nothing in common."""
    sure = min(pledge.does("pledge"), other.does("pledge")) >= pledge_voice.RECALLED
    return sure and not pledge_words.tie(pledge, other) and not pledge_words.tie(other, pledge)


def echoes(pledge: Matter, step: ChangeKind, before: Matter | None) -> bool:
    """True where a report that gives a word again (``step`` to ``before``) gives that very word in ``pledge`` too."""
    if step != "pledge-repeated" or before is None:
        return False
    again = pledge.does("again") >= pledge_voice.SURE and same_doer(pledge, before)
    return again or (one_pledge(pledge, before) and bool(pledge_words.tie(pledge, before)))


def _telling(pledge: Matter) -> tuple[bool, bool, bool, int]:
    """What makes a pledge's telling good: a party known by name, a kind of deed, a deadline."""
    return (not any(party.firm for party in pledge.doers), not pledge.kind, pledge.deadline is None, pledge.number)
