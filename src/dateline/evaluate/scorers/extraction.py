"""Scorer of article bodies extracted from pages."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.evaluate.scorers.measures import percent
from dateline.evaluate.task import Figures, Prediction, Row

SHINGLE = 4


def _shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def extraction(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Shingles of four words: mean precision and recall over pages, and pages with the very same words."""
    precisions, recalls, same = [], [], 0
    for row in gold:
        wanted = re.findall(r"\w+", row["body"] or "")
        said = re.findall(r"\w+", predictions.get(row["id"], {}).get("body") or "")
        ours, theirs = _shingles(said), _shingles(wanted)
        hits = sum((ours & theirs).values())
        same += wanted == said
        if ours:
            precisions.append(hits / sum(ours.values()))
        if theirs:
            recalls.append(hits / sum(theirs.values()))
    precision = statistics.mean(precisions) if precisions else 0.0
    recall = statistics.mean(recalls) if recalls else 0.0
    both = precision + recall
    figures = (precision, recall, 2 * precision * recall / both if both else 0.0)
    return {"pages": len(gold), "prf": [round(100 * figure, 1) for figure in figures], "exact": percent(same, len(gold))}
