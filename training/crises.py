"""How many changes of invented crises are found: ``python training/crises.py [c19 c20 ...] [--told]``.

``data/crises`` holds the reports of each crisis (a paragraph a line, ``{}`` before each sentence), when and by whom each was published
(``reports``), and what a reader who knew neither the program nor the plan of the writer took from them: which change which sentences tell
(``changes``), and which reports are one story (``stories``). data/GUIDELINE.md says how to read them.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sentence_labels import Paragraph, paragraphs
from sqlalchemy import select

from dateline.ingest.jsonl import lines_of, read_line
from dateline.model.change import CONTRADICTIONS, Change, Side
from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.store.story_tables import story_articles
from dateline.stories import StoryBook, changes_asking
from dateline.stories.changes import Desk
from dateline.stories.changes_book import ChangeBook

FOLDER = Path(__file__).parent / "data" / "crises"
NONE = "-"
PARTS = {"contradicts": "claim-contradicted", "differs": "figures-differ"}  # the kinds of pairs, as kinds of changes
LEAST = 25  # characters of a sentence that another is known by


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that a reader found: its kinds (any is right), the sentences of both sides, whether none may miss it."""

    kinds: tuple[str, ...]
    now: frozenset[str]
    was: frozenset[str]
    must: bool
    about: str


def with_lists() -> list[str]:
    """The names of the crises whose changes a reader has listed."""
    return sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.changes.tsv"))


class Crisis:
    """One crisis: its reports and what is expected of them; sentences are known by their words, those of a copy by its original's."""

    def __init__(self, name: str, folder: Path = FOLDER) -> None:
        self.name, self._folder = name, folder
        self._told: dict[str, list[Paragraph]] = defaultdict(list)
        for each in paragraphs(folder / f"{name}.txt"):
            self._told[each.report].append(each)
        self._words = {f"{each.key}.{at}": " ".join(sentence.text.split()) for parts in self._told.values() for each in parts
                       for at, sentence in enumerate(each.sentences, 1)}  # fmt: skip
        self._by_report: dict[str, list[str]] = defaultdict(list)
        for key, words in self._words.items():
            self._by_report[key.rpartition("-")[0]].append(words)

    def _rows(self, what: str) -> list[dict[str, str]]:
        with (self._folder / f"{self.name}.{what}.tsv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """What a reader expects."""
        return tuple(
            Wanted(
                tuple(row["kind"].split("|")), self._sentences(row["now"]), self._sentences(row["was"]), row["must"] == "yes", row["about"]
            )
            for row in self._rows("changes")
        )

    @property
    def story_rows(self) -> list[dict[str, str]]:
        """The table of stories, of those that are kin, and of copies."""
        return self._rows("stories")

    @cached_property
    def stories(self) -> tuple[frozenset[str], ...]:
        """Reports that belong together."""
        return tuple(frozenset(row["reports"].split()) for row in self.story_rows if row["kind"] == "story")

    @cached_property
    def parting(self) -> dict[tuple[str, frozenset[str]], set[str]]:
        """Of two sentences of a report (its name, the words of both) how they part: ``claim-contradicted``, ``figures-differ``."""
        found: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
        if (self._folder / f"{self.name}.pairs.tsv").exists():
            for row in self._rows("pairs"):
                both = frozenset(self._words[row[side]] for side in ("sentence", "answers"))
                found[row["sentence"].rpartition("-")[0], both].add(PARTS[row["kind"]])
        return found

    def _sentences(self, keys: str) -> frozenset[str]:
        return frozenset(self._words[key] for key in keys.split() if key != NONE)

    def records(self, pipeline: Pipeline) -> Iterator[tuple[str, Record]]:
        """Name and record of each report, in the order in which they were published."""
        first: dict[str, str] = {}
        for row in self._rows("reports"):
            name = row["report"]
            first[name] = first.get(row["version"], row["version"]) if row["version"] != NONE else name
            text = "\n\n".join(each.text for each in self._told[name])
            host = re.sub(r"[^a-z0-9]+", "-", row["outlet"].lower()).strip("-") or "paper"
            yield name, read_report(pipeline, text, f"https://{host}.example/{first[name]}", row["published"])

    def words(self, report: str, text: str) -> str:
        """The sentence of the files that the program shows as ``text``: it leaves a dateline out, and may cut elsewhere."""
        shown = " ".join(text.split())
        near = self._by_report[report]
        if shown in near:
            return shown
        return next((each for each in near if each.endswith(shown) or shown in each or (len(each) > LEAST and each in shown)), shown)


def read_report(pipeline: Pipeline, text: str, url: str, published: str) -> Record:
    """A report as a collector would bring it."""
    line = json.dumps({"text": text, "url": url, "published": published})
    return pipeline.record(read_line(next(iter(lines_of(line.encode()))), url))


@dataclass(frozen=True, slots=True)
class Told:
    """A change that the program tells: kind, and the words of both sides."""

    kind: str
    report: str
    now: str
    was: str | None

    def fits(self, wanted: Wanted) -> bool:
        """True where it is the change that is wanted."""
        if self.kind not in wanted.kinds or self.now not in wanted.now:
            return False
        new = self.was is None and self.kind in ("new-event", "position-new")
        return not wanted.was or new or self.was in wanted.was


@dataclass(frozen=True, slots=True)
class Followed:
    """What the program makes of a crisis: changes, stories as sets of names of reports, the names of its articles and of its readings."""

    changes: tuple[Told, ...]
    stories: tuple[frozenset[str], ...]
    names: dict[str, str]
    versions: dict[int | None, str]


def followed(crisis: Crisis, records: Iterable[tuple[str, Record]], desk: type[Desk] = Desk) -> Followed:
    """Keeps, places and compares one report after the other, as they come."""
    names: dict[str, str] = {}
    versions: dict[int | None, str] = {}
    with tempfile.TemporaryDirectory() as place, Store(str(Path(place) / "crisis.db")) as store:
        stories, changes = StoryBook(store), ChangeBook(store, desk)
        for name, record in records:
            kept = store.keep(record)
            names.setdefault(record.article.id, name)
            versions[kept.reading] = name
            list(stories.catch_up())
            list(changes.catch_up())
        groups: dict[int, set[str]] = defaultdict(set)
        with store.reading() as connection:
            for article, story in connection.execute(select(story_articles.c.article, story_articles.c.story)):
                groups[story].add(names[article])
        told = tuple(_told(each, crisis, names, versions) for each in changes_asking.found(store))
    return Followed(told, tuple(map(frozenset, groups.values())), names, versions)


def _told(change: Change, crisis: Crisis, names: dict[str, str], versions: dict[int | None, str]) -> Told:
    def side(of: Side) -> tuple[str, str]:
        report = versions.get(of.reading, names[of.article])
        return report, crisis.words(report, of.quote.text)

    return Told(change.kind, *side(change.now), side(change.before)[1] if change.before is not None else None)


def missed(crisis: Crisis, told: Sequence[Told]) -> list[Wanted]:
    """The changes that none should miss and the program does."""
    return [wanted for wanted in crisis.wanted if wanted.must and not any(each.fits(wanted) for each in told)]


def unlisted(crisis: Crisis, told: Sequence[Told]) -> list[Told]:
    """The changes that the program tells and the reader does not list."""
    return [each for each in told if not any(each.fits(wanted) for wanted in crisis.wanted)]


def main() -> None:
    """Prints how many changes of each crisis are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--told", action="store_true", help="print what is missed, and what is told and not listed")
    options = parser.parse_args()
    pipeline = Pipeline()
    names = options.names or with_lists()
    print("crisis", "found", "of", "told", "not listed", "false contradictions", "stories torn", sep="\t")
    for name in names:
        crisis = Crisis(name)
        seen = followed(crisis, crisis.records(pipeline))
        lost, more = missed(crisis, seen.changes), unlisted(crisis, seen.changes)
        must = sum(each.must for each in crisis.wanted)
        torn = sum(sum(bool(story & own) for own in seen.stories) > 1 for story in crisis.stories)
        false = [each for each in more if each.kind in CONTRADICTIONS]
        print(name, must - len(lost), must, len(seen.changes), len(more), len(false), torn, sep="\t", flush=True)
        if options.told:
            for wanted in lost:
                print("  missed", "|".join(wanted.kinds), wanted.about, *sorted(wanted.now)[:2], sep=" | ")
            for each in more:
                print("  false" if each in false else "  not listed", each.kind, each.report, each.now, each.was, sep=" | ")


if __name__ == "__main__":
    main()
