"""Stories as they grow: each report put where it belongs when it comes, stories merged and split as more is known.

All in memory; ``book.py`` keeps it in a store. What a person decided (``pin``, ``shape``) is kept to: a pinned report never moves, a
story that a person has shaped is never split, and no two such stories are merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.stories import belonging
from dateline.stories.copies import Copies, Shared, text_of
from dateline.stories.groups import parted
from dateline.stories.settings import KINDS, Settings
from dateline.stories.sketch import Sketch
from dateline.stories.window import UNDATED, Asked, Positions, Window

LEAD = KINDS.index("lead")
NEAREST, IN_A_CROWD = 48, 96  # reports that a new one is first held against
FEW = 2  # reports of a story that may be put to a larger one later
LARGEST_SPLIT = 400  # a story with more reports is no longer taken apart


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a report belongs: the story (None: a new one), how well it fits it (``_fits``), the nearest report, others like enough as well.

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
        near = self.window.nearest(asked, self._first)
        if not len(near):
            return Choice(self.story_of[copies[0][0]] if copies else None, asked, 0.0, None, (), tuple(copies))
        order = near[np.argsort(-self.window.likeness(asked, near), kind="stable")]
        stories = list(dict.fromkeys(self.story_of[at] for at in order))
        ranked = sorted(zip(stories, self._fits(asked, stories), strict=False), key=lambda each: -each[1])
        enough = [(story, fit) for story, fit in ranked if fit >= self.window.least]
        nearest = int(order[0])
        if copies:
            story = self.story_of[copies[0][0]]
            fit = dict(ranked).get(story, copies[0][1].containment)
            return Choice(story, asked, fit, copies[0][0], tuple(each for each, _ in enough if each != story), tuple(copies))
        if not enough:
            return Choice(None, asked, ranked[0][1], nearest, (), ())
        return Choice(enough[0][0], asked, enough[0][1], nearest, tuple(story for story, _ in enough[1:]), ())

    def _copies(self, asked: Asked) -> list[tuple[int, Shared]]:
        """The reports whose text is told again; where little of it is, those that are like it in what they tell first as well."""
        related = [(at, both) for at, both in self.copies.related(text_of(asked.sketch)) if self._open(at, asked.sketch.day)]
        if all(both.is_copy(self.settings) for _, both in related):
            return related
        alike = self.window.features(asked, np.array([at for at, _ in related], np.int64))[:, LEAD] >= self.settings.alike
        return [(at, both) for (at, both), like in zip(related, alike, strict=True) if like or both.is_copy(self.settings)]

    def _open(self, at: int, day: int | None) -> bool:
        return bool(self.window.near(np.array([at], np.int64), day)[0])

    @property
    def _first(self) -> int:
        return IN_A_CROWD if self.window.crowded else NEAREST

    def _fits(self, asked: Asked, stories: Sequence[int]) -> list[float]:
        """How well the report fits each of the first of ``stories``, judged by the reports nearest in time where there are many.

        That is the mean likeness to its reports; in a crowd how probably it is one of them.
        """
        most = self.settings.listed if self.window.crowded else self.settings.stories
        samples = [self.sample(story, asked.sketch.day) for story in stories[:most]]
        if self.window.crowded:
            return belonging.chances(self.window, asked, samples)
        likeness = self.window.likeness(asked, np.concatenate(samples))
        ends = np.cumsum([len(sample) for sample in samples])
        return [float(part.mean()) for part in np.split(likeness, ends[:-1])]

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
        """True where two stories are one: on the mean the reports of one fit the other as those of one story do."""
        if story in self.shaped and other in self.shaped:
            return False
        told = [self._fits(self.window.ask(self.sketch(int(at))), [other])[0] for at in self.sample(story, None)]
        return bool(told) and sum(told) / len(told) >= self.window.least

    def is_small(self, story: int) -> bool:
        """True for a story of one or two reports that no person has shaped."""
        return 0 < len(self.members.get(story, ())) <= FEW and story not in self.shaped

    def attachable(self, story: int) -> int | None:
        """The story of three or more reports that ``story``, of one or two, is like enough to belong to; None where there is none."""
        members = self.members[story]
        if not self.is_small(story):
            return None
        asked = [self.window.ask(self.sketch(at)) for at in members]
        near = [int(at) for each in asked for at in self.window.nearest(each, self._first)]
        large = [other for other in dict.fromkeys(self.story_of[at] for at in near) if other != story and len(self.members[other]) > FEW]
        if not large:
            return None
        fits = np.mean([self._fits(each, large) for each in asked], axis=0)
        best = int(np.argmax(fits))
        return large[best] if fits[best] >= self.window.attach else None

    def move(self, positions: Iterable[int], story: int) -> None:
        """Puts reports into another story."""
        for at in positions:
            self.members[self.story_of[at]].remove(at)
            self.story_of[at] = story
            self.window.put(at, story)
            self.members[story].append(at)

    def fall_apart(self, story: int) -> list[list[int]]:
        """The groups that leave ``story``, its largest or earliest group staying; none where it holds together or a person shaped it.

        In a crowd none does: what follows a happening differs from the news of it as much as another happening.
        """
        members = self.members[story]
        if self.window.crowded or story in self.shaped or not self.settings.least <= len(members) <= LARGEST_SPLIT:
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
