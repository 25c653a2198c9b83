"""How sure an event is: fits the weights of ``[sure]`` and ``[sure_by_rules]`` in thresholds.toml, and prints how reliable they are.

    python training/sure.py --models build/folds

Runs in the program's own environment. Our own sentences, quiet ones among them, are read as records, each by the model that has not seen
it. An event is right where a marked one of its type and status shares a character with its trigger. Weights are fitted on all lines; the
tables of reliability come from weights fitted without the fold that they are asked about.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from against_rules import marked
from examples import fold_of
from markup import Line, lines
from numpy.typing import NDArray
from out_of_fold import pipelines

from dateline.evaluate.tasks.articles import article_of
from dateline.extract.heard import SOURCE, typed
from dateline.extract.status import REAL
from dateline.linguistics.encoding import STATUSES, Encoding
from dateline.linguistics.voices import log_odds
from dateline.model.event import Event
from dateline.model.span import Span

HERE = Path(__file__).parent
RULES = ("bias", "by_word", "real", "actors", "recipients")
BOTH = (*RULES, "typed", "status", "loudest", "quiet", "alone", "over")
BINS = (0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Seen:
    """What is seen of the events of one voice, whether they are right, and the fold of their lines."""

    features: list[list[float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    quiet: list[bool] = field(default_factory=list)

    def add(self, event: Event, line: Line, heard: list[float]) -> None:
        """One event of the record of a line."""
        fact, trigger = event.factuality, event.trigger.spans[0]
        ruled = [1.0, bool(fact.cues), fact.status in REAL, bool(event.actors), bool(event.recipients)]
        found = marked(line)
        self.features.append([float(value) for value in (*ruled, *heard)])
        self.right.append(any(m.span.overlaps(trigger) and (m.type, m.status) == (event.type, fact.status) for m in found))
        self.folds.append(fold_of(line.text))
        self.quiet.append(not found)


def heard(event: Event, encoding: Encoding, whole: Span) -> list[float] | None:
    """The encoder's features."""
    trigger = event.trigger.spans[0]
    types, states, loudest, classes = encoding.trigger(trigger), encoding.status(trigger), encoding.loudest(whole), encoding.classes(whole)
    if types is None or states is None or loudest is None or classes is None:
        return None
    told = (typed(event.type, types), states[STATUSES.index(event.factuality.status)], loudest, classes[-1])
    return [*map(log_odds, told), event.rule.startswith(SOURCE), f"; {SOURCE}:" in event.rule]


def fitted(features: Floats, right: Floats) -> Floats:
    """Weights of a logistic regression with a little damping, by Newton's method."""
    weights, damping = np.zeros(features.shape[1]), np.ones(features.shape[1])
    damping[0] = 0.0
    for _ in range(30):
        said = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (said - right) + damping * weights
        bend = (features * (said * (1 - said))[:, None]).T @ features + np.diag(damping + 1e-9)
        weights -= np.linalg.solve(bend, slope)
    return weights


def report(name: str, names: tuple[str, ...], seen: Seen) -> None:
    """Prints weights and reliability."""
    features, right, folds, quiet = (np.array(each, dtype=np.float64) for each in (seen.features, seen.right, seen.folds, seen.quiet))
    said = np.zeros(len(right))
    for fold in sorted(set(seen.folds)):
        weights = fitted(features[folds != fold], right[folds != fold])
        said[folds == fold] = 1 / (1 + np.exp(-features[folds == fold] @ weights))
    print(
        f"[{name}] {len(right)} events, {right.mean():.3f} right, Brier {((said - right) ** 2).mean():.3f}, order {order(said, right):.3f}"
    )
    print("  ", ", ".join(f"{n} = {w:.2f}" for n, w in zip(names, fitted(features, right), strict=True)))
    for low, high in pairwise(BINS):
        inside = (said >= low) & (said < high)
        if inside.any():
            print(f"   from {low}: {inside.sum()} said {said[inside].mean():.2f} right {right[inside].mean():.2f}")
    print(f"   mean in quiet lines {said[quiet > 0].mean():.2f}, in others {said[quiet == 0].mean():.2f}")


def order(said: Floats, right: Floats) -> float:
    """How often a right event is said surer than a wrong one (area under the curve)."""
    ranks = np.argsort(np.argsort(said, kind="stable"), kind="stable")
    hits = right.sum()
    return float((ranks[right > 0].sum() - hits * (hits - 1) / 2) / (hits * (len(right) - hits)))


def ours() -> Iterator[Line]:
    """Our sentences with events and without."""
    for path in (*sorted((HERE / "data").glob("status-*.txt")), HERE / "data" / "quiet.txt"):
        yield from lines(path)


def main() -> None:
    """Print weights and tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=Path("build/folds"))
    readers = pipelines(parser.parse_args().models)
    ruled = pipelines(None)[0]
    both, rules = Seen(), Seen()
    for line in ours():
        reader = readers.get(fold_of(line.text))
        if reader is None or reader.encoder is None:
            continue
        article, whole = article_of(line.text), Span(0, len(line.text))
        encoding = reader.encoder.encode(article.text, article.blocks())
        for event in reader.record(article).events:
            features = heard(event, encoding, whole)
            if features is not None:
                both.add(event, line, features)
        for event in ruled.record(article).events:
            rules.add(event, line, [])
    report("sure", BOTH, both)
    report("sure_by_rules", RULES, rules)


if __name__ == "__main__":
    main()
