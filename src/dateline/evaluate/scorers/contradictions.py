"""Scorer of contradictions: precision and recall over labelled pairs of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.evaluate.task import Figures, Prediction, Row


def contradictions(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Contradiction or not and one thing or not: precision, recall, F, in percent; recall of contradictions by kind."""
    kinds = sorted({row["kind"] for row in gold if row["contradiction"]})
    by_kind = {}
    for kind in kinds:
        rows = [row for row in gold if row["contradiction"] and row["kind"] == kind]
        by_kind[kind] = round(100 * sum(bool(predictions[row["id"]]["contradiction"]) for row in rows) / len(rows), 1)
    return {
        "n": len(gold),
        "contradiction": _measured(gold, predictions, "contradiction"),
        "same": _measured(gold, predictions, "same"),
        "recall_by_kind": by_kind,
    }


def _measured(gold: Sequence[Row], predictions: Mapping[str, Prediction], label: str) -> dict[str, Any]:
    pairs = [(bool(row[label]), bool(predictions[row["id"]][label])) for row in gold]
    right = sum(want and got for want, got in pairs)
    said, meant = sum(got for _, got in pairs), sum(want for want, _ in pairs)
    precision, recall = right / said if said else 1.0, right / meant if meant else 1.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(100 * precision, 1), "recall": round(100 * recall, 1), "f": round(100 * f, 1), "said": said, "meant": meant}
