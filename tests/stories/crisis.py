"""A sample crisis held against what a careful reader found in it: its copies, stories, changes, contradictions.

``python tests/stories/crisis.py FOLDER`` prints what is missed and what is wrong; the folder holds ``reports.tsv``, the reports and ``expected.yaml``.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from dateline.ingest.jsonl import lines_of, read_line
from dateline.model.change import CONTRADICTIONS, Change
from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.store.story_tables import copies, story_articles
from dateline.store.tables import readings
from dateline.stories import StoryBook, changes_asking
from dateline.stories.changes_book import ChangeBook

_VERSION = re.compile(r"\.v\d+$")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the program made of a crisis: names of reports, stories as sets of them, copies with original and class, changes."""

    names: dict[str, str]
    versions: dict[int, str]
    stories: tuple[frozenset[str], ...]
    copies: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]

    def report(self, article: str, reading: int) -> str:
        """The name of the report, or of the version, that a side of a change stands in."""
        return self.versions.get(reading, self.names[article])


def reports(folder: Path, pipeline: Pipeline) -> Iterator[tuple[str, Record]]:
    """Name and record of each report, in the order in which a collector met them."""
    with (folder / "reports.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text = (folder / row["file"]).read_text(encoding="utf-8")
            line = json.dumps({"text": text, "url": row["address"], "published": row["published"]})
            yield row["file"].removesuffix(".txt"), pipeline.record(read_line(next(iter(lines_of(line.encode()))), row["file"]))


def followed(told: Sequence[tuple[str, Record]], store: Store) -> Seen:
    """Keeps, places and compares one report after the other, as they come."""
    stories, changes = StoryBook(store), ChangeBook(store)
    names: dict[str, str] = {}
    versions: dict[int, str] = {}
    for name, record in told:
        store.keep(record)
        names.setdefault(record.article.id, name)
        list(stories.catch_up())
        list(changes.catch_up())
        with store.reading() as connection:
            current = select(readings.c.id).where(readings.c.article == record.article.id, readings.c.current)
            versions[connection.execute(current).scalar_one()] = name
    with store.reading() as connection:
        groups: dict[int, set[str]] = {}
        for article, story in connection.execute(select(story_articles.c.article, story_articles.c.story)):
            groups.setdefault(story, set()).add(names[article])
        copied = tuple(sorted((names[row.article], names[row.original], row.kind) for row in connection.execute(select(copies))))
    return Seen(names, versions, tuple(map(frozenset, groups.values())), copied, changes_asking.found(store))


@dataclass(frozen=True, slots=True)
class Judged:
    """What of a crisis was found: missing and wrong things in words, and the share of changes."""

    copies_missed: tuple[str, ...]
    copies_wrong: tuple[str, ...]
    classes_wrong: tuple[str, ...]
    stories_torn: tuple[str, ...]
    stories_mixed: tuple[str, ...]
    changes: int
    changes_missed: tuple[str, ...]
    false_contradictions: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the expected changes that were found."""
        return 1 - len(self.changes_missed) / self.changes


def judged(expected: dict[str, Any], seen: Seen) -> Judged:
    """``seen`` held against ``expected``."""
    wanted = {(_VERSION.sub("", copy), _VERSION.sub("", original)): kind for copy, original, kind in expected["copies"]}
    got = {(copy, original): kind for copy, original, kind in seen.copies}
    wrong = [f"{copy} <- {got[copy, original]}" for copy, original in got if copy not in {each for each, _ in wanted}]
    missed = [f"{copy} of {original}" for copy, original in wanted if not _told(copy, original, got)]
    classes = [
        f"{copy}: {got[copy, original]}, not {kind}" for (copy, original), kind in wanted.items() if got.get((copy, original), kind) != kind
    ]
    torn, mixed = _stories(expected, seen.stories)
    changes_missed = [
        f"{_text(each['kind'])}: {each['about']} ({_text(each['report'])})" for each in expected["changes"] if not _found(each, seen)
    ]
    right = [*expected["changes"], *expected["right-too"]]
    false = [
        _line(change, seen)
        for change in seen.changes
        if change.kind in CONTRADICTIONS and not any(_fits(each, change, seen) for each in right)
    ]
    return Judged(
        tuple(missed),
        tuple(wrong),
        tuple(classes),
        tuple(torn),
        tuple(mixed),
        len(expected["changes"]),
        tuple(changes_missed),
        tuple(false),
    )


def _told(copy: str, original: str, got: dict[tuple[str, str], str]) -> bool:
    """True where ``copy`` is known to have the text of ``original``, be it through the text that both were copied from."""
    root = dict(got.keys())
    return root.get(copy) is not None and root[copy] in (original, root.get(original))


def _stories(expected: dict[str, Any], stories: Sequence[frozenset[str]]) -> tuple[list[str], list[str]]:
    """Stories whose reports do not stand together, and stories of the program that hold what is no one matter."""
    named = {report: name for name, members in expected["stories"].items() for report in members}
    kin = {frozenset(pair) for group in expected["kin"] for pair in combinations(group, 2)}
    torn = [name for name, members in expected["stories"].items() if sum(bool(story & set(members)) for story in stories) > 1]
    mixed = []
    for story in stories:
        left = sorted({named.get(report, report) for report in story})
        reached = [left.pop(0)]
        for one in reached:
            reached.extend(near := [other for other in left if frozenset((one, other)) in kin])
            left = [other for other in left if other not in near]
        if left:
            mixed.append(f"{', '.join(sorted(reached))} with {', '.join(left)}")
    return torn, mixed


def _found(wanted: dict[str, Any], seen: Seen) -> bool:
    return any(_fits(wanted, change, seen) for change in seen.changes)


def _fits(wanted: dict[str, Any], change: Change, seen: Seen) -> bool:
    """True where a change is the one that is wanted: kind, both reports, and words in both sentences."""
    now = change.now
    if change.kind not in _all(wanted["kind"]) or not _in(seen.report(now.article, now.reading), wanted["report"]):
        return False
    if not re.search(wanted["now"], now.quote.text):
        return False
    before = change.before
    if "before" not in wanted or before is None:
        return "before" not in wanted or change.kind in ("new-event", "position-new")
    return _in(seen.report(before.article, before.reading), wanted["before"]) and bool(re.search(wanted["was"], before.quote.text))


def _in(report: str, wanted: str | list[str]) -> bool:
    """True where a change stands in the report that is wanted: a new version takes its place, and its changes with it."""
    return report in _all(wanted) or _VERSION.sub("", report) in _all(wanted)


def _all(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _text(value: str | list[str]) -> str:
    return " or ".join(_all(value))


def _line(change: Change, seen: Seen) -> str:
    sides = [change.now, *([change.before] if change.before is not None else [])]
    return f"{change.kind}: " + " || ".join(f"{seen.report(side.article, side.reading)}: {side.quote.text}" for side in sides)


def expected_of(folder: Path) -> dict[str, Any]:
    """What is expected of the crisis in ``folder``."""
    told: dict[str, Any] = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    return told


def main(folder: Path) -> None:
    """Prints how the crisis in ``folder`` is read."""
    told = list(reports(folder, Pipeline()))
    with tempfile.TemporaryDirectory() as place, Store(str(Path(place) / "crisis.db")) as store:
        found = judged(expected_of(folder), followed(told, store))
    print(f"changes found: {100 * found.share:.1f} % of {found.changes}")
    for name in (
        "copies_missed",
        "copies_wrong",
        "classes_wrong",
        "stories_torn",
        "stories_mixed",
        "changes_missed",
        "false_contradictions",
    ):
        rows = getattr(found, name)
        print(f"{name.replace('_', ' ')}: {len(rows)}", *(f"  {row}" for row in rows), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
