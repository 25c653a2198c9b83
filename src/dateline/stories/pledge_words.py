"""What the words of a sentence do to a pledge told before: give it again, keep it, break it, leave it undone, take it back."""

from __future__ import annotations

import re

from dateline.model.change import ChangeKind
from dateline.stories.changes_matter import Matter, Party, cues, named_by, root
from dateline.stories.changes_same import Same, any_alike, not_telling, one_state
from dateline.stories.sentence_words import Tie, mentions, roots, tie_of, uses

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_CAPITALS = re.compile(r"\b[A-Z][\w'’-]+")
_LEAVING = re.compile(
    r"^(?:not|never)\b|\b(?:stay|keep)s? (?:out|away|off|clear)\b|\brefrain\b|\babstain\b|\bleave [^.]{0,60}? alone\b|"
    r"\bhold (?:its|their|our|his|her) fire\b|"
    r"\b(?:respect|observe|abide by|uphold|honou?r)\b[^.]{0,40}\b(?:truce|cease-?fire|agreement|accord|deal)\b|"
    r"\b(?:cease|stop|end|halt) (?:all )?(?:fire|hostilities|attack|shell|bomb|fight)",
    re.IGNORECASE,
)  # fmt: skip
_PLAINLY_NOT = re.compile(r"\bno longer\b|\bfail(?:s|ed|ing)? to\b", re.IGNORECASE)
_UNLESS = re.compile(r"(?<=\w) (?:if|unless|provided|as long as|on condition)\b", re.IGNORECASE)  # what follows is nobody's promise
PLEDGED = 0.4  # how probably a sentence gives a word that keeps none: "will be paid as planned"
BARELY = 0.15  # how improbable it must be that a sentence tells a word broken
COMMON = frozenset(("govern", "government", "front", "group", "minist", "army", "forc", "republic", "union"))
_RECALLED = re.compile(r"\b(?:last|previous) (?:year|month)s?\b|\byears? ago\b|\bin (?:19|20)\d\d\b", re.IGNORECASE)


def tie(now: Matter, pledge: Matter) -> Tie:
    """What the sentence of ``now`` has in common with what ``pledge`` promises, the names aside of its party and of those named in both."""
    promised = unconditioned(pledge)
    named_in_both = (party for party in now.doers if _in_full(party, promised))
    return tie_of(now.text, promised, named_by((*pledge.doers, *named_in_both)))


def unconditioned(pledge: Matter) -> str:
    """What is promised, without the condition behind it."""
    return _UNLESS.split(pledge.says)[0]


def step(now: Matter, pledge: Matter, same: Same) -> ChangeKind | None:
    """What the sentence ``now`` does to ``pledge``, if anything; both of different reports."""
    elsewhere = same.of("place") < 0 and not _named_there(now, pledge)
    tied = tie(now, pledge)
    if not tied:
        return None
    by, told = by_party(now, pledge), uses(now.text)
    recalled = bool(now.told & cues()["pledge"])
    if not by and (somebody_else(now, pledge) or (recalled and _theirs(now, pledge))):
        return None
    enough = len(tied) > 1 or (recalled and by)
    if enough and by and led_by(now, pledge) and takes_back(now, pledge):
        return "pledge-withdrawn"
    if "broken" in told and "doubted" not in told and enough and (by or len(tied) > 1):
        return "pledge-contradicted"
    if elsewhere:
        return None
    if _LEAVING.search(pledge.says):
        return "pledge-contradicted" if by and _offends(now, pledge, tied) else None
    if "late" in told and by and not early(now, pledge) and pledge.deadline is not None:
        return "pledge-contradicted"
    if "undone" in told or "late" in told:
        late = pledge.deadline is not None and pledge.deadline < _day(now)
        meant = recalled or "late" in told or mentions(now.text, pledge.says)
        left = (late or recalled) and meant and not early(now, pledge) and len(tied) > 1 and "waits" not in told and not _does(now, tied)
        return "pledge-contradicted" if left and (by or len(tied) > 2) else None
    if "again" in told and by and enough:
        return "pledge-repeated"
    if "kept" in told and enough and "waits" not in told:
        return "pledge-repeated" if by and now.does("pledge") > max(PLEDGED, now.does("kept", "done")) else "pledge-acted-on"
    if tied.deed and (now.published or 0) > (pledge.published or 0) and not told & {"waits", "doubted"} and not _RECALLED.search(now.text):
        return "pledge-acted-on" if len(tied) > 1 and (by or telling(now, tied) > 1) else None
    return None


def _does(now: Matter, tied: Tie) -> bool:
    """True where a sentence tells the deed as done, and is not said to tell a word broken: its "no" is about something else."""
    return tied.deed and bool(now.functions) and now.does("broken", "denies", "refuses") < BARELY


def telling(now: Matter, tied: Tie) -> int:
    """How many words are in common that are no names."""
    names = {root(word) for word in _CAPITALS.findall(now.text, 1)}
    return len(tied.words - names) + len(tied.kin)


def takes_back(now: Matter, pledge: Matter) -> bool:
    """True where a sentence says that a pledge is taken back: and not that it might be, nor by the very word for what was promised."""
    told = uses(now.text)
    if "doubted" in told and "after all" not in now.text:
        return False
    if "withdrawn" in told:
        return True
    promised = "ended" in uses(pledge.says)  # who promised to withdraw and withdraws keeps it
    return "ended" in told and not promised


def plainly_not(now: Matter) -> bool:
    """True where a sentence says plainly that what was meant is not so any more, or not done: "no longer stands by", "failed to"."""
    return _PLAINLY_NOT.search(now.text) is not None


def breaks(now: Matter) -> bool:
    """True where a sentence says in so many words that a word given is broken."""
    told = uses(now.text)
    return "broken" in told and "doubted" not in told


def early(now: Matter, pledge: Matter) -> bool:
    """True where the day set for a pledge has not passed yet."""
    return pledge.deadline is not None and _day(now) <= pledge.deadline


def leaves_undone(pledge: Matter) -> bool:
    """True for a pledge to leave something undone: not to attack, to stay out of a town, to respect a truce."""
    return _LEAVING.search(pledge.says) is not None


def _day(now: Matter) -> str:
    from datetime import date

    return date.fromordinal(now.published).isoformat() if now.published else ""


def by_party(now: Matter, pledge: Matter) -> bool:
    """The pledge's party, or its state, is told of in the sentence."""
    if any_alike(now.doers, pledge.doers) or one_state(now.doers, pledge.doers) or any(named(each, now) for each in pledge.doers):
        return True
    body = any(each.firm and not any(name.startswith("person/") for name in each.ids) for each in pledge.doers)
    parties = (each for each in now.doers if not any_alike((each,), pledge.others))
    return not body and any(named(each, pledge) for each in parties)  # "its leader said that his party would go to court"


def led_by(now: Matter, pledge: Matter) -> bool:
    """The first whom the sentence names, but for those whom the pledge is about, is the pledge's party: it takes back what is its own."""
    about = roots(pledge.says)
    others = (
        each for each in now.doers if each.firm and not any_alike((each,), pledge.others) and not (each.words - not_telling()) & about
    )
    first = next(others, None)
    led = (first,) if first is not None else now.doers
    if first is not None and _speaks_for(pledge, first):
        return True
    return not led or bool(any_alike(led, pledge.doers) or one_state(led, pledge.doers)) or now.noun == "events"


def _speaks_for(pledge: Matter, party: Party) -> bool:
    """True where persons alone gave the word, in a sentence that names the party: "the bank will pay, its director said"."""
    persons = all(any(name.startswith("person/") for name in each.ids) for each in pledge.doers)
    return persons and bool(pledge.doers) and party.firm and named(party, pledge) and not any_alike((party,), pledge.others)


def named(party: Party, matter: Matter) -> bool:
    """True where the words of a party known by name stand in the sentence of ``matter``: "fighters of the Northern Front"."""
    if _in_full(party, matter.text):
        return True
    words = party.words - not_telling() - COMMON
    return party.firm and bool(words) and 2 * len(words & roots(matter.text)) > len(words)


def _in_full(party: Party, text: str) -> bool:
    """True where the whole name of a party known by a name of several words stands in a text."""
    return party.firm and " " in party.name and party.name in text


def _theirs(now: Matter, pledge: Matter) -> bool:
    """Whom the pledge is for is the doer of a sentence that recalls a promise: it is their own word, not this one."""
    return any(party.firm and any_alike((party,), pledge.others) for party in now.doers[:2])


def somebody_else(now: Matter, pledge: Matter) -> bool:
    """Somebody else known by name is told of: neither whom the pledge is for, nor named in it."""
    named = roots(pledge.says)
    return any(
        party.firm and not any_alike((party,), pledge.others) and not (party.words - not_telling()) & named and party.name
        for party in now.doers
    )


def _named_there(now: Matter, pledge: Matter) -> bool:
    """A name of the pledge's words stands in the sentence."""
    names = {root(word) for word in _TOKEN.findall(pledge.says) if word[0].isupper()} - {w for party in pledge.doers for w in party.words}
    return bool(names & roots(now.text))


def _offends(now: Matter, pledge: Matter, tied: Tie) -> bool:
    """True where what was to be left undone is done."""
    if pledge.says.lower().startswith(("not ", "never ")):
        return tied.deed and len(tied) > 1
    return bool(now.told & cues()["offend"]) and (now.published or 0) > (pledge.published or 0) and "undone" not in uses(now.text)
