"""One sentence whose two halves count one thing by two: "some 4,000 walked behind the coffins, the church said; police thought 2,000"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.stories.bare_numbers import AIMED, LEAST_TIMES, MOST_TIMES, Number, spoken
from dateline.stories.changes_matter import Sight, root
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import compare, rarity
from dateline.stories.count_pairs import counted_in
from dateline.stories.counts import TELLING
from dateline.stories.fates import fates
from dateline.stories.two_counters import AT_FIRST, HAD_SAID

MOST_FRESH = 2  # telling words that follow the second number and that the first half does not have
_BORDER = re.compile(
    r";\s+(?:but |while )?|,?\s+(?:while|whereas)\s+|,\s+(?:but|and|although)\s+|"
    r"(?<=[a-z])\s+(?:and|against|but)\s+(?=(?:only |about |some )?\d)"
)
_BY_WORD = re.compile(
    r"\b(?:sa(?:id|ys?)|according to|count(?:ed|s)?|puts?|sp(?:oke|eaks?) of|thought|thinks?|believe[sd]?|estimate[sd]?|reckon(?:s|ed)?|"
    r"claim(?:s|ed)?|admit(?:s|ted)?|acknowledge[sd]?|confirm(?:s|ed)?|gives?|gave|registered|recorded|listed|"
    r"lists?|saw|insist(?:s|ed)?|ha(?:s|d|ve) a list of)\b"
)
_ONCE = re.compile(
    r"\b(?:earlier|previously|first|initially|last year|ago|another|a further|others|(?:\d|\w) more)\b(?! than)", re.IGNORECASE
)
_SAME_VOICE = re.compile(r"\W*(?:he|she|it|they|who|which|its|their|his|her)\b(?! (?:admit|acknowledg|conced))", re.IGNORECASE)
_TIMES_AS = re.compile(
    r"\b(?:half|twice|three times|double) (?:as (?:many|much)|that (?:many|number)|the (?:number|figure))\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"\W*(?:\w+ )?(?:in|near|at|outside|around|[a-z]+ of) (?:the )?[^\W\d_a-z]")
_NEXT = re.compile(r"[,;.]|\s(?:and|but|while|according)\s")
_WORD = re.compile(r"[^\W_][\w'’-]*")


def differ(sight: Sight, kept: Iterable[Found]) -> Iterator[Found]:
    """The sentences of a report in which two parties count one thing otherwise, where nothing else tells it."""
    known = {each.now.sentence for each in kept if each.kind == "figures-differ"}
    for sentence in spoken(sight):
        if sentence.sentence not in known and parts(sentence.text):
            yield Found("figures-differ", sentence, sentence, compare(sentence, sentence, one_story=True))


def parts(text: str) -> bool:
    """True for a sentence whose two halves tell two counts of one thing, each by somebody's word."""
    return any(_part(text[: border.start()], text[border.end() :]) for border in _BORDER.finditer(text))


def _part(first: str, second: str) -> bool:
    if not (_BY_WORD.search(first) and _BY_WORD.search(second)) or _SAME_VOICE.match(second):
        return False
    if any(told.search(half) for told in (AIMED, _ONCE, AT_FIRST, HAD_SAID) for half in (first, second)):
        return False
    if not fates(second) <= fates(first) or not counted_in(first):
        return False
    mine = counted_in(second)
    if not mine:
        return _TIMES_AS.search(second) is not None
    if len(mine) > 1 or _ELSEWHERE.match(second, mine[0].end):
        return False
    return _of_one(mine[0], counted_in(first)) and _fresh(first, second, mine[0]) <= MOST_FRESH


def _of_one(number: Number, others: Iterable[Number]) -> bool:
    """True for a number that is another one than all of ``others``, and near enough to the nearest of them."""
    times = [max(number.value, each.value) / max(1.0, min(number.value, each.value)) for each in others]
    return LEAST_TIMES < min(times) <= MOST_TIMES


def _fresh(first: str, second: str, number: Number) -> int:
    """How many telling words are told of the second number alone."""
    rest = second[number.end :]
    border = _NEXT.search(rest)
    told, known = ({root(word) for word in _WORD.findall(text)} for text in (rest[: border.start()] if border else rest, first))
    return sum(rarity(word) >= TELLING and not any(word[:4] == other[:4] for other in known) for word in told)
