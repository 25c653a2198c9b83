"""What a sentence does to one told before, where no rule tells it: revises a count, keeps a pledge; weighed by trees."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dateline.model.change import ChangeKind
from dateline.model.function import FUNCTIONS, FunctionKind
from dateline.store.moments import day_number
from dateline.stories import answers
from dateline.stories.bare_numbers import numbers_in, spoken
from dateline.stories.changes_matter import Matter, Party, Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import any_alike, capitals, compare, families, one_state, rarity, shared_words
from dateline.stories.fates import EARLIER, FATES, fates, marks, one_more, ordinals
from dateline.stories.likeness import Index, cosine
from dateline.stories.sentence_words import TELLING, roots, tie_of
from dateline.stories.weighing import Scales, weighed

COUNTED: ChangeKind = "figure-revised"
_HAS = re.compile(r"\b(?:has|have|had) (?:promised|pledged|vowed|offered|agreed|undertaken|threatened|announced|said)\b", re.IGNORECASE)
ONCE: tuple[ChangeKind, ...] = ("admitted", "carried-out")  # what a report tells once
ALIKE = 2  # the same of two reports, of what is told once
TIED = 3  # telling words in common that make two sentences of one report tell one change
GROWN = 0.1  # how probable a revised toll must be that its sentence says has grown
RECALLED = 0.5  # how probably a sentence recalls what was, or gives a word again
BARELY = 0.2  # how probably a sentence does one of what a sequel needs, to be looked at
LIKEST, AROUND = 8, 5  # sentences of earlier reports that are most like a new one, and like its report's opening, which it is held against
MEMORY = 120  # days
LONG = 200  # characters: from which on more makes no difference
FAR = 4.0  # a logarithm: as many times apart two numbers are where there is none
UNSET = 99  # days since a day that no sentence sets


@dataclass(frozen=True, slots=True)
class Sequel:
    """A change by what two sentences do: its trees, what the later and the earlier one must do, from when it is sure.

    ``recalled`` where a report may tell both sides itself: what it recalls, and what is new; ``by_others`` where another party may do it;
    ``in_time`` where it cannot be before the day that the earlier sentence sets.
    """

    kind: ChangeKind
    scales: Scales
    now: tuple[FunctionKind, ...]
    before: tuple[FunctionKind, ...]
    sure: float
    recalled: bool = False
    by_others: bool = True
    in_time: bool = False


SEQUELS = (
    Sequel("figure-revised", "revised", ("count", "revised"), ("count",), 0.4, recalled=True),
    Sequel("pledge-acted-on", "kept", ("kept", "done"), ("pledge", "again"), 0.4, recalled=True),
    Sequel("pledge-repeated", "repeated", ("again", "pledge"), ("pledge", "again"), 0.5),
    Sequel("pledge-withdrawn", "withdrawn", ("withdrawn", "broken", "refuses"), ("pledge", "again"), 0.5, recalled=True, by_others=False),
    Sequel("took-place", "held", ("done", "ahead"), ("ahead", "pledge"), 0.4),
    Sequel("carried-out", "carried", ("done",), ("threat", "ahead"), 0.5, by_others=False),
    Sequel("admitted", "admitted", ("admits",), ("denies",), 0.4, recalled=True, by_others=False),
    Sequel("pledge-contradicted", "broken", ("broken", "refuses"), ("pledge", "again", "ahead"), 0.6, recalled=True, in_time=True),
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence as it is remembered, with the story and the opening of its report, and the pledge that the record reads in it."""

    told: Matter
    story: int
    opening: str
    pledge: Matter | None = None


@dataclass(slots=True)
class Past:
    """The sentences of a situation, and which sequels each may have; what is most like a text is looked for once a report."""

    _told: list[Spoken] = field(default_factory=list)
    _may: list[frozenset[ChangeKind]] = field(default_factory=list)
    _words: Index = field(default_factory=Index)
    _ranked: dict[str, list[int]] = field(default_factory=dict)
    _reports: dict[str, tuple[int, str]] = field(default_factory=dict)

    def report_of(self, article: str) -> tuple[int, str]:
        """Story and opening of an earlier report."""
        return self._reports.get(article, (-1, ""))

    def remember(self, sight: Sight) -> None:
        """Takes in the sentences of a report."""
        self._ranked.clear()
        told = _of(sight)
        self._reports[sight.article] = (sight.story, _opening(sight, [each.told for each in told]))
        for each in told:
            self._words.add(each.told.text)
            self._told.append(each)
            self._may.append(frozenset(sequel.kind for sequel in SEQUELS if _may_be_followed(each.told, sequel)))

    def likeness(self, text: str) -> float:
        """The cosine (0 to 1) of ``text`` and the sentence most like it."""
        return max(self._words.like(text).values(), default=0.0)

    def likest(self, now: Spoken, sequel: Sequel) -> list[Spoken]:
        """The sentences of earlier reports that are most like ``now``, the likest first."""
        numbers: dict[int, None] = {}
        for text, most in ((now.told.text, LIKEST), (now.opening, AROUND)):
            fitting = (number for number in self._by_likeness(text) if sequel.kind in self._may[number])
            numbers.update(dict.fromkeys(islice((each for each in fitting if near(now.told, self._told[each].told)), most)))
        return [self._told[number] for number in numbers]

    def _by_likeness(self, text: str) -> list[int]:
        if text not in self._ranked:
            found = self._words.like(text)
            self._ranked[text] = sorted((number for number in found if self._may[number]), key=lambda number: (-found[number], -number))
        return self._ranked[text]


def near(now: Matter, before: Matter) -> bool:
    """True for sentences of two reports of which the later one is of the ``MEMORY`` days after the earlier one."""
    known = now.published is not None and before.published is not None
    return now.article != before.article and (not known or 0 <= (now.published or 0) - (before.published or 0) <= MEMORY)


def _of_one(now: Matter, before: Matter) -> bool:
    """True where somebody, or somebody of one state, is named or speaks in both."""
    mine, theirs = _parties(now), _parties(before)
    return bool(any_alike(mine, theirs) or one_state(mine, theirs))


def _may_follow(told: Matter, sequel: Sequel) -> bool:
    """True for a sentence that may do it, but for one that recalls what was: "South Africa has promised 150 observers"."""
    if told.does("past") >= RECALLED or (not sequel.recalled and _HAS.search(told.text) is not None and told.does("again") < RECALLED):
        return False
    counts = sequel.kind == COUNTED and one_more(told.text)
    return counts or told.does(*sequel.now) >= BARELY


def _may_be_followed(told: Matter, sequel: Sequel) -> bool:
    counts = sequel.kind == COUNTED and bool(fates(told.text)) and bool(numbers_in(told.text))
    return counts or told.does(*sequel.before) >= BARELY


def opening_of(sight: Sight) -> str:
    """Headline and first sentences of a report."""
    return _opening(sight, spoken(sight))


def _opening(sight: Sight, told: Sequence[Matter]) -> str:
    return " ".join((sight.headline, *(each.text for each in told[:2])))


def _of(sight: Sight) -> list[Spoken]:
    told = spoken(sight)
    opening = _opening(sight, told)
    pledges = {each.sentence: each for each in reversed(sight.matters) if each.noun == "commitments"}
    return [Spoken(each, sight.story, opening, pledges.get(each.sentence)) for each in told]


def candidates(sight: Sight, past: Past, sequel: Sequel) -> Iterator[tuple[Spoken, list[Spoken]]]:
    """Each sentence of a report that may follow another one, with those that it may follow: of earlier reports, and of its own."""
    own = _of(sight)
    for now in own:
        if not _may_follow(now.told, sequel):
            continue
        within = [each for each in own if sequel.recalled and _may_be_followed(each.told, sequel) and each.told is not now.told]
        listed = [*past.likest(now, sequel), *within]
        before = [each for each in listed if _can_be(now.told, each.told, sequel)]
        if before:
            yield now, before


def _can_be(now: Matter, before: Matter, sequel: Sequel) -> bool:
    """False for what only the party itself can do and another one does, and for a pledge broken though its day is still to come."""
    if not sequel.by_others and not _of_one(now, before):
        return False
    if (sequel.in_time or not sequel.by_others) and not _speaks_of(now, before):
        return False
    return not sequel.in_time or _since(now, before) >= 0


def _speaks_of(now: Matter, before: Matter) -> bool:
    """True where the later sentence names whoever gave his word, or somebody of his state; or where one of both names nobody for sure."""
    gave = [party for party in (before.teller, *before.doers[:1]) if party is not None and party.firm]
    named = [party for party in _parties(now) if party.firm]
    return not gave or not named or bool(any_alike(named, gave) or one_state(named, gave))


def features(now: Spoken, before: Sequence[Spoken], sequel: Sequel, kept: Sequence[Found]) -> list[list[float]]:
    """What is seen of a sentence and of each that it may follow, in the order of the trees' columns."""
    here = {each.kind for each in kept if each.now.sentence == now.told.sentence}
    rest = [float(sequel.kind in here), float(bool(here)), float(len(before)), now.told.does(*sequel.now)]
    return [[*of_both(now, each, rank), *rest, each.told.does(*sequel.before)] for rank, each in enumerate(before)]


def of_both(now: Spoken, before: Spoken, rank: int) -> Iterator[float]:
    """What is seen of two sentences: what each does and where it stands, and in what they are alike."""
    one, other = now.told, before.told
    yield from (one.does(kind) for kind in FUNCTIONS)
    yield from (other.does(kind) for kind in FUNCTIONS)
    yield from (float(one.lead), float(other.lead), float(one.number), float(rank), float(one.article == other.article))
    yield from (len(one.text) / LONG, len(other.text) / LONG)
    yield float((one.published or 0) - (other.published or 0))
    yield _since(one, other)
    yield from _of_words(now, before)
    yield from _of_parties(one, other)
    yield from _of_numbers(one.text, other.text)


def _since(now: Matter, before: Matter) -> float:
    """Days since the day that the earlier sentence sets."""
    day = day_number(before.deadline) if before.deadline is not None else None
    return float((now.published or 0) - day) if day is not None else float(UNSET)


def _of_words(now: Spoken, before: Spoken) -> Iterator[float]:
    """How much both are alike, and their reports; what features say of one thing."""
    one, other = now.told, before.told
    same = compare(one, other, one_story=now.story == before.story)
    yield from (float(now.story == before.story), same.points)
    yield from (same.of(feature) for feature in ("place", "doer", "whom", "words", "name", "day"))
    yield from (cosine(one.text, other.text), cosine(now.opening, other.text), cosine(now.opening, before.opening))
    shared = shared_words(one.words | one.own, other.words | other.own, TELLING)
    yield from (float(len(shared)), max((rarity(word) for word in shared), default=0.0), float(len(tie_of(one.text, other.text))))
    yield float(len(_families(one.text) & _families(other.text)))
    yield float(len(capitals(one.text) & capitals(other.text)))


def _families(text: str) -> frozenset[str]:
    known = families()
    return frozenset(known[word] for word in roots(text) if word in known)


def _of_parties(one: Matter, other: Matter) -> Iterator[float]:
    """Whether one party speaks in both, who is named in both, whether the later one names the earlier one's speaker."""
    mine, theirs = _parties(one), _parties(other)
    both = one.teller is not None and other.teller is not None
    yield (1.0 if answers.one_side(one.teller, other.teller) else -1.0) if both and one.teller and other.teller else 0.0
    yield len(any_alike(mine, theirs)) + 0.5 * len(one_state(mine, theirs))
    yield float(other.teller is not None and bool(any_alike((other.teller,), mine)))


def _parties(told: Matter) -> tuple[Party, ...]:
    return (*told.doers, *((told.teller,) if told.teller is not None else ()))


def _of_numbers(now: str, before: str) -> Iterator[float]:
    """How the numbers of both relate, what both count, and how the later one tells that a count has changed."""
    mine, theirs = ([each.value for each in numbers_in(text)] for text in (now, before))
    first, other = (mine or [0.0])[0], (theirs or [0.0])[0]
    yield from (float(len(mine)), float(len(theirs)), float(len(set(mine) & set(theirs))))
    yield min((_times(one, two) for one in mine for two in theirs), default=FAR)
    yield from (float((first > other) - (first < other)), math.log(max(first, 1.0) / max(other, 1.0)))
    yield float(any(one == two + 1 for one in mine for two in theirs))
    both = fates(now) & fates(before)
    yield from (float(len(both)), float(len(fates(now))), float(len(fates(before))))
    yield from (float(fate in both) for fate in FATES)
    yield from (float(mark) for mark in marks(now))
    yield float(marks(before)[EARLIER])
    yield float(one_more(now))
    yield float(any(one == two + 1 for one in ordinals(now) for two in theirs))


def _times(one: float, other: float) -> float:
    return abs(math.log(max(one, 1.0) / max(other, 1.0)))


def told(sight: Sight, kept: Sequence[Found], past: Past) -> Iterator[Found]:
    """What the trees are sure enough of that ``kept`` does not tell: of each sentence what it most probably follows, each of those once."""
    for sequel in SEQUELS:
        best: list[tuple[float, Spoken, Spoken]] = []
        for now, before in candidates(sight, past, sequel):
            chances = weighed(sequel.scales, features(now, before, sequel, kept))
            chance, at = max((chance, -at) for at, chance in enumerate(chances))
            if chance >= _sure(sequel, now.told, before[-at].told):
                best.append((chance * (1 + now.told.does(*sequel.now)), now, before[-at]))  # of two the one that surely does it
        known = list(kept)
        for _, now, other in sorted(best, key=lambda each: (-each[0], each[1].told.number)):
            given = other.pledge if other.pledge is not None and sequel.kind.startswith("pledge") else other.told  # one pledge, one ledger
            found = Found(sequel.kind, now.told, given, compare(now.told, other.told, one_story=now.story == other.story))
            if not any(_one(found, each) for each in known):
                known.append(found)
                yield found


def _sure(sequel: Sequel, now: Matter, before: Matter) -> float:
    """From when a change is sure: earlier where a sentence says itself that more have died than another one tells."""
    grown = sequel.kind == COUNTED and one_more(now.text) and "dead" in fates(now.text) & fates(before.text)
    return GROWN if grown and now.article != before.article else sequel.sure


def _one(new: Found, told: Found) -> bool:
    """True where a report tells it already: by the same sentence, to what the same report told, or in like words."""
    if told.before is None or new.before is None:
        return False
    both = told.before.article == new.before.article
    if told.now.sentence == new.now.sentence:
        return both or told.kind == new.kind
    if told.kind != new.kind:
        return False
    alike = len(tie_of(new.now.text, told.now.text)) >= TIED
    return new.kind in ONCE or ((both and alike) if new.kind == COUNTED else (both or alike))


def one_news(new: Found, old: Found) -> bool:
    """True where an earlier report told it: a change of the same kind to the same sentence; of what is told once, to the same report."""
    if new.kind != old.kind or old.before is None or new.before is None:
        return False
    if new.kind in ONCE and len(tie_of(new.now.text, old.now.text)) >= ALIKE:
        return new.before.article == old.before.article or bool(any_alike(_parties(new.now), _parties(old.now)))
    return (new.before.article, new.before.sentence) == (old.before.article, old.before.sentence)
