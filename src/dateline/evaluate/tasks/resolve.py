"""Task ``resolve``: toponyms whose spans are given, to places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.places import resolve
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.evaluate.tasks.toponym_rows import answers, marked

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """Coordinates and GeoNames ids for the row's spans; only the text and the spans are read."""
    article = article_of(row["text"])
    parse = pipeline.parser.parse(article.text, article.blocks())
    return {"toponyms": answers(marked(row, parse, pipeline.knowledge), parse, article.text, pipeline.knowledge)}


TASK = Task("resolve", predict, resolve)
