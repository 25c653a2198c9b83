"""Grows the trees that tell which sentences of a report part: ``python training/disputes.py [--out src/dateline/stories/data]``.

``data/crises`` holds the reports of invented crises, a paragraph a line (the format of ``data/functions``, without labels), and which of
their sentences deny which (``contradicts``) or count one thing otherwise (``differs``). Each report is read by the shipped program, as of
its day where that is known; the trees see what ``stories.claim_pairs`` and ``stories.count_pairs`` see. Every crisis is first measured by
trees that were grown on the others (``--folds`` groups of crises), then trees grown on all are written.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
from crises import FOLDER, Crisis, with_lists
from numpy.typing import NDArray
from sentence_labels import Paragraph, paragraphs
from trees import FOLDS, foreseen, grown, measured, write

from dateline.ingest.jsonl import lines_of, read_line
from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.stories import answers, claim_pairs, count_pairs
from dateline.stories.changes_matter import Matter
from dateline.stories.changes_sight import told_sentences

DENIES = 0.6  # how probably a sentence denies that is of one mind with another that does
Labels = dict[tuple[str | None, str | None], set[str]]
Pairs = Callable[[Sequence[Matter]], Iterator[tuple[int, int]]]
Features = Callable[[Sequence[Matter], Sequence[tuple[int, int]]], list[list[float]]]
SCALES: dict[str, tuple[str, Pairs, Features]] = {
    "claims": ("contradicts", claim_pairs.candidates, claim_pairs.features),
    "counts": ("differs", count_pairs.candidates, count_pairs.features),
}


@dataclass(frozen=True, slots=True)
class Report:
    """A report's sentences as the program compares them, by the ids that the labels use; None for one that no label can name."""

    crisis: str
    name: str
    sentences: tuple[Matter, ...]
    keys: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs of sentences: features, whether they part, which sentence of which report parts, and the crisis of each."""

    seen: NDArray[np.float32]
    parts: NDArray[np.bool_]
    sentence: tuple[str, ...]
    crisis: NDArray[np.str_]


def reports(path: Path, pipeline: Pipeline) -> Iterator[Report]:
    """The reports of one crisis, read."""
    told = defaultdict(list)
    for paragraph in paragraphs(path):
        told[paragraph.report].append(paragraph)
    dated = path.with_suffix(".reports.tsv").exists()
    for name, record in Crisis(path.stem).records(pipeline) if dated else _undated(told, pipeline):
        parts = told[name]
        keys = {sentence.text: f"{each.key}.{at}" for each in reversed(parts) for at, sentence in enumerate(each.sentences, 1)}
        sentences = told_sentences(record)
        yield Report(path.stem, name, sentences, tuple(_key(" ".join(each.text.split()), keys) for each in sentences))


def _undated(told: Mapping[str, Sequence[Paragraph]], pipeline: Pipeline) -> Iterator[tuple[str, Record]]:
    """Name and record of each report of the first crises, of which nobody wrote down when and by whom they were published."""
    for name, parts in told.items():
        row = json.dumps({"text": "\n\n".join(each.text for each in parts), "url": f"https://{name}.example/"}).encode()
        yield name, pipeline.record(read_line(next(iter(lines_of(row))), name))


def _key(text: str, keys: Mapping[str, str]) -> str | None:
    """The id of a sentence; the program leaves the dateline out of the first one."""
    return keys.get(text) or next((key for told, key in keys.items() if told.endswith(text)), None)


def links(path: Path) -> Labels:
    """How the pairs of sentences of one crisis part: the one that denies, or counts later, and the other."""
    found: Labels = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["sentence"], row["answers"]].add(row["kind"])
    return found


def listed(crisis: Crisis, report: Report) -> Labels:
    """How the sentences of a report part by the list of changes of its crisis; sentences are known by their words, in copies as well.

    The one that denies by the record's functions, or that counts later, is the first of a pair. Lists have the sentences of both sides of
    one report in both columns: of these, two that deny are of one mind.
    """
    found: Labels = defaultdict(set)
    told = report.sentences
    words = [crisis.words(report.name, each.text) for each in told]
    for wanted in crisis.wanted:
        now, was = ({at for at, own in enumerate(words) if own in side} for side in (wanted.now, wanted.was))
        for one, other in permutations(sorted(now | was), 2):
            ways = (one in now and other in was, one in was and other in now)
            if not any(ways):
                continue
            if "figures-differ" in wanted.kinds and one > other:
                found[report.keys[one], report.keys[other]].add("differs")
            if "claim-contradicted" in wanted.kinds and _denies(told, one, other) and (not all(ways) or not _says_no(told[other])):
                found[report.keys[one], report.keys[other]].add("contradicts")
    return found


def _denies(told: Sequence[Matter], one: int, other: int) -> bool:
    """True where of two sentences that part the first is the denial: it denies more surely, or as surely and later."""
    return (told[one].does("denies"), one) > (told[other].does("denies"), other)


def _says_no(claim: Matter) -> bool:
    return claim.does("denies") >= DENIES and not answers.charges(claim)


def labelled(found: Sequence[Report]) -> Labels:
    """How all pairs part: by tables of pairs, and by lists of changes."""
    whole: Labels = defaultdict(set)
    crises = {name: Crisis(name) for name in with_lists()}
    told = [links(path) for path in sorted(FOLDER.glob("*.pairs.tsv"))]
    told.extend(listed(crises[report.crisis], report) for report in found if report.crisis in crises)
    for labels in told:
        for pair, kinds in labels.items():
            whole[pair] |= kinds
    return whole


def table(found: Sequence[Report], labels: Labels, scales: str) -> Table:
    """All pairs of ``found`` that the program looks at."""
    kind, candidates, features = SCALES[scales]
    seen, parts, sentence, crisis = [], [], [], []
    for report in found:
        pairs = list(candidates(report.sentences))
        for (now, before), row in zip(pairs, features(report.sentences, pairs), strict=True):
            keys = (report.keys[now], report.keys[before])
            seen.append(row)
            parts.append(kind in labels.get(keys, set()))
            sentence.append(f"{keys[0]}")
            crisis.append(report.crisis)
    return Table(np.array(seen, np.float32), np.array(parts), tuple(sentence), np.array(crisis))


def main() -> None:
    """Measures, then grows and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder for claims.npz and counts.npz")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--without", nargs="*", default=[], help="crises that nothing is learned from: measured by trees grown on the rest")
    options = parser.parse_args()
    pipeline = Pipeline()
    found = [report for path in sorted(FOLDER.glob("*.txt")) for report in reports(path, pipeline)]
    labels = labelled(found)
    for scales in SCALES:
        whole = table(found, labels, scales)
        held = np.isin(whole.crisis, options.without)
        own, rest = _part(whole, ~held), _part(whole, held)
        print(scales, *measured(own.parts, foreseen(own.seen, own.parts, own.crisis, options.folds), own.sentence), sep="\n", flush=True)
        trees = grown(own.seen, own.parts)
        if options.without:
            print("left out", *measured(rest.parts, trees.predict_proba(rest.seen)[:, 1], rest.sentence), sep="\n", flush=True)
        if options.out is not None:
            write(trees, own.seen, options.out / f"{scales}.npz")


def _part(pairs: Table, chosen: NDArray[np.bool_]) -> Table:
    sentence = tuple(each for each, own in zip(pairs.sentence, chosen, strict=True) if own)
    return Table(pairs.seen[chosen], pairs.parts[chosen], sentence, pairs.crisis[chosen])


if __name__ == "__main__":
    main()
