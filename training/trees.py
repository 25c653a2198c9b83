"""Gradient-boosted trees as ``stories.weighing`` reads them: grown, foreseen by groups of crises, measured, written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score

from dateline.stories.weighing import raw_score

FOLDS = 6  # groups of crises


def grown(seen: NDArray[np.float32], right: NDArray[np.bool_]) -> GradientBoostingClassifier:
    """Small trees, each of which corrects those before it."""
    trees = GradientBoostingClassifier(n_estimators=150, learning_rate=0.05, max_leaf_nodes=8, max_depth=None, min_samples_leaf=15,
                                       subsample=0.7, max_features=0.5, random_state=0)  # fmt: skip
    return trees.fit(seen, right)


def grown_by_worth(seen: NDArray[np.float32], right: NDArray[np.float64]) -> GradientBoostingClassifier:
    """The like on rows that are right by a share each, and wrong by the rest."""
    trees = GradientBoostingClassifier(n_estimators=150, learning_rate=0.06, max_leaf_nodes=10, max_depth=None, min_samples_leaf=20,
                                       subsample=0.7, max_features=0.3, random_state=0)  # fmt: skip
    worth = np.concatenate([right, 1 - right])
    some = worth > 0
    sides = np.repeat([True, False], len(seen))
    return trees.fit(np.concatenate([seen, seen])[some], sides[some], sample_weight=worth[some])


def foreseen(seen: NDArray[np.float32], right: NDArray[np.bool_], crisis: NDArray[np.str_], folds: int = FOLDS) -> NDArray[np.float64]:
    """The probability of each row by trees that have seen no report of its crisis."""
    names = sorted(set(crisis))
    group = np.array([names.index(name) % folds for name in crisis])
    chances = np.zeros(len(right))
    for fold in range(folds):
        held = group == fold
        chances[held] = grown(seen[~held], right[~held]).predict_proba(seen[held])[:, 1]
    return chances


def measured(right: NDArray[np.bool_], chances: NDArray[np.float64], which: Sequence[str]) -> Iterator[str]:
    """Average precision; of the surest row of each of ``which`` (its sentence), from each probability on, how many are right."""
    yield f"{len(right):,} rows, {right.sum()} right; average precision {average_precision_score(right, chances):.3f}"
    best: dict[str, int] = {}
    for at, name in enumerate(which):
        if name not in best or chances[at] > chances[best[name]]:
            best[name] = at
    wanted = {name for name, own in zip(which, right, strict=True) if own}
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        told = [at for at in best.values() if chances[at] >= least]
        found = sum(bool(right[at]) for at in told)
        yield f"  from {least}: {found} of {len(told)} right, of {len(wanted)}"


def write(trees: GradientBoostingClassifier, seen: NDArray[np.float32], path: Path) -> None:
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
