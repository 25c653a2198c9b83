"""Scorer of factuality on the scale -3 to 3."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence

from dateline.evaluate.scorers.measures import prf
from dateline.evaluate.task import Figures, Prediction, Row

UNREAL = 0.75  # below it an event counts as one that did not take place


def factuality(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Mean absolute error and Pearson's r, and F1 of finding what did not happen; no answer counts as 3."""
    wanted = [float(row["factuality"]) for row in gold]
    said = [float(predictions.get(row["id"], {}).get("factuality", 3.0)) for row in gold]
    mean_wanted, mean_said = statistics.mean(wanted), statistics.mean(said)
    spread = sum((y - mean_wanted) ** 2 for y in wanted) * sum((h - mean_said) ** 2 for h in said)
    joint = sum((y - mean_wanted) * (h - mean_said) for y, h in zip(wanted, said, strict=True))
    unreal = prf(
        sum(y < UNREAL and h < UNREAL for y, h in zip(wanted, said, strict=True)),
        sum(h < UNREAL for h in said),
        sum(y < UNREAL for y in wanted),
    )
    return {
        "n": len(gold),
        "mae": round(sum(abs(y - h) for y, h in zip(wanted, said, strict=True)) / len(gold), 3),
        "r": round(joint / math.sqrt(spread), 3) if spread else None,
        "not_happened": unreal,
    }
