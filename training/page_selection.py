"""Learn the weights of ``src/dateline/ingest/data/selection.tsv`` from labelled pages.

    python training/page_selection.py ../shared/gold/extraction/zyte_dev.jsonl [--write]

Prints what ten-fold cross-validation over pages reaches at several thresholds, then what the weights reach on the pages
that they were learned from. A ridge-regularised logistic regression over the features of ``dateline.ingest.selection``; a
block is right if most of its words stand in the labelled body, in order. Nothing of the pages goes into the weights but counts.
"""

from __future__ import annotations

import collections
import difflib
import gzip
import json
import re
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dateline.ingest.html import decode_page, page_title, witnesses_of
from dateline.ingest.page import Block, Walk, parse_page
from dateline.ingest.selection import Feature, Scene

WORD = re.compile(r"\w+")
Page = tuple[list[Block], list[list[Feature]], list[bool], str]  # blocks, features and label of each, the labelled body
Numbers = np.ndarray
FOLDS, RIDGE, ROUNDS = 10, 1.0, 60


def labels(blocks: Sequence[Block], body: str) -> list[bool]:
    """For each block, whether most of its words stand in the body, in order."""
    pairs = [(word, n) for n, block in enumerate(blocks) for word in WORD.findall(block.text)]
    matcher = difflib.SequenceMatcher(None, [word for word, _ in pairs], WORD.findall(body), autojunk=False)
    found, total = collections.Counter(), collections.Counter(n for _, n in pairs)
    for start, _, size in matcher.get_matching_blocks():
        found.update(n for _, n in pairs[start : start + size])
    return [total[n] > 0 and found[n] / total[n] > 0.6 for n in range(len(blocks))]


def load(path: Path) -> list[Page]:
    """The pages: blocks, features of each, labels, body."""
    pages = []
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        html = decode_page(gzip.decompress((path.parent / row["page"]).read_bytes()))
        walk = Walk(parse_page(html), row["id"])
        scene = Scene(walk.blocks, page_title(walk), witnesses_of(html))
        pages.append((walk.blocks, [scene.features(n) for n in range(len(walk.blocks))], labels(walk.blocks, row["body"]), row["body"]))
    return pages


def matrix(pages: Sequence[Page], names: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Features, labels and weights of all blocks of the pages; each page weighs the same, long blocks more."""
    place = {name: number for number, name in enumerate(names)}
    features, right, weight = [], [], []
    for blocks, listed, truth, _ in pages:
        sizes = np.sqrt([min(40, max(1, len(WORD.findall(block.text)))) for block in blocks])
        weight.extend(50 * sizes / sizes.sum())
        right.extend(map(float, truth))
        for block in listed:
            row = np.zeros(len(names))
            for name, value in block:
                row[place[name]] = value
            features.append(row)
    return np.array(features), np.array(right), np.array(weight)


def fit(features: Numbers, right: Numbers, weight: Numbers) -> Numbers:
    """The weights of a logistic regression, by Newton's method."""
    out = np.zeros(features.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(features @ out, -30, 30)))
        slope = features.T @ (weight * (likely - right)) + RIDGE * out
        bend = (features * (weight * likely * (1 - likely))[:, None]).T @ features + RIDGE * np.eye(len(out))
        step = np.linalg.solve(bend, slope)
        out -= step
        if np.abs(step).max() < 1e-5:
            break
    return out


def grams(words: Sequence[str]) -> collections.Counter[tuple[str, ...]]:
    """Shingles of four words with their counts."""
    return collections.Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else collections.Counter()


def figures(pages: Sequence[Page], scores: Sequence[Numbers], threshold: float) -> str:
    """Mean precision and recall of shingles, and the share of pages with the same words in the same order."""
    precision, recall, same = [], [], 0
    for (blocks, _, _, body), values in zip(pages, scores, strict=True):
        mine, gold = WORD.findall("\n".join(b.text for b, v in zip(blocks, values, strict=True) if v > threshold)), WORD.findall(body)
        a, b = grams(gold), grams(mine)
        hit = sum((a & b).values())
        same += mine == gold
        if b:
            precision.append(hit / sum(b.values()))
        if a:
            recall.append(hit / sum(a.values()))
    p, r = statistics.mean(precision), statistics.mean(recall)
    return f"precision {100 * p:.1f} recall {100 * r:.1f} F {200 * p * r / (p + r):.1f} exact {100 * same / len(pages):.1f}"


def main(argv: Sequence[str]) -> None:
    """Learn, measure, and with ``--write`` keep the weights."""
    pages = load(Path(argv[1]))
    names = sorted({name for _, listed, _, _ in pages for block in listed for name, _ in block})
    scores: list[Numbers] = [np.zeros(0)] * len(pages)
    for fold in range(FOLDS):
        out = fit(*matrix([page for n, page in enumerate(pages) if n % FOLDS != fold], names))
        for n in range(fold, len(pages), FOLDS):
            scores[n] = matrix([pages[n]], names)[0] @ out
    for threshold in (-0.3, 0.0, 0.3, 0.6):
        print(f"held out, threshold {threshold:+.1f}: {figures(pages, scores, threshold)}")
    out = fit(*matrix(pages, names))
    print(f"learned from: {figures(pages, [matrix([page], names)[0] @ out for page in pages], 0.0)}")
    if "--write" in argv:
        lines = [f"{name}\t{value:.3f}" for name, value in zip(names, out, strict=True)]
        head = "# Feature of a page's block and its weight, learned by training/page_selection.py; do not edit by hand."
        Path("src/dateline/ingest/data/selection.tsv").write_text("\n".join([head, *lines]) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(sys.argv)
