"""Grows the trees that tell what a sentence brings that is new: ``python training/firsts.py [--out src/dateline/stories/data]``.

Every crisis of ``data/crises`` whose changes a reader has listed is followed by the program, report after report; the trees see what
``stories.firsts`` sees of each sentence. A sentence is right for a kind of change where the reader lists it, however weighty.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from crises import FOLDER, Crisis, followed
from trees import foreseen, grown, measured, write

from dateline.pipeline import Pipeline
from dateline.stories.changes import Desk
from dateline.stories.changes_matter import Sight
from dateline.stories.changes_once import Found
from dateline.stories.firsts import TELLINGS, candidates, features


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that may tell something new: its kind, article and words, and its features."""

    kind: str
    article: str
    words: str
    seen: tuple[float, ...]


def listening(rows: list[Row]) -> type[Desk]:
    """A desk that writes down what the trees would see, and tells nothing by them."""

    class Listening(Desk):
        def first_told(self, sight: Sight, kept: Sequence[Found]) -> list[Found]:
            for telling in TELLINGS:
                for sentence in candidates(sight, telling):
                    seen = tuple(features(sentence, telling, kept, self.heard))
                    rows.append(Row(telling.kind, sight.article, sentence.text, seen))
            return []

    return Listening


def main() -> None:
    """Follows, measures, grows and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder for the trees")
    parser.add_argument("--without", nargs="*", default=[], help="crises that nothing is learned from")
    options = parser.parse_args()
    pipeline = Pipeline()
    told: list[tuple[Row, str, bool]] = []
    for name in sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.changes.tsv")):
        if name in options.without:
            continue
        crisis, rows = Crisis(name), list[Row]()
        names = followed(crisis, crisis.records(pipeline), listening(rows)).names
        for row in rows:
            words = crisis.words(names[row.article], row.words)
            told.append((row, name, any(row.kind in each.kinds and words in each.now for each in crisis.wanted)))
    for telling in TELLINGS:
        own = [each for each in told if each[0].kind == telling.kind]
        seen = np.array([row.seen for row, _, _ in own], np.float32)
        right = np.array([fits for _, _, fits in own])
        crisis_of = np.array([name for _, name, _ in own])
        print(telling.kind, *measured(right, foreseen(seen, right, crisis_of), [f"{at}" for at in range(len(own))]), sep="\n", flush=True)
        if options.out is not None:
            write(grown(seen, right), seen, options.out / f"{telling.scales}.npz")


if __name__ == "__main__":
    main()
