"""Stories as they grow: each report put where it belongs when it comes, stories merged and split as more is known.

All in memory; ``book.py`` keeps it in a store. What a person decided (``pin``, ``shape``) is kept to: a pinned report never moves, a
story that a person has shaped is never split, and no two such stories are merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.stories.copies import Copies, Shared, text_of
from dateline.stories.groups import parted
from dateline.stories.settings import KINDS, Settings
from dateline.stories.sketch import Sketch
from dateline.stories.window import HALF, UNDATED, Asked, Positions, Window

LEAD, HOME, DENIAL = (KINDS.index(kind) for kind in ("lead", "home", "denial"))
NEAREST = 48  # reports that a new one is first held against
FEWEST = 2  # stories that there must be before one can be far ahead of the others
FEW = 2  # reports of a story that may be put to a larger one later
LARGEST_SPLIT = 400  # a story with more reports is no longer taken apart


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a report belongs: the story (None: a new one), its likeness to it, the nearest report, others like enough as well.

    ``copies`` are the reports whose text it shares, the closest first.
    """

    story: int | None
    asked: Asked
    likeness: float
    nearest: int | None
    others: tuple[int, ...]
    copies: tuple[tuple[int, Shared], ...]


class Gathering:
    """The reports of a window and the stories they are in, by position and by the story's number."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.window = Window(settings)
        self.settings = self.window.settings
        self.copies = Copies(self.settings)
        self.story_of: list[int] = []
        self.members: dict[int, list[int]] = defaultdict(list)
        self.pinned: set[int] = set()
        self.shaped: set[int] = set()

    def __len__(self) -> int:
        return len(self.window)

    def choose(self, sketch: Sketch) -> Choice:
        """Where a report that is not here yet belongs; nothing is changed."""
        asked = self.window.ask(sketch)
        copies = self._copies(asked)
        near = self.window.nearest(asked, NEAREST)
        if not len(near):
            return Choice(self.story_of[copies[0][0]] if copies else None, asked, 0.0, None, (), tuple(copies))
        likeness = self.window.likeness(asked, near)
        order = np.argsort(-likeness, kind="stable")
        stories = list(dict.fromkeys(self.story_of[near[at]] for at in order))[: self.settings.stories]
        means = self._means(asked, stories)
        ranked = sorted(zip(stories, means, strict=True), key=lambda each: -each[1])
        enough = [(story, mean) for story, mean in ranked if mean >= self.settings.join]
        nearest = int(near[order[0]])
        if copies:
            story = self.story_of[copies[0][0]]
            mean = dict(ranked).get(story, copies[0][1].containment)
            return Choice(story, asked, mean, copies[0][0], tuple(each for each, _ in enough if each != story), tuple(copies))
        if not enough and (told := self._told_there(asked, ranked)) is not None:
            return Choice(told[0], asked, told[1], nearest, (), ())
        if not enough:
            return Choice(None, asked, ranked[0][1], nearest, (), ())
        return Choice(enough[0][0], asked, enough[0][1], nearest, tuple(story for story, _ in enough[1:]), ())

    def _told_there(self, asked: Asked, ranked: Sequence[tuple[int, float]]) -> tuple[int, float] | None:
        """The first of the ``ranked`` stories, where it is far ahead of the second: for denials, and what was seen on the spot."""
        rules, (best, mean) = self.settings, ranked[0]
        second = max([0.0, *(each for _, each in ranked[1:2])])
        if asked.crowd < HALF or len(self.members) < FEWEST or mean < rules.there or mean - second < rules.ahead:
            return None
        mine = any(len(asked.sketch.of_kind(kind)) for kind in (HOME, DENIAL))
        there = mine or all(self.window.has(at, HOME) for at in self.members[best])
        return ranked[0] if there else None

    def _copies(self, asked: Asked) -> list[tuple[int, Shared]]:
        """The reports whose text is told again; where little of it is, those that are like it in what they tell first as well."""
        related = [(at, both) for at, both in self.copies.related(text_of(asked.sketch)) if self._open(at, asked.sketch.day)]
        if all(both.is_copy(self.settings) for _, both in related):
            return related
        alike = self.window.features(asked, np.array([at for at, _ in related], np.int64))[:, LEAD] >= self.settings.alike
        return [(at, both) for (at, both), like in zip(related, alike, strict=True) if like or both.is_copy(self.settings)]

    def _open(self, at: int, day: int | None) -> bool:
        return bool(self.window.near(np.array([at], np.int64), day)[0])

    def _means(self, asked: Asked, stories: Sequence[int]) -> list[float]:
        """The mean likeness to the reports of each story, those nearest in time where there are many; in a crowd the nearest counts more.

        Who tells there what a village saw has most in common with the first news of it, and little with all that was said since.
        """
        most = asked.crowd * self.settings.nearest
        samples = [self.sample(story, asked.sketch.day) for story in stories]
        likeness = self.window.likeness(asked, np.concatenate(samples))
        ends = np.cumsum([len(sample) for sample in samples])
        return [float((1 - most) * part.mean() + most * part.max()) for part in np.split(likeness, ends[:-1])]

    def sample(self, story: int, day: int | None) -> Positions:
        """Some of a story's reports: those nearest in time to ``day``, the latest to come where that is unknown."""
        members, most = self.members[story], self.settings.sample
        where = np.array(members[-8 * most :], np.int64)
        if len(where) <= most:
            return where
        if day is None:
            return where[-most:]
        days = self.window.days(where)
        apart = np.where(days == UNDATED, 0, np.abs(days.astype(np.int64) - day))
        return np.sort(where[np.argsort(apart, kind="stable")[:most]])

    def add(self, article: str, sketch: Sketch, story: int, choice: Choice | None = None) -> int:
        """Takes a report in as one of ``story``; gives its position. ``choice`` spares work where it was made just now."""
        at = self.window.add(article, sketch, choice.asked.lengths if choice is not None else None)
        self.copies.add(at, text_of(sketch))
        self.story_of.append(story)
        self.window.put(at, story)
        self.members[story].append(at)
        return at

    def sketch(self, at: int) -> Sketch:
        """The features of the report at ``at``, as they are held here."""
        return self.window.sketch(at)

    def same(self, story: int, other: int) -> bool:
        """True where two stories are one: their reports are on the mean as like each other as those of one story."""
        if story in self.shaped and other in self.shaped:
            return False
        some = self.sample(story, None)
        told = [float(self.window.likeness(self.window.ask(self.sketch(int(at))), self.sample(other, None)).mean()) for at in some]
        return bool(told) and sum(told) / len(told) >= self.settings.join

    def is_small(self, story: int) -> bool:
        """True for a story of one or two reports that no person has shaped."""
        return 0 < len(self.members.get(story, ())) <= FEW and story not in self.shaped

    def attachable(self, story: int) -> int | None:
        """The story of three or more reports that ``story``, of one or two, is like enough to belong to; None where there is none."""
        members = self.members[story]
        if not self.is_small(story):
            return None
        asked = [self.window.ask(self.sketch(at)) for at in members]
        near = [int(at) for each in asked for at in self.window.nearest(each, NEAREST)]
        large = [other for other in dict.fromkeys(self.story_of[at] for at in near) if other != story and len(self.members[other]) > FEW]
        large = large[: self.settings.stories]
        if not large:
            return None
        means = np.mean([self._means(each, large) for each in asked], axis=0)
        best = int(np.argmax(means))
        return large[best] if means[best] >= self.window.attach else None

    def move(self, positions: Iterable[int], story: int) -> None:
        """Puts reports into another story."""
        for at in positions:
            self.members[self.story_of[at]].remove(at)
            self.story_of[at] = story
            self.window.put(at, story)
            self.members[story].append(at)

    def fall_apart(self, story: int) -> list[list[int]]:
        """The groups that leave ``story``, its largest or earliest group staying; none where it holds together or a person shaped it."""
        members = self.members[story]
        if story in self.shaped or not self.settings.least <= len(members) <= LARGEST_SPLIT:
            return []
        parts = parted(self.window, list(range(len(members))), members)
        parts.sort(key=lambda part: (-len(part), part[0]))
        return [[members[each] for each in part] for part in parts[1:]]

    @property
    def nbytes(self) -> int:
        """Bytes of memory, by and large."""
        return self.window.nbytes + self.copies.nbytes + 150 * len(self.story_of)


def is_due(size: int, least: int) -> bool:
    """True for the sizes at which a growing story is looked at again: every fourth at first, ever more rarely later."""
    return size >= least and (size - least) % max(4, 1 << max(2, (size // 4).bit_length() - 1)) == 0
