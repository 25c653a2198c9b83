"""Task ``relevance``: which sentences of random news hold an event that took place, and of what type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import relevance as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.codes import acts

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The acts in the row's sentence."""
    return {"events": acts(row["text"], pipeline, agentless=True)}


TASK = Task("relevance", predict, scored)
