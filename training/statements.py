"""Fits the weights of the confidence of statements (knowledge/data/cues/confidence.tsv) on labelled attributions.

    python training/statements.py POLNEAR.jsonl OUT.tsv [--hold-out N]

A logistic regression with L2 over the features of ``dateline.extract.confidence``: a draft is right where its content matches an annotated
one (half of the characters in common, one to one). Every Nth article is held out and its log loss printed. Needs numpy (comes with spaCy).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.evaluate.tasks.statements import blocks, shaped
from dateline.extract.confidence import features
from dateline.extract.statements import attributions, nested_flags
from dateline.knowledge import Knowledge
from dateline.linguistics import SpacyParser
from dateline.linguistics.parser import RememberingParser

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

RARE = 3  # a feature seen less often gets no weight
SMALL = 0.05  # a weight nearer to nothing is left out
STEPS, RATE = 400, 0.05
PENALTY, PENALTY_OF_CUES = 1.0, 2.0
HEAD = """\
# Weights of the features by which the confidence of a statement is told (extract/confidence.py): logistic regression, L2, fitted on the
# development part of PolNeAR (Newell, Margolin and Ruths 2018): positive where a draft matches an annotated attribution.
# source: fitted by training/statements.py on PolNeAR dev
feature\tweight
"""
Example = tuple[list[str], bool]


def characters(spans: Sequence[Sequence[int]]) -> set[int]:
    """The offsets that the spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def matched(wanted: list[set[int]], mine: list[set[int]]) -> set[int]:
    """The numbers of those of ``mine`` that share at least half of their characters with one of ``wanted``, one to one."""
    shares = sorted(((len(a & b) / len(a | b), i, k) for i, a in enumerate(wanted) for k, b in enumerate(mine) if a & b), reverse=True)
    taken: set[int] = set()
    right: set[int] = set()
    for share, i, k in shares:
        if share >= 0.5 and i not in taken and k not in right:
            taken.add(i)
            right.add(k)
    return right


def examples(row: Mapping[str, Any], parser: RememberingParser, knowledge: Knowledge) -> Iterator[Example]:
    """The drafts of an article with their features and whether they are right."""
    parse = parser.parse(row["text"], blocks(row["text"]))
    drafts = attributions(parse, knowledge)
    said = shaped(parse, drafts)["statements"]
    right = matched([characters(a["content"]) for a in row["attributions"] if a["content"]], [characters(s["content"]) for s in said])
    numbers = {(tuple(map(tuple, s["cue"])), tuple(s["content"][0])): k for k, s in enumerate(said) if s["cue"]}
    flags = nested_flags(parse, drafts)
    for draft in drafts:
        key = (tuple((parse.starts[i], parse.ends[i]) for i in draft.cue), (draft.content[0].start, draft.content[0].end))
        if draft.cue and key in numbers:
            yield features(parse, draft, nested=flags[id(draft)]), numbers[key] in right


def fitted(training: Sequence[Example]) -> dict[str, float]:
    """The weights, by Adam over all examples at once: the same examples give the same weights."""
    seen = Counter(name for names, _ in training for name in names)
    place = {name: i for i, name in enumerate(sorted(name for name, count in seen.items() if count >= RARE))}
    rows = [[place[name] for name in names if name in place] for names, _ in training]
    columns = np.array([i for row in rows for i in row])
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    truth = np.array([right for _, right in training], dtype=float)
    penalty = np.array([0.0 if n == "bias" else PENALTY_OF_CUES if n.startswith("cue:") else PENALTY for n in place])
    weights, mean, square = (np.zeros(len(place)) for _ in range(3))
    for step in range(1, STEPS + 1):
        error = _told(weights, columns, owners, len(rows)) - truth
        slope = np.bincount(columns, weights=error[owners], minlength=len(place)) + penalty * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope * slope
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: float(weights[i]) for name, i in place.items()}


def _told(weights: NDArray[Any], columns: NDArray[Any], owners: NDArray[Any], count: int) -> NDArray[Any]:
    return np.asarray(1 / (1 + np.exp(-np.bincount(owners, weights=weights[columns], minlength=count))))


def loss(weights: Mapping[str, float], held: Sequence[Example]) -> float:
    """The mean log loss on examples that were not trained on."""
    told = np.array([1 / (1 + np.exp(-sum(weights.get(n, 0.0) for n in names))) for names, _ in held])
    truth = np.array([right for _, right in held], dtype=float)
    return float(-np.mean(truth * np.log(told) + (1 - truth) * np.log(1 - told)))


def main() -> None:
    """Reads, fits, writes; prints the loss on what was held out."""
    options = argparse.ArgumentParser(description="Fit the confidence of statements.")
    options.add_argument("gold", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--hold-out", type=int, default=0)
    given = options.parse_args()
    parser, knowledge = RememberingParser(SpacyParser(), Path(".cache/parses")), Knowledge.load()
    rows = {row["id"]: row for line in reversed(given.gold.read_text("utf-8").splitlines()) if (row := json.loads(line))}
    training: list[Example] = []
    held: list[Example] = []
    for number, name in enumerate(sorted(rows)):
        kept = given.hold_out and number % given.hold_out == 0
        (held if kept else training).extend(examples(rows[name], parser, knowledge))
    weights = fitted(training)
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= SMALL]
    given.out.write_text(HEAD + "".join(lines), "utf-8")
    print(f"{len(training)} drafts, {len(lines)} weights" + (f", held out: log loss {loss(weights, held):.3f}" if held else ""))


if __name__ == "__main__":
    main()
