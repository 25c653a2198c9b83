"""A head for links between mentions against the rules: B-cubed on GUM news, mentions given, each document by a head that has not seen it.

    python training/coreference.py --models build/folds [--data ../shared/gold] [--seeds 3]

Runs in the program's own environment, numpy alone. No body under ``--models`` has been trained on GUM, so that folds over its documents
are enough: for each body a small head learns which earlier mention, or none, a mention repeats (the loss is the log of the share of all
right antecedents, Lee et al. 2017), on the body's vectors and on what the parse says (``links.py``). Three heads: ``surface`` has the
parse alone, ``head`` the vectors as well, ``both`` the decision of the rules as a further voice. A mention is joined to its most
probable antecedent where that is likelier than none by a margin (in log odds). ``added`` leaves the rules' links as they are and takes
the head's word for mentions that the rules join to none before.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from examples import FOLDS
from links import Document, documents
from numpy.typing import NDArray
from out_of_fold import pipelines

from dateline.evaluate import gold
from dateline.evaluate.scorers.mentions import coref
from dateline.linguistics.encoder import Encoder

Floats = NDArray[np.float32]
VOICES = ("surface", "head", "both")
MARGINS = (-2.0, -1.0, 0.0, 1.0, 2.0)
AXES, HIDDEN = 24, 48  # of the vectors' main axes that are kept; units of the head's one hidden layer
ROUNDS, RATE, DAMPING, DROPPED = 16, 2e-3, 3e-2, 0.3


@dataclass(frozen=True, slots=True)
class Sums:
    """A document as a head sees it: a row a pair, a row a mention for "none", the rows of each mention, and which are right."""

    pairs: Floats
    alone: Floats
    of: NDArray[np.int64]  # the mention of each pair
    right: NDArray[np.bool_]


class Axes:
    """The main axes of the training documents' vectors, and scales of everything else."""

    def __init__(self, seen: Sequence[Document], voice: str) -> None:
        self.voice = voice
        vectors = np.concatenate([each.vectors for each in seen])
        self.middle = vectors.mean(0)
        _, sizes, axes = np.linalg.svd(vectors - self.middle, full_matrices=False)
        self.turn = (axes[:AXES] / sizes[:AXES, None] * np.sqrt(len(vectors))).T
        rows = np.concatenate([each.pairs for each in seen])
        self.mean, self.spread = rows.mean(0), rows.std(0) + 0.1

    def sums(self, document: Document) -> Sums:
        """The document's rows for one voice."""
        kept = [(document.pairs - self.mean) / self.spread]
        alone = [document.alone]
        if self.voice != "surface":
            turned = (document.vectors - self.middle) @ self.turn
            a, b = turned[document.before], turned[document.of]
            kept += [a, b, a * b, abs(a - b)]
            alone += [turned]
        if self.voice == "both":
            kept += [document.ruled]
            alone += [document.ruled_new]
        return Sums(*(np.concatenate(each, 1).astype(np.float32) for each in (kept, alone)), document.of, document.right)


class Head:
    """Two small networks of one hidden layer, for pairs and for "none", taught by Adam."""

    def __init__(self, pairs: int, alone: int, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.weights = [w for size in (pairs, alone) for w in self._layer(size)]
        self.slopes = [(np.zeros_like(w), np.zeros_like(w)) for w in self.weights]
        self.step = 0

    def _layer(self, size: int) -> list[Floats]:
        first = self.random.normal(0, size**-0.5, (size, HIDDEN)).astype(np.float32)
        last = self.random.normal(0, HIDDEN**-0.5, (HIDDEN, 1)).astype(np.float32)
        return [first, np.zeros(HIDDEN, np.float32), last, np.zeros(1, np.float32)]

    def scores(self, sums: Sums) -> tuple[Floats, Floats]:
        """The score of each pair, and of each mention to repeat none."""
        w = self.weights
        return tuple((np.maximum(x @ w[k] + w[k + 1], 0) @ w[k + 2] + w[k + 3])[:, 0] for x, k in ((sums.pairs, 0), (sums.alone, 4)))  # type: ignore[return-value]

    def learn(self, sums: Sums, share: float) -> None:
        """One step on one document; ``share`` of the way is done."""
        inner, outer = [], []
        for x, k in ((sums.pairs, 0), (sums.alone, 4)):
            hidden = np.maximum(x @ self.weights[k] + self.weights[k + 1], 0)
            mask = (self.random.random(hidden.shape, np.float32) > DROPPED) / np.float32(1 - DROPPED)
            inner.append((x, hidden * mask, mask))
            outer.append(((hidden * mask) @ self.weights[k + 2] + self.weights[k + 3])[:, 0])
        blame = blames(sums, *outer)
        slopes: list[Floats] = []
        for (x, hidden, mask), wrong, k in zip(inner, blame, (0, 4), strict=True):
            back = wrong[:, None] * self.weights[k + 2][:, 0] * mask * (hidden > 0)
            slopes += [x.T @ back, back.sum(0), hidden.T @ wrong[:, None], wrong.sum(keepdims=True)]
        self._move(slopes, RATE * (1 - share))

    def _move(self, slopes: Sequence[Floats], rate: float) -> None:
        self.step += 1
        for i, slope in enumerate(slopes):
            first, second = self.slopes[i]
            first += 0.1 * (slope - first)
            second += 0.001 * (slope * slope - second)
            ahead = (first / (1 - 0.9**self.step)) / (np.sqrt(second / (1 - 0.999**self.step)) + 1e-8)
            self.weights[i] = self.weights[i] - rate * (ahead + DAMPING * self.weights[i] * (self.weights[i].ndim > 1))


def blames(sums: Sums, pairs: Floats, alone: Floats) -> tuple[Floats, Floats]:
    """How far each score stands too high: its share among all of its mention less its share among the right ones."""
    loudest = alone.copy()
    np.maximum.at(loudest, sums.of, pairs)
    powers, none = np.exp(pairs - loudest[sums.of]), np.exp(alone - loudest)
    good = powers * sums.right
    every, right = none.copy(), np.zeros_like(none)
    np.add.at(every, sums.of, powers)
    np.add.at(right, sums.of, good)
    new = right == 0
    right += none * new
    size = np.float32(1 / max(1, len(alone)) * 4)
    return (powers / every[sums.of] - good / right[sums.of]) * size, (none / every - none * new / right) * size


def taught(seen: Sequence[Document], voice: str, seed: int) -> tuple[Axes, Head]:
    """A head that has gone over the documents ``ROUNDS`` times."""
    axes = Axes(seen, voice)
    rows = [axes.sums(each) for each in seen]
    head = Head(rows[0].pairs.shape[1], rows[0].alone.shape[1], seed)
    for at in range(ROUNDS):
        for i in head.random.permutation(len(rows)):
            head.learn(rows[i], at / ROUNDS)
    return axes, head


@dataclass(frozen=True, slots=True)
class Told:
    """What heads say of a document that they have not seen: scores of its pairs, and of each mention to repeat none."""

    document: Document
    pairs: Floats
    alone: Floats

    def clusters(self, margin: float, *, added: bool = False) -> dict[str, int]:
        """The number of the chain of each mention, joined to its best antecedent, or so only where the rules join it to none before."""
        document = self.document
        spans = [f"{first}-{last}" for first, last in document.spans]
        chain = [document.rules[span] for span in spans] if added else list(range(len(spans)))
        best: dict[int, tuple[float, int]] = {}
        for score, before, number in zip(self.pairs, document.before, document.of, strict=True):
            best[int(number)] = max(best.get(int(number), (-1e9, 0)), (float(score), int(before)))
        for number, (score, before) in sorted(best.items()):
            if score > self.alone[number] + margin and not (added and chain[number] in chain[:number]):
                old, new = chain[number], chain[before]
                chain = [new if each == old else each for each in chain]
        return dict(zip(spans, chain, strict=True))


def held_out(read: Sequence[Document], voice: str, seeds: int) -> list[Told]:
    """What heads (their scores' mean) say of each document when they have not seen it."""
    found: list[Told] = []
    for fold in range(FOLDS):
        inside = [each for i, each in enumerate(read) if i % FOLDS == fold]
        heads = [taught([each for each in read if each not in inside], voice, seed) for seed in range(seeds)]
        for document in inside:
            told = [head.scores(axes.sums(document)) for axes, head in heads]
            found.append(Told(document, *(np.mean([each[i] for each in told], 0) for i in (0, 1))))
    return found


def b_cubed(rows: Sequence[Mapping[str, Any]], predictions: Mapping[str, Any]) -> float:
    """The task's figure, by the program's own scorer."""
    return float(coref(rows, predictions)["b_cubed"][-1])  # type: ignore[index]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=Path("build/folds"))
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    rows = list(gold.rows(options.data / "entities" / "gum_news_dev.jsonl"))
    pipeline = pipelines(None)[0]
    for number, folder in enumerate(sorted(path.parent for path in options.models.glob("*/body.onnx"))):
        read = documents(rows, pipeline, Encoder(folder))
        if number == 0:
            print(f"rules alone {b_cubed(rows, {each.id: {'clusters': each.rules} for each in read}):.1f}")
        for voice in VOICES:
            told = held_out(read, voice, options.seeds)
            for added in (False, True) if voice == "head" else (False,):
                figures = {m: b_cubed(rows, {t.document.id: {"clusters": t.clusters(m, added=added)} for t in told}) for m in MARGINS}
                name = "added" if added else voice
                print(folder.name, name, *(f"margin {margin}: {figure:.1f}" for margin, figure in figures.items()), flush=True)


if __name__ == "__main__":
    main()
