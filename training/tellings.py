"""Grows the trees that tell what a report brings where no rule tells it: ``python training/tellings.py [--out src/dateline/stories/data]``.

Every crisis of ``data/crises`` whose changes a reader has listed is followed by the program, report after report; the trees see what
``stories.firsts`` sees of each sentence, ``stories.sequels`` of each sentence and one told before, and ``stories.doubts`` of what is held
for a contradiction between two reports. A row is right where the reader lists the change, however weighty.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from crises import Crisis, Told, followed, with_lists
from trees import foreseen, grown, measured, write

from dateline.pipeline import Pipeline
from dateline.stories import doubts, firsts, sequels
from dateline.stories.changes import Desk
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_once import Found
from dateline.stories.weighing import Scales


@dataclass(frozen=True, slots=True)
class Row:
    """What the trees weigh: a kind of change, the sentence that may tell it, the one that it may follow, and what is seen of them."""

    scales: Scales
    kind: str
    now: Matter
    before: Matter | None
    seen: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A row with its crisis and sentence, and whether a reader has listed it."""

    crisis: str
    sentence: str
    seen: tuple[float, ...]
    right: bool


def listening(rows: list[Row]) -> type[Desk]:
    """A desk that writes down what the trees would see, and tells nothing by them."""

    class Listening(Desk):
        def first_told(self, sight: Sight, kept: Sequence[Found]) -> list[Found]:
            for telling in firsts.TELLINGS:
                for each in firsts.candidates(sight, telling):
                    rows.append(Row(telling.scales, telling.kind, each, None, tuple(firsts.features(each, telling, kept, self.heard))))
            return []

        def later_told(self, sight: Sight, kept: Sequence[Found]) -> list[Found]:
            for sequel in sequels.SEQUELS:
                for now, before in sequels.candidates(sight, self.past, sequel):
                    for each, seen in zip(before, sequels.features(now, before, sequel, kept), strict=True):
                        rows.append(Row(sequel.scales, sequel.kind, now.told, each.told, tuple(seen)))
            return []

        def believed(self, sight: Sight, kept: list[Found]) -> list[Found]:
            for each in doubts.doubtful(kept):
                rows.append(Row(doubts.SCALES, each.kind, each.now, each.before, tuple(doubts.features(each, sight, kept, self.past))))
            return kept

    return Listening


def seen_of(crisis: Crisis, pipeline: Pipeline) -> Iterator[tuple[Scales, Seen]]:
    """Every row of one crisis, with the trees that weigh it."""
    rows: list[Row] = []
    names = followed(crisis, crisis.records(pipeline), listening(rows)).names
    for row in rows:
        now = crisis.words(names[row.now.article], row.now.text)
        was = crisis.words(names[row.before.article], row.before.text) if row.before is not None else None
        told = Told(row.kind, names[row.now.article], now, was)
        fits = [each for each in crisis.wanted if row.kind in each.kinds and now in each.now]
        right = any(told.fits(each) for each in fits) if was is not None else bool(fits)
        yield row.scales, Seen(crisis.name, f"{names[row.now.article]}/{now}", row.seen, right)


def main() -> None:
    """Follows, measures, grows and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder for the trees")
    parser.add_argument("--without", nargs="*", default=[], help="crises that nothing is learned from")
    options = parser.parse_args()
    pipeline = Pipeline()
    names = [name for name in with_lists() if name not in options.without]
    told = [each for name in names for each in seen_of(Crisis(name), pipeline)]
    for scales in (*(each.scales for each in (*firsts.TELLINGS, *sequels.SEQUELS)), doubts.SCALES):
        own = [row for of, row in told if of == scales]
        seen = np.array([row.seen for row in own], np.float32)
        right = np.array([row.right for row in own])
        crisis = np.array([row.crisis for row in own])
        print(scales, *measured(right, foreseen(seen, right, crisis), [row.sentence for row in own]), sep="\n", flush=True)
        if options.out is not None:
            write(grown(seen, right), seen, options.out / f"{scales}.npz")


if __name__ == "__main__":
    main()
