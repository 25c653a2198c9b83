"""Fits the weights of factuality on labelled sets: additive features, Huber loss, averaged stochastic gradient descent.

    fit_factuality.py SCALE GOLD.jsonl [--check]

Writes src/dateline/knowledge/data/weights/factuality_SCALE.tsv; with --check prints the figures of five-fold cross-validation
instead (folds by text). Deterministic: same file, same weights.
"""

from __future__ import annotations

import argparse
import collections
import random
import statistics
from pathlib import Path

from dateline.evaluate import gold
from dateline.evaluate.scorers.factuality import factuality as scored
from dateline.evaluate.tasks.factuality import SETS, marked
from dateline.extract.grading import features
from dateline.extract.judge import Judge
from dateline.knowledge import Knowledge
from dateline.knowledge.weights import BIAS, WEIGHTS
from dateline.linguistics import SpacyParser
from dateline.linguistics.parser import RememberingParser
from dateline.model.span import Span

Labelled = tuple[str, str, float, tuple[str, ...]]  # row id, text, figure, features
EPOCHS, RATE, DECAY, LEAST = 25, 0.12, 0.002, 0.02
# For each scale: where the loss bends from squares to distances, and the rows that a feature must stand in.
TUNING = {"uw": (0.25, 4), "uds": (0.5, 8), "meantime": (1.0, 3), "commitmentbank": (1.0, 3)}


def read(path: Path) -> list[Labelled]:
    """The rows of a gold file with their features."""
    parser, table = RememberingParser(SpacyParser(), Path(".cache/parses")), Knowledge.load().signatures
    found: list[Labelled] = []
    for row in gold.rows(path):
        text = row["text"]
        parse = parser.parse(text, [Span(0, len(text))])
        token = marked(parse, Span(*row["predicate_span"]))
        if token is not None:
            found.append((row["id"], text, float(row["factuality"]), features(parse, token, Judge(parse, table).state(token))))
    return found


def fit(rows: list[Labelled], bend: float, least: int) -> dict[str, float]:
    """The weights of the features that stand in at least ``least`` rows."""
    counts = collections.Counter(feature for *_, found in rows for feature in found)
    data = [(figure, [feature for feature in found if counts[feature] >= least]) for _, _, figure, found in rows]
    weights, total = collections.defaultdict(float), collections.defaultdict(float)
    bias, shuffled, rounds = statistics.median(figure for figure, _ in data), random.Random(0), 0
    for epoch in range(EPOCHS):
        shuffled.shuffle(data)
        rate = RATE / (1 + epoch * 0.25)
        for figure, found in data:
            error = figure - bias - sum(weights[feature] for feature in found)
            slope = max(-bend, min(bend, error))
            for feature in found:
                weights[feature] += rate * (slope / len(found) ** 0.5 - DECAY * weights[feature])
            bias += rate * 0.05 * slope
        if epoch >= EPOCHS // 2:
            rounds += 1
            for feature, weight in weights.items():
                total[feature] += weight
    means = {feature: round(weight / rounds, 2) for feature, weight in sorted(total.items())}
    return {BIAS: round(bias, 2)} | {feature: weight for feature, weight in means.items() if abs(weight) >= LEAST}


def said(weights: dict[str, float], found: tuple[str, ...]) -> float:
    """What the weights make of the features."""
    return max(-3.0, min(3.0, weights[BIAS] + sum(weights.get(feature, 0.0) for feature in found)))


def check(rows: list[Labelled], bend: float, least: int) -> None:
    """Prints the figures of cross-validation."""
    texts = sorted({text for _, text, _, _ in rows})
    random.Random(5).shuffle(texts)
    fold = {text: index % 5 for index, text in enumerate(texts)}
    answers: dict[str, dict[str, float]] = {}
    for held in range(5):
        weights = fit([row for row in rows if fold[row[1]] != held], bend, least)
        answers.update({name: {"factuality": said(weights, found)} for name, text, _, found in rows if fold[text] == held})
    print(scored([{"id": name, "factuality": figure} for name, _, figure, _ in rows], answers))


def main() -> None:
    """Fit or check one scale."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("scale", choices=sorted(set(SETS.values())))
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--check", action="store_true")
    asked = arguments.parse_args()
    rows, tuning = read(asked.gold), TUNING[asked.scale]
    if asked.check:
        check(rows, *tuning)
        return
    weights = fit(rows, *tuning)
    head = (
        "# Weights of factuality, fitted by tools/fit_factuality.py; features: extract/grading.py. They hold no sentence of the set.",
        f"# source: fitted on {asked.gold.name}",
        "feature\tweight",
    )
    lines = (*head, *(f"{feature}\t{weight}" for feature, weight in weights.items()))
    (WEIGHTS / f"factuality_{asked.scale}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
