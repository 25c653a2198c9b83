"""Grows the trees that put the reports of a crowd to stories: ``python training/belonging.py [--out src/dateline/stories/data]``.

Every crisis of ``data/crises`` and ``samples/crisis`` is followed by the program, first as its reader puts the reports together, then as
trees do that were grown on the other crises: so they learn from stories that hold what they should not, too (Ross, Gordon and Bagnell
2011). A report speaks for a story by the share of that story's reports which a reader puts together with it, against it by the others.
Each round prints how many stories are torn and mixed by trees that have not seen them.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml
from crises import Crisis, read_report, with_lists
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from trees import FOLDS, grown_by_worth, write

from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.stories import StoryBook, belonging
from dateline.stories.gathering import Gathering
from dateline.stories.sketch import sketch
from dateline.stories.window import Asked

SAMPLE = Path(__file__).parents[1] / "samples" / "crisis"
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A crisis as its reader puts it together: records by name, the story of each report, pairs of stories that are kin."""

    name: str
    records: tuple[tuple[str, Record], ...]
    story: dict[str, str]
    kin: frozenset[frozenset[str]]

    def worth(self, report: str, members: Sequence[str]) -> float:
        """The share of ``members`` that are of one story with ``report``."""
        mine = self.story.get(report, report)
        return sum(self.story.get(each, each) == mine for each in members) / len(members)

    def judged(self, groups: Sequence[set[str]]) -> tuple[int, int]:
        """How many of the reader's stories are in several ``groups``, and how many groups hold what is neither one story nor kin."""
        parts = [{self.story.get(each, each) for each in group} for group in groups]
        torn = sum(sum(story in part for part in parts) > 1 for story in set(self.story.values()))
        return torn, sum(not self._hang_together(part) for part in parts)

    def _hang_together(self, stories: set[str]) -> bool:
        first, *left = sorted(stories)
        reached = [first]
        for one in reached:
            near = [each for each in left if frozenset((one, each)) in self.kin]
            reached.extend(near)
            left = [each for each in left if each not in near]
        return not left


@dataclass(frozen=True, slots=True)
class Row:
    """What is seen of a report and a story, the share of it that a reader puts together with the report; of which crisis."""

    crisis: str
    seen: tuple[float, ...]
    same: float


Rule = Callable[[NDArray[np.float32], Sequence[float]], Sequence[float]]  # chances, by what is seen and what a reader says


def by_reader(_: NDArray[np.float32], same: Sequence[float]) -> Sequence[float]:
    """As the reader puts them together."""
    return same


def told(name: str, rows: Sequence[dict[str, str]], records: Iterator[tuple[str, Record]]) -> Told:
    """A crisis by its table of stories."""
    story = {report: row["reports"].split()[0] for row in rows if row["kind"] == "story" for report in row["reports"].split()}
    pairs = (pair for row in rows if row["kind"] == "kin" for pair in combinations(row["reports"].split(), 2))
    kin = frozenset(frozenset(story.get(each, each) for each in pair) for pair in pairs)
    return Told(name, tuple(records), story, frozenset(pair for pair in kin if len(pair) > 1))


def sample(pipeline: Pipeline) -> Told:
    """The crisis of the samples, by ``expected.yaml``."""
    expected = yaml.safe_load((SAMPLE / "expected.yaml").read_text(encoding="utf-8"))
    rows = [{"kind": "story", "reports": " ".join(members)} for members in expected["stories"].values()]
    first = {name: members[0] for name, members in expected["stories"].items()}
    rows += [{"kind": "kin", "reports": " ".join(first.get(each, each) for each in group)} for group in expected["kin"]]
    with (SAMPLE / "reports.tsv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file, delimiter="\t"))
    texts = ((each, (SAMPLE / each["file"]).read_text(encoding="utf-8")) for each in listed)
    records = ((each["file"].removesuffix(".txt"), read_report(pipeline, text, each["address"], each["published"])) for each, text in texts)
    return told("sample", rows, records)


def followed(crisis: Told, rule: Rule) -> tuple[list[Row], list[set[str]]]:
    """Puts one report after the other to its story, as ``rule`` says; gives what was seen on the way, and the stories."""
    names = {record.article.id: name for name, record in reversed(crisis.records)}
    sketches = {sketch(record).sketch.keys.tobytes(): names[record.article.id] for _, record in crisis.records}
    rows: list[Row] = []

    class Listening(Gathering):
        def _fits(self, asked: Asked, stories: Sequence[int]) -> list[float]:
            if not self.window.crowded:
                return super()._fits(asked, stories)
            listed = stories[: self.settings.listed]
            seen = belonging.features(self.window, asked, [self.sample(story, asked.sketch.day) for story in listed])
            report = sketches[asked.sketch.keys.tobytes()]
            members = [[names[self.window.articles[at]] for at in self.members[story]] for story in listed]
            worth = [crisis.worth(report, each) for each in members]
            rows.extend(Row(crisis.name, tuple(row), each) for row, each in zip(seen, worth, strict=True))
            return list(rule(np.array(seen, np.float32), worth))

    class Following(StoryBook):
        def _forget_all(self) -> None:
            super()._forget_all()
            self._held = Listening(self.settings)

        @property
        def groups(self) -> list[set[str]]:
            return [{names[self._held.window.articles[at]] for at in members} for members in self._held.members.values() if members]

    with TemporaryDirectory() as place, Store(str(Path(place) / "crisis.db")) as store:
        book = Following(store)
        for _, record in crisis.records:
            store.keep(record)
            list(book.catch_up())
        return rows, book.groups


def trees_of(rows: Sequence[Row]) -> GradientBoostingClassifier:
    """Trees grown on ``rows``: each speaks for its story by one share, against it by the rest."""
    return grown_by_worth(np.array([row.seen for row in rows], np.float32), np.array([row.same for row in rows]))


def fold_followed(crises: Sequence[Told], rows: Sequence[Row], fold: int) -> tuple[list[Row], int, int]:
    """What trees that were grown on the crises of the other folds see and do on those of one; stories torn and mixed."""
    held = {each.name for at, each in enumerate(crises) if at % FOLDS == fold}
    trees = trees_of([row for row in rows if row.crisis not in held])
    new, torn, mixed = [], 0, 0
    for crisis in (each for each in crises if each.name in held):
        seen, groups = followed(crisis, lambda seen, _: trees.predict_proba(seen)[:, 1].tolist() if len(seen) else [])
        new.extend(seen)
        bad = crisis.judged(groups)
        torn, mixed = torn + bad[0], mixed + bad[1]
    return new, torn, mixed


def main() -> None:
    """Grows, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("src/dateline/stories/data"))
    parser.add_argument("--without", nargs="*", default=[], help="crises that nothing is learned from")
    options = parser.parse_args()
    pipeline = Pipeline()
    names = [name for name in with_lists() if name not in options.without]
    crises = [told(name, (own := Crisis(name)).story_rows, own.records(pipeline)) for name in names]
    crises.append(sample(pipeline))
    rows = [row for crisis in crises for row in followed(crisis, by_reader)[0]]
    with ProcessPoolExecutor() as pool:
        for turn in range(1, ROUNDS + 1):
            done = list(pool.map(fold_followed, *zip(*((crises, rows, fold) for fold in range(FOLDS)), strict=True)))
            print(f"round {turn}: {sum(torn for _, torn, _ in done)} stories torn, {sum(mixed for *_, mixed in done)} mixed", flush=True)
            rows = [*rows, *(row for new, *_ in done for row in new)]
    options.out.mkdir(parents=True, exist_ok=True)
    write(trees_of(rows), np.array([row.seen for row in rows], np.float32), options.out / "belonging.npz")


if __name__ == "__main__":
    main()
