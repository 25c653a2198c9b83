"""Grows the trees that tell which sentences of a report part: ``python training/disputes.py [--out src/dateline/stories/data]``.

``data/disputes`` holds the reports of invented crises, a paragraph a line (the format of ``data/functions``, without labels), and which of
their sentences deny which (``contradicts``) or count one thing otherwise (``differs``).
Each report is read by the shipped program; the trees see what ``stories.claim_pairs`` and ``stories.count_pairs`` see. Every crisis is
first measured by trees that were grown on the others (``--folds`` groups of crises), then trees grown on all are written.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_labels import paragraphs
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score

from dateline.ingest.jsonl import lines_of, read_line
from dateline.pipeline import Pipeline
from dateline.stories import claim_pairs, count_pairs
from dateline.stories.changes_matter import Matter
from dateline.stories.changes_sight import told_sentences
from dateline.stories.weighing import raw_score

FOLDER = Path(__file__).parent / "data" / "disputes"
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
    for name, parts in told.items():
        row = json.dumps({"text": "\n\n".join(each.text for each in parts), "url": f"https://{name}.example/"}).encode()
        record = pipeline.record(read_line(next(iter(lines_of(row))), name))
        keys = {sentence.text: f"{each.key}.{at}" for each in reversed(parts) for at, sentence in enumerate(each.sentences, 1)}
        sentences = told_sentences(record)
        yield Report(path.stem, sentences, tuple(_key(" ".join(each.text.split()), keys) for each in sentences))


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


def grown(seen: NDArray[np.float32], parts: NDArray[np.bool_]) -> GradientBoostingClassifier:
    """Small trees, each of which corrects those before it."""
    trees = GradientBoostingClassifier(n_estimators=150, learning_rate=0.05, max_leaf_nodes=8, max_depth=None, min_samples_leaf=15,
                                       subsample=0.7, max_features=0.5, random_state=0)  # fmt: skip
    return trees.fit(seen, parts)


def foreseen(pairs: Table, folds: int) -> NDArray[np.float64]:
    """The probability of each pair by trees that have seen no report of its crisis."""
    names = sorted(set(pairs.crisis))
    group = np.array([names.index(name) % folds for name in pairs.crisis])
    chances = np.zeros(len(pairs.parts))
    for fold in range(folds):
        held = group == fold
        chances[held] = grown(pairs.seen[~held], pairs.parts[~held]).predict_proba(pairs.seen[held])[:, 1]
    return chances


def measured(pairs: Table, chances: NDArray[np.float64]) -> Iterator[str]:
    """Average precision; of each sentence's surest pair, from each probability on, how many are right."""
    yield f"{len(pairs.parts):,} pairs, {pairs.parts.sum()} part; average precision {average_precision_score(pairs.parts, chances):.3f}"
    best: dict[str, int] = {}
    for at, sentence in enumerate(pairs.sentence):
        if sentence not in best or chances[at] > chances[best[sentence]]:
            best[sentence] = at
    parting = {sentence for sentence, parts in zip(pairs.sentence, pairs.parts, strict=True) if parts}
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        told = [at for at in best.values() if chances[at] >= least]
        right = sum(bool(pairs.parts[at]) for at in told)
        yield f"  from {least}: {right} of {len(told)} right, of {len(parting)}"


def main() -> None:
    """Measures, then grows and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder for claims.npz and counts.npz")
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--without", nargs="*", default=[], help="crises that nothing is learned from: measured by trees grown on the rest")
    options = parser.parse_args()
    pipeline = Pipeline()
    found = [report for path in sorted(FOLDER.glob("*.txt")) for report in reports(path, pipeline)]
    labels = {pair: kinds for path in sorted(FOLDER.glob("*.tsv")) for pair, kinds in links(path).items()}
    for scales in SCALES:
        whole = table(found, labels, scales)
        held = np.isin(whole.crisis, options.without)
        own, rest = _part(whole, ~held), _part(whole, held)
        print(scales, *measured(own, foreseen(own, options.folds)), sep="\n", flush=True)
        trees = grown(own.seen, own.parts)
        if options.without:
            print("left out", *measured(rest, trees.predict_proba(rest.seen)[:, 1]), sep="\n", flush=True)
        if options.out is not None:
            _write(trees, own.seen, options.out / f"{scales}.npz")


def _part(pairs: Table, chosen: NDArray[np.bool_]) -> Table:
    sentence = tuple(each for each, own in zip(pairs.sentence, chosen, strict=True) if own)
    return Table(pairs.seen[chosen], pairs.parts[chosen], sentence, pairs.crisis[chosen])


def _write(trees: GradientBoostingClassifier, seen: NDArray[np.float32], path: Path) -> None:
    """The trees as ``stories.weighing`` reads them: a row a tree, its nodes behind each other; leaves lead to themselves."""
    own = [each.tree_ for each in trees.estimators_[:, 0]]
    shape = (len(own), max(each.node_count for each in own))
    feature, low, high = (np.zeros(shape, np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape) for _ in range(2))
    for row, each in enumerate(own):
        leaf, at, here = each.children_left < 0, np.arange(each.node_count), slice(0, each.node_count)
        feature[row, here] = np.where(leaf, 0, each.feature)
        threshold[row, here] = np.where(leaf, 0.0, each.threshold)
        low[row, here], high[row, here] = np.where(leaf, at, each.children_left), np.where(leaf, at, each.children_right)
        value[row, here] = trees.learning_rate * each.value[:, 0, 0]
    stored = {"feature": feature, "threshold": threshold, "low": low, "high": high, "value": value, "bias": np.float64(0)}
    wanted = trees.decision_function(seen)
    stored["bias"] = np.float64((wanted - raw_score(stored, seen)).mean())  # what the trees began from
    if not np.allclose(raw_score(stored, seen), wanted, atol=1e-6):
        raise SystemExit("The trees as written tell something else than those that were grown.")
    np.savez_compressed(path, **stored)


if __name__ == "__main__":
    main()
