"""What placing a report costs: reports made up of words by their frequency in English news, a seven-day window filled with them.

``python benchmarks/stories.py [REPORTS]`` (100,000 by default) says median, 95th percentile and memory at that size; no parser, no store.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import numpy as np

from dateline.stories.gathering import Gathering, is_due
from dateline.stories.settings import KINDS, Background, Settings
from dateline.stories.sketch import Sketch

WORDS, LENGTH, TOPIC = 160, 400, 40
DENIAL = 7
PLACED, EACH = 2_000, 12  # reports timed; reports of a story on the mean


class Maker:
    """Makes sketches: each story has words of its own, each report some of them beside common ones."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        background = Background.load()
        keep = background.counts <= background.reports / 4
        self._keys = background.keys[keep]
        shares = np.cumsum(background.counts[keep].astype(float))
        self._shares = shares / shares[-1]

    def sketch(self, story: int, day: int) -> Sketch:
        """A report of ``story``; two of one story share half of its words, and some runs of words if one is a copy."""
        chance, own = self._chance, np.random.default_rng(story)
        topic = self._keys[np.searchsorted(self._shares, own.random(TOPIC))]
        rare = own.integers(0, 1 << 32, 8, np.uint32)
        common = self._keys[np.searchsorted(self._shares, chance.random(WORDS))]
        words = np.unique(np.concatenate([topic[chance.random(TOPIC) < 0.6], rare[chance.random(8) < 0.6], common]))[:WORDS]
        parts = (words, words[::5], words[::4], words[::20], *(own.integers(0, 1 << 32, size, np.uint32) for size in (6, 4, 6, 2, 1, 1)))
        parts = (*parts, np.full(int(chance.random() < 0.1), DENIAL, np.uint32))  # the same feature of every denial
        keys = [np.unique(part) for part in parts]
        runs = np.unique(chance.integers(0, 1 << 29, LENGTH // 4, np.uint32) * 4)
        bounds = tuple(int(edge) for edge in np.cumsum([0, *(len(part) for part in keys)]))
        counts = np.ones(bounds[-1], np.uint8)
        return Sketch(day, LENGTH, 4, bounds, np.concatenate(keys), counts, runs, np.unique(chance.integers(0, 1 << 32, 18, np.uint32)),
                      np.unique(chance.integers(0, 1 << 32, 8, np.uint32)))  # fmt: skip


def place(held: Gathering, sketch: Sketch, stories: Counter[str]) -> None:
    """One report placed, with the merge and split passes that it sets off: what ``StoryBook`` does between its rows."""
    choice = held.choose(sketch)
    stories["made"] += choice.story is None
    story = choice.story if choice.story is not None else stories["made"]
    held.add("", sketch, story, choice)
    for other in choice.others:
        if held.same(story, other):
            held.move(list(held.members[other]), story)
    if is_due(len(held.members[story]), held.settings.least):
        for part in held.fall_apart(story):
            stories["made"] += 1
            held.move(part, stories["made"])


def main(reports: int) -> None:
    """Fills the window, places some more reports, and says what each cost."""
    assert len(KINDS) == 11
    maker, held, chance = Maker(1), Gathering(Settings.load()), np.random.default_rng(2)
    began = time.perf_counter()
    for number in range(reports):
        story = int(chance.integers(0, reports // EACH + 1))
        held.add("", maker.sketch(story, 1 + 7 * number // reports), story)
    filled, stories = time.perf_counter() - began, Counter({"made": reports})
    took, spent = [], []
    for _ in range(PLACED):
        sketch = maker.sketch(int(chance.integers(0, reports // EACH + 1)), 7)
        start, cpu = time.perf_counter(), time.process_time()
        place(held, sketch, stories)
        took.append(1000 * (time.perf_counter() - start))
        spent.append(1000 * (time.process_time() - cpu))
    shown = f"median {np.median(took):.1f} ms, 95th percentile {np.percentile(took, 95):.1f} ms, slowest {max(took):.0f} ms"
    processor = f"processor time {np.median(spent):.1f} and {np.percentile(spent, 95):.1f} ms"
    print(f"{reports:,} reports in seven days: placing one takes {shown} ({processor});")
    print(f"memory {held.nbytes / 1e6:.0f} MB, {held.nbytes / reports:.0f} bytes a report; filled in {filled:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
