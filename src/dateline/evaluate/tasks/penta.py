"""Task ``penta``: one of five classes for a sentence: statement, verbal and material cooperation, verbal and material conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import PENTA
from dateline.evaluate.scorers.events import penta as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.mainline import coded_type, main, read

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

STATEMENT = "0"


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The class of the sentence's main event."""
    sentence = read(row["text"], pipeline)
    seen = main(sentence)
    return {"penta": PENTA[coded_type(seen, sentence)] if seen is not None else STATEMENT}


TASK = Task("penta", predict, scored)
