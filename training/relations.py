"""Which sentences of a situation may tell a change together: of one report, or of a report and an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from dateline.model.change import ChangeKind
from dateline.model.function import FunctionKind
from dateline.stories.bare_numbers import spoken
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.likeness import Index
from dateline.stories.sequels import near

KINDS: tuple[ChangeKind, ...] = (
    "figure-revised", "figures-differ", "claim-contradicted", "pledge-acted-on", "pledge-repeated", "pledge-contradicted",
    "pledge-withdrawn", "took-place", "carried-out", "admitted", "position-turned", "position-against-act", "done-after-ruled-out",
    "correction",
)  # fmt: skip
BARELY = 0.2  # how probably a sentence does something, to be remembered for it
POOLS: tuple[tuple[tuple[FunctionKind, ...], int, int], ...] = (
    ((), 10, 4),
    (("count",), 5, 4),
    (("pledge", "again", "threat", "ahead"), 7, 5),
    (("for", "against", "refuses", "denies", "accuses", "asks"), 4, 2),
)  # of the earlier sentences that do one of these, how many a new one is held against: most like it, and like its report's opening
OPENING = 2  # sentences behind the headline that say what a report is about


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is remembered: its report's reading, headline and opening, its place in the report."""

    told: Matter
    reading: int
    headline: str
    opening: str
    place: int


@dataclass(frozen=True, slots=True)
class Two:
    """Two sentences read together: the earlier one, and the later one of its report or of a later report."""

    before: Said
    now: Said

    @property
    def within(self) -> bool:
        """True where one report tells both."""
        return self.before.reading == self.now.reading

    @property
    def alone(self) -> bool:
        """True for one sentence, which may tell both sides itself."""
        return self.before is self.now

    @property
    def days(self) -> int:
        """How many days lie between the two reports."""
        return (self.now.told.published or 0) - (self.before.told.published or 0)

    def texts(self) -> tuple[str, str]:
        """What a reader of both is given: each with its headline, the later one with how far behind the earlier one it is."""
        now, before = self.now, self.before
        if self.alone:
            return now.told.text, f"one sentence | {now.headline} |"
        if self.within:
            return before.told.text, f"same report, {now.place - before.place} on | {now.headline} | {now.told.text}"
        return f"{before.headline} | {before.told.text}", f"{self.days} days later | {now.headline} | {now.told.text}"


@dataclass(slots=True)
class Past:
    """The sentences of a situation; which are most like a text is looked for once a report."""

    _told: list[Said] = field(default_factory=list)
    _texts: set[str] = field(default_factory=set)
    _words: Index = field(default_factory=Index)
    _ranked: dict[str, list[int]] = field(default_factory=dict)

    def remember(self, sight: Sight) -> None:
        """Takes in the sentences of a report."""
        self._ranked.clear()
        for each in said(sight):
            self._words.add(each.told.text)
            self._texts.add(each.told.text)
            self._told.append(each)

    def has(self, text: str) -> bool:
        """True for a sentence that was told word for word."""
        return text in self._texts

    def likest(self, now: Said) -> list[Said]:
        """The sentences of earlier reports that are most like ``now`` and its report's opening, of each of ``POOLS`` some."""
        numbers: dict[int, None] = {}
        for does, *most in POOLS:
            for text, many in zip((now.told.text, now.opening), most, strict=True):
                fitting = (each for each in self._by_likeness(text) if not does or self._told[each].told.does(*does) >= BARELY)
                numbers.update(dict.fromkeys(islice((each for each in fitting if near(now.told, self._told[each].told)), many)))
        return [self._told[number] for number in numbers]

    def _by_likeness(self, text: str) -> list[int]:
        if text not in self._ranked:
            found = self._words.like(text)
            self._ranked[text] = sorted(found, key=lambda number: (-found[number], -number))
        return self._ranked[text]


def said(sight: Sight) -> list[Said]:
    """The sentences of a report in their order."""
    told = spoken(sight)
    opening = " ".join(each.text for each in told[: OPENING + 1])
    return [Said(each, sight.reading, sight.headline, opening, at) for at, each in enumerate(told)]


def candidates(sight: Sight, past: Past) -> Iterator[Two]:
    """Every two sentences that are looked at: each of a report with those before it, and with those of earlier reports that are like it.

    What an earlier report has told word for word is not looked at again.
    """
    own = said(sight)
    new = [not past.has(each.told.text) for each in own]
    for at, now in enumerate(own):
        yield from (Two(before, now) for before in own[: at + 1] if new[at] or new[before.place])
        if new[at]:
            yield from (Two(before, now) for before in past.likest(now))
