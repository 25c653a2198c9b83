"""Task ``raw``: the PLOVER types in a sentence, who and whom by country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import raw as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.codes import acts

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The acts in the row's sentence."""
    return {"events": acts(row["text"], pipeline)}


TASK = Task("raw", predict, scored)
