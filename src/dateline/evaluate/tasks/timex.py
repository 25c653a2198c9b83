"""Time expressions: their spans and TIMEX3 values, from a text and the date of its document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline import extract
from dateline.evaluate.scorers.times import timex
from dateline.evaluate.task import Prediction, Row, Task
from dateline.model.span import Span
from dateline.resolve.calendar import day_of
from dateline.resolve.times import anchored

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

_BLOCK = re.compile(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The time expressions of the row's text, read against its ``dct``."""
    text = row["text"]
    parse = pipeline.parser.parse(text, [Span(found.start(), found.end()) for found in _BLOCK.finditer(text)])
    told = anchored(extract.times(parse, pipeline.knowledge), parse, day_of(row.get("dct")))
    return {"timexes": [{"span": [span.start, span.end], "value": each.value} for each in told for span in each.spans]}


TASK = Task("timex", predict, timex)
