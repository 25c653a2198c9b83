"""News that a report tells below its opening, and which of its news a reader need not be told: what says again what is told beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.model.change import ChangeKind
from dateline.stories import contradictions, plain_words
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_pools import OPENING
from dateline.stories.changes_same import any_alike
from dateline.stories.newness import comes_back, further_back, quoted, surely
from dateline.stories.sentence_words import finite, tie_of
from dateline.stories.threats import announced
from dateline.stories.timelines import two_persons

OLD = 3  # days from which on what a report tells below its opening is no news
ONE = 2  # telling words that headline and first sentence share if they tell one thing
SAID = 0.4  # how probable it must be that a sentence gives a word, and how improbable that it tells a deed
HARM = frozenset(("COERCE", "SANCTION", "ASSAULT", "THREATEN"))  # deeds whose announcement is news, whoever gives his word on them
RESULTS = frozenset(("RETREAT", "CONCEDE", "COOPERATE", "AID"))
BETTER: frozenset[ChangeKind] = frozenset(("member-left", "member-joined"))  # changes that tell all that the event is
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TWICE = re.compile(rf"^((?:The |A )?[^,;\"“]{{8,90}}? (?:on )?{_DAY}(?: \w+)?),? and (?:said|says|told|added|announced|claimed)\b")
_SAYING = re.compile(
    r"\b(?:said|says|told|added|announced|claimed|accused|denied|promised|warned|demanded|rejected|called|confirmed|condemned|"
    r"repeated)\b",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(
    r"\b(?:claim(?:s|ed)|t(?:ook|akes|aken)|accept(?:s|ed)|assum(?:es|ed)|claiming|taking) (?:\w+ )?responsibility for\b|"
    r"\bowned up to\b|\bsaid (?:it|they) (?:was|were|had been) behind\b|\bsaid its (?:own )?(?:men|fighters|people|members) had\b",
    re.IGNORECASE,
)


def further(sight: Sight) -> list[Matter]:
    """What a report tells below its opening besides deeds: an agreement, somebody who owns up, a deed beside words."""
    below = [each for each in sight.matters if each.noun == "sentences" and each.reply is None and each.number > 0]
    leaving = announced(sight)
    news = (each for each in below if not surely(each, "past"))
    return [each for each in news if each in leaving or _agreement(each, sight) or _owned(each) or _twice(each)]


def _agreement(sentence: Matter, sight: Sight) -> bool:
    """True where parties have agreed on something that is to come: a truce, a pause, an exchange."""
    inside = [each for each in sight.matters if each.noun == "events" and each.sentence == sentence.sentence]
    agreed = any(each.kind == "AGREE" and each.status in contradictions.DONE and each.doers and not _vowed(each) for each in inside)
    return agreed and any(each.kind in RESULTS and each.status in ("pledged", "scheduled") for each in inside)


def _vowed(event: Matter) -> bool:
    """True for a word given by one side alone, which has a ledger."""
    return not re.match(r"(?:agree|sign|accept|settle|conclude)", event.says, re.IGNORECASE)


def _owned(sentence: Matter) -> bool:
    return _RESPONSIBLE.search(sentence.text) is not None and any(party.firm for party in sentence.doers)


def _twice(sentence: Matter) -> bool:
    """True where somebody did something on a day and said something: "The army left on Monday and said that it had found nobody"."""
    found = _TWICE.match(sentence.text)
    return found is not None and finite(found[1]) and not _SAYING.search(found[1]) and any(party.firm for party in sentence.doers[:1])


def worth_telling(kept: list[Found]) -> list[Found]:
    """``kept`` without new events that stand in one sentence with a better change, are told twice, only quoted, or old."""
    out: list[Found] = []
    for each in kept:
        if (each.kind == "pledge-acted-on" and any(_same_step(each, other) for other in kept)) or _by_others(each):
            continue
        if each.kind != "new-event" or not (_told_beside(each, kept) or _told_beside(each, out, twice=True) or _thin(each.now)):
            out.append(each)
    return out


def _by_others(change: Found) -> bool:
    """True for a threat carried out by others than who made it, who are tied by a plain noun or a state alone."""
    now, before = change.now, change.before
    if change.kind != "carried-out" or before is None or before.noun == "sentences":
        return False
    told_of = before.status == "conditional" and before.teller is not None and not any_alike((before.teller,), before.doers)
    firm = any_alike((each for each in now.doers if each.firm), (each for each in before.doers if each.firm))
    return told_of or two_persons(now.doers[:1], before.doers[:1]) or (not firm and len(tie_of(now.text, before.text)) < ONE)


def _same_step(step: Found, other: Found) -> bool:
    """True where what is told as a pledge kept is a threat carried out."""
    if other.kind != "carried-out" or other.now.sentence != step.now.sentence or other.before is None or step.before is None:
        return False
    return other.before.article == step.before.article and other.before.does("threat") >= step.before.does("pledge")


def _told_beside(event: Found, others: Iterable[Found], *, twice: bool = False) -> bool:
    """True where another change of the report tells it: in its sentence, or in the headline of it."""
    for other in others:
        fits = other.kind == "new-event" if twice else (other.kind in BETTER or _only_words(event, other)) and not comes_back(event.now)
        if other is event or not fits or other.now.article != event.now.article:
            continue
        if other.now.sentence == event.now.sentence:
            return True
        heads = {other.now.lead, event.now.lead} == {0, 1}
        if heads and len(tie_of(other.now.text, event.now.text)) >= ONE:
            return True
    return False


def _only_words(event: Found, other: Found) -> bool:
    """True where a sentence that is said to tell no deed gives a word, which is told."""
    if event.now.kind in HARM:
        return False
    given = event.now.does("pledge", "again")
    return other.kind in ("pledge-made", "pledge-repeated") and given > SAID and event.now.does("done", "joins", "leaves", "count") < SAID


def _thin(now: Matter) -> bool:
    """True for what is only quoted, and for what a report recalls from days before."""
    if quoted(now.text):
        return not (now.noun == "events" and (plain_words.threatens(now) or now.status == "threatened" or now.kind == "THREATEN"))
    old = now.day is not None and now.published is not None and now.published - now.day >= OLD
    return now.lead > OPENING and (old or (now.noun == "events" and now.teller is None and further_back(now)))
