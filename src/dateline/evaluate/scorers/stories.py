"""Scorer of stories: B-cubed over the reports of a file."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from dateline.evaluate.scorers.measures import b_cubed
from dateline.evaluate.task import Figures, Prediction, Row


def stories(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Which reports tell of the same: a report without an answer stands alone."""
    want: dict[Hashable, Hashable] = {row["id"]: row.get("story") or row["subtopic"] for row in gold}
    got: dict[Hashable, Hashable] = {key: answer["story"] for key, answer in predictions.items() if answer.get("story") is not None}
    return {"n": len(gold), "b_cubed": b_cubed(want, got)}
