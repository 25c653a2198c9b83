"""Two sentences of a report that may count one thing otherwise: what is seen of both, and how probably they do."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dateline.model.function import FunctionKind
from dateline.stories import answers
from dateline.stories.bare_numbers import AIMED, THEN, Number, by_two, counter_of, counts_by_verb, numbers_in, spoken
from dateline.stories.changes_matter import Matter, Sight, root, sides_told
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import compare, rarity
from dateline.stories.claim_pairs import FARTHEST, LONG, OPENING, layout, paragraphs
from dateline.stories.counts import TELLING, counting_subject
from dateline.stories.rejoinders import carried
from dateline.stories.two_counters import AT_FIRST, HAD_SAID, LYING, elsewhere
from dateline.stories.weighing import weighed

BACK = 4  # sentences between two counts
SURE = 0.6  # how probable it must be that two counts differ which no rule holds against each other
COUNTED = 0.5  # how probably a sentence counts that tells what should be: "400 observers would be enough"
MOST_TIMES, MOST_FRESH = 4.0, 6  # a logarithm, words: from which on more makes no difference
OF_LATER: tuple[FunctionKind, ...] = ("count", "pledge", "done")
OF_EARLIER: tuple[FunctionKind, ...] = ("count", "pledge", "accuses")
_TIME = re.compile(
    r"[ -](?:\w+ )?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|a\.?m\.|p\.?m\.)\b", re.IGNORECASE
)
_SOME = re.compile(r" (?:\w+ )?of the (?:dead|killed|victims|wounded|injured|missing|bodies|detained|arrested|displaced)\b", re.IGNORECASE)
_AGO = re.compile(r"\b(?:days?|weeks?|months?|years?) ago\b[^.;]*\bhad\b", re.IGNORECASE)
_OWN_SIDE = re.compile(r"\b(?:its|their) own (?:side|territory|soil|part|bank)\b", re.IGNORECASE)
_NAMED = re.compile(r"[^\W\d_a-z][\w'’-]+, $")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_TOTAL = re.compile(r"\b(?:total|toll|number|figures?|counts?|counted|estimat\w+|puts?|list|names)\b", re.IGNORECASE)


def candidates(told: Sequence[Matter]) -> Iterator[tuple[int, int]]:
    """Each sentence that tells a number, by its place, with each before it that does and can be contradicted by it."""
    counting = [at for at, each in enumerate(told) if counted_in(each.text) and not _counted_then(each.text)]
    for now in counting:
        for before in counting:
            near = before < now and (now - before <= BACK or before < OPENING)
            aimed = AIMED.search(told[before].text) is not None and told[before].does("count") < COUNTED
            if near and not aimed and not _agree(told[now].text, told[before].text) and _of_one_thing(told[now], told[before]):
                yield now, before


def _of_one_thing(now: Matter, before: Matter) -> bool:
    """False for what rules know to be no count of the same: of another place, of the other side, bodies of which some were seen."""
    sides = [sides_told(each) for each in (now, before)]
    if any(_OWN_SIDE.search(each.text) for each in (now, before)):
        return False
    if elsewhere(now, before) or (all(sides) and not sides[0] & sides[1]):
        return False
    largest = [max(each.value for each in counted_in(text)) for text in (now.text, before.text)]
    return LYING.search(now.text) is None or largest[0] > largest[1]


@lru_cache(maxsize=5_000)
def counted_in(text: str) -> tuple[Number, ...]:
    """The numbers of a text that count something whole: no spans of time, no ages, no "five of the dead"."""
    whole = (each for each in numbers_in(text) if not _TIME.match(text, each.end) and not _SOME.match(text, each.end))
    return tuple(each for each in whole if not _aged(text, each))


def _aged(text: str, number: Number) -> bool:
    """True for an age behind a name: "said Rosa Vega, 17, who"."""
    return _NAMED.search(text, 0, number.start) is not None and bool({",", "."} & set(text[number.end - 1 : number.end + 1]))


def _counted_then(text: str) -> bool:
    """True for what was counted before and holds no longer: "a first count had spoken of seven"."""
    return any(told.search(text) is not None for told in (AT_FIRST, HAD_SAID, _AGO))


def _agree(now: str, before: str) -> bool:
    """True for sentences that tell one number, or of which the one tells the parts of the other's sum."""
    mine, theirs = ({each.value for each in counted_in(text)} for text in (now, before))
    return (
        mine <= theirs or theirs <= mine or any(len(parts) > 1 and sum(parts) in whole for parts, whole in ((mine, theirs), (theirs, mine)))
    )


def features(told: Sequence[Matter], pairs: Sequence[tuple[int, int]]) -> list[list[float]]:
    """What is seen of each pair, in the order of the trees' columns; ``told`` are the sentences of a report in order."""
    blocks = paragraphs(told)
    return [
        [*list(layout(now, before, blocks))[:2], min(now - before, FARTHEST) / FARTHEST, *_of_both(told[now], told[before])]
        for now, before in pairs
    ]


def _of_both(now: Matter, before: Matter) -> Iterator[float]:
    yield from (now.does(kind) for kind in OF_LATER)
    yield from (before.does(kind) for kind in OF_EARLIER)
    yield from (float(answers.said(each)) for each in (now, before))
    yield float(before.teller is not None and before.teller.firm)
    yield len(before.text) / LONG
    yield from _numbers(now, before)
    yield float(by_two(now, before))
    yield float(now.teller is not None and before.teller is not None and not answers.one_side(now.teller, before.teller))
    yield from (float(told.search(each.text) is not None) for told in (THEN, AIMED) for each in (now, before))
    yield float(counts_by_verb(now))
    yield float(_TOTAL.search(now.text) is not None)
    yield _fresh(now, before)


def _numbers(now: Matter, before: Matter) -> Iterator[float]:
    """How many times the one number is the nearest and the first of the other sentence, which are bare, which follow a verb of counting."""
    mine, theirs = counted_in(now.text), counted_in(before.text)
    own = next((each for each in mine if each.bare), mine[0])
    nearest = min(theirs, key=lambda each: _times(own, each))
    yield from (min(_times(own, each), MOST_TIMES) for each in (nearest, theirs[0]))
    yield from (float(own.bare), float(nearest.bare))
    for each, number in ((now, own), (before, nearest)):
        yield float(counting_subject(each.text, each.text[number.start : number.end]) is not None)


def _times(one: Number, other: Number) -> float:
    return abs(math.log(max(one.value, 1.0) / max(other.value, 1.0)))


def _fresh(now: Matter, before: Matter) -> float:
    """How many telling words the later sentence has of its own."""
    mine, theirs = ({root(token) for token in _WORD.findall(each.text)} for each in (now, before))
    left = mine - theirs - counter_of(now)
    return min(sum(not word[0].isdigit() and len(word) > 2 and rarity(word) >= TELLING for word in left), MOST_FRESH) / MOST_FRESH


def differing(told: Sequence[Matter]) -> dict[tuple[int, int], float]:
    """How probably each sentence of a report counts otherwise what one before it counts, by their places in ``told``: of all that may."""
    pairs = list(candidates(told))
    return dict(zip(pairs, weighed("counts", features(told, pairs)), strict=True))


def differ(sight: Sight, kept: Iterable[Found]) -> Iterator[Found]:
    """Where the trees are sure enough that a sentence counts what an earlier one counts otherwise, and nothing else tells it."""
    known = {each.now.sentence for each in kept if each.kind == "figures-differ"}
    told = carried(spoken(sight))
    best: dict[int, tuple[float, int]] = {}
    for (now, before), chance in differing(told).items():
        if chance >= SURE and told[now].sentence not in known:
            best[now] = max(best.get(now, (0.0, before)), (chance, before))
    for now, (_, before) in best.items():
        yield Found("figures-differ", told[now], told[before], compare(told[now], told[before], one_story=True))
