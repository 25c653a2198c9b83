"""Two parties' numbers for one thing where the second leaves out of what: it inherits that from the nearest count before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.model.function import FunctionKind
from dateline.stories.changes_matter import Matter, Sight, cues, root
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import alike, compare, not_telling, rarity
from dateline.stories.counts import SPAN, TELLING, counted_words, counting_subject
from dateline.stories.numbers_told import number_of
from dateline.stories.two_counters import elsewhere

SURELY, BESIDE, PLAINLY = 0.5, 0.2, 0.9  # how surely one of the two counts, and the other at least
LEAST_TIMES, MOST_TIMES = 1.05, 15  # two numbers nearer than this are one; further apart they are of two things
BACK, FURTHER = 2, 4  # sentences between the two, where no other number stands between them
MOST_FRESH = 1
NEAR = 2  # times within which one count is enough for both
AIMS: tuple[FunctionKind, ...] = ("asks", "pledge", "threat", "ahead")
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBER = re.compile(r"(?<![\w.,$€£-])(\d[\d,]*(?:[.:]\d+)?|[A-Za-z]+(?:-[a-z]+)?)(?: (hundred|thousand|million|billion))?(?![\w-])")
_BARE = re.compile(
    r"\s*(?:[.,;:!?”\"’)—–]|$)|\s+(?:and|but|or|by|for|when|while|whereas|after|since|because|as|instead|so|not|rather|in all|altogether|"
    r"of (?:them|these|those)(?=[.,;]|$)|people(?=[.,;]|$))(?!\w)"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_BEFORE_DATE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|sept|article|resolution|"
    r"route|highway|line|number one|no|page|day|round|week|year|level|unit|district|zone|room|channel|aged?|to [a-z]+ at) $",
    re.IGNORECASE,
)
HOURS = 12
_CLOCK = re.compile(
    r"\b(?:(?:at|by|until|till|from) (?:about |around )?|(?:half|quarter|minutes) (?:past|to) |(?:five|ten|twenty|twenty-five) past )$",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r" (?:minutes past|minutes to|past) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)\b"
)
_PUT = re.compile(r"\b(?:put|puts|stand\w*|stood|estimat\w*|giv\w+|gave|remain\w*)\b", re.IGNORECASE)
_THERE = re.compile(r"\bthere (?:are|were|is|was) (?:\w+ )?$", re.IGNORECASE)
_SAID_OF = re.compile(r"\b(?:number|count|tally|total|toll|figure) of (?!them\b|those\b)(?!$)", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of (?:them|these|those)\b")
_RATE = re.compile(r"\b(?:a|per|each|every) (?:day|week|month|year|hour|night)\b|\bdaily\b", re.IGNORECASE)
AIMED = re.compile(r"\b(?:would|should|will|want\w*|demand\w*|propos\w*|plan\w*|offer\w*|could|might|vot\w+)\b", re.IGNORECASE)
THEN = re.compile(r"\b(?:had|earlier|previously|first|initially|last year|a year ago|ago|more|another|further|others)\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:in|near|at|outside|around) (?:the )?([^\W\d_a-z][\w'’-]+)")
_ARTICLES = frozenset(("the", "and", "for"))
_STILL_HE = re.compile(r"\W*(?:On \w+,? )?(?:he|she|they|we|I)\b", re.IGNORECASE)  # who spoke before
_NAME = re.compile(r"(?<=[a-z,] )[^\W\d_a-z][\w'’-]+")
_CUT = re.compile(r"[,;:]| and | but | while ")
_WORD = re.compile(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: where it stands, and whether nothing that it would count follows it."""

    value: float
    start: int
    end: int
    bare: bool


def spoken(sight: Sight) -> list[Matter]:
    """The sentences of a report in their order, each once."""
    said = {each.sentence: each for each in sight.matters if each.noun == "sentences" and each.reply is None}
    return sorted(said.values(), key=lambda each: each.sentence.start)


def differ(sight: Sight, kept: Iterable[Found]) -> Iterator[Found]:
    """Where somebody counts by a bare number what a sentence shortly before counts otherwise, and nothing else tells it."""
    told = {each.now.sentence for each in kept if each.kind == "figures-differ"}
    said = spoken(sight)
    for at, now in enumerate(said):
        if now.sentence in told or at == 0:
            continue
        back = FURTHER if counts_by_verb(now) else BACK
        before = next((each for each in reversed(said[max(0, at - back) : at]) if numbers_in(each.text)), None)
        if before is not None and _answered(now, before):
            yield Found("figures-differ", now, before, compare(now, before, one_story=True))


def _answered(now: Matter, before: Matter) -> bool:
    """True where the bare number of ``now`` counts what a number of ``before`` does, by somebody else, and both cannot be right."""
    mine = [each for each in numbers_in(now.text) if each.bare]
    theirs = numbers_in(before.text)
    if len(mine) != 1 or not theirs:
        return False
    times = _times(mine[0].value, theirs[0].value)
    if not LEAST_TIMES < times <= MOST_TIMES or not _counting(now, before, times) or _aims(now, mine[0]):
        return False
    if _aims(before, theirs[0]) and not _OF_THEM.match(now.text, mine[0].end):
        return False  # "there are 140 of them": of those whose release is demanded
    if (_RATE.search(now.text) and not _RATE.search(before.text)) or THEN.search(now.text):
        return False
    if SPAN.search(now.text) and not SPAN.search(before.text):
        return False  # "last March": at another time
    who = counter_of(now)
    if elsewhere(now, before) or any(name not in before.text and root(name) not in who for name in _AT.findall(now.text)):
        return False  # another place is named
    return by_two(now, before) and _nothing_else(now, before, mine[0])


def _times(one: float, other: float) -> float:
    small, large = sorted((one, other))
    return large / small


def _counting(now: Matter, before: Matter, times: float) -> bool:
    """True where the second counts, or the first where the numbers lie near each other, and the other one does so at least a little."""
    mine, theirs = (each.does("count", "denies") for each in (now, before))
    if now.does("count") >= PLAINLY and counts_by_verb(now):
        return before.teller is not None or before.does("count", "denies", "accuses", "asks") >= BESIDE
    if times <= NEAR:  # who accuses counts beside it
        mine, theirs = (each.does("count", "denies", "accuses") for each in (now, before))
        return _told_by(now) and min(mine, theirs) >= BESIDE and max(mine, theirs) >= SURELY
    return _told_by(now) and min(mine, theirs) >= BESIDE and mine >= SURELY


def counts_by_verb(each: Matter) -> bool:
    """True where a verb of counting or saying stands over the bare number: "the governor spoke of thirty"."""
    return any(counting_subject(each.text, each.text[one.start : one.end]) is not None for one in numbers_in(each.text) if one.bare)


def _told_by(each: Matter) -> bool:
    """True where a sentence gives somebody's word, and not only what he has: "the union has twelve" of the seats."""
    return each.teller is not None or counts_by_verb(each) or bool(_PUT.search(each.text))


def _aims(each: Matter, number: Number) -> bool:
    """True for a number that is wanted, promised or proposed, by the sentence or by the clause of the number."""
    return each.does(*AIMS) >= SURELY or AIMED.search(_clause(each.text, number)) is not None


def _clause(text: str, number: Number) -> str:
    return text[: number.end] + _CUT.split(text[number.end :])[0]


def by_two(now: Matter, before: Matter) -> bool:
    """True where the second is somebody's count, and not that of the one who counted before."""
    mine, theirs = counter_of(now), counter_of(before)
    if not mine or _STILL_HE.match(now.text):
        return False
    named = [each for each in now.doers if each.words & mine]
    others = [each for each in before.doers if each.words & theirs]
    return not mine & theirs and not any(alike(one, other) for one in named for other in others)


def counter_of(each: Matter) -> frozenset[str]:
    """The folded words of the one whose count a sentence gives."""
    number = next((each for each in numbers_in(each.text)), None)
    subject = counting_subject(each.text, each.text[number.start : number.end]) if number is not None else None
    words = frozenset(root(token) for token in _WORD.findall(subject or "")) - not_telling() - counted_words() - cues()["count"]
    parties = ([each.teller] if each.teller is not None else []) + list(each.doers)
    named = (party.words - not_telling() - _ARTICLES for party in parties)
    return words - _ARTICLES or next((found for found in named if found), frozenset())


def _nothing_else(now: Matter, before: Matter, number: Number) -> bool:
    """True where the clause of the number tells of nothing but the count and whose it is."""
    words = frozenset(root(token) for token in _WORD.findall(_clause(now.text, number)))
    left = words - before.words - counter_of(now) - not_telling() - counted_words() - cues()["count"]
    left -= frozenset(word for party in now.doers for word in party.words)
    left -= frozenset(root(name) for name in _NAME.findall(now.text))  # a place was looked for before
    return sum(not word[0].isdigit() and len(word) > 2 and rarity(word) >= TELLING for word in left) <= MOST_FRESH


@lru_cache(maxsize=20_000)
def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers from two on that a text tells, but for years and days of a month."""
    found = []
    for match in _NUMBER.finditer(text):
        value = number_of(match[1]) if ":" not in match[1] and match[1].lower() not in ("a", "an", "one") else None
        if value is None or (match[2] is None and _YEAR.match(match[1])) or _BEFORE_DATE.search(text[: match.start()]):
            continue
        if value * _SCALE.get(match[2] or "", 1.0) < 2:
            continue
        if not match[2] and value <= HOURS and _CLOCK.search(text[: match.start()]) and not _PUT.search(text[: match.start()]):
            continue
        if _MINUTES.match(text, match.end()):
            continue
        bare = _BARE.match(text, match.end()) is not None and not _SAID_OF.search(text[: match.start()])
        if _OF_THEM.match(text, match.end()) and not _THERE.search(text[: match.start()]):
            bare = False  # "two of them": a part
        found.append(Number(value * _SCALE.get(match[2] or "", 1.0), match.start(), match.end(), bare))
    return tuple(found)
