"""A task run over a file of labelled rows."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import OutputError
from dateline.evaluate import gold
from dateline.evaluate.task import Figures, Prediction, Row, Task

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

Progress = Callable[[Iterable[Row], int], Iterable[Row]]


def _silent(rows: Iterable[Row], total: int) -> Iterable[Row]:
    return rows


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task gave on a file: how many rows, the figures, the predictions by row id in the order of the rows."""

    task: str
    rows: int
    figures: Figures
    predictions: Mapping[str, Prediction]


def evaluate(task: Task, path: Path, pipeline: Pipeline, *, limit: int | None = None, progress: Progress = _silent) -> Outcome:
    """The outcome of ``task`` on the first ``limit`` rows (all by default) of the gold file ``path``.

    Rows that share an id (two annotators of one text) are answered once.
    """
    rows = gold.rows(path)[:limit]
    predictions: dict[str, Prediction] = {}
    for row in progress(rows, len(rows)):
        if row["id"] not in predictions:
            predictions[row["id"]] = task.predict(row, pipeline)
    if task.together is not None:
        predictions = dict(zip(predictions, task.together(list(predictions.values())), strict=True))
    return Outcome(task.name, len(rows), task.score(rows, predictions), predictions)


def write_predictions(outcome: Outcome, path: Path) -> None:
    """Writes one JSON object a row, its ``id`` first: beside the target, then moved there, so that no half file is left."""
    lines = (json.dumps({"id": key, **each}, ensure_ascii=False) for key, each in outcome.predictions.items())
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}): name a file in a folder that exists and that you may write to."
        raise OutputError(message) from error
