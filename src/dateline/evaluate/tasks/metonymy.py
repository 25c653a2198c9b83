"""Task ``metonymy``: place names whose spans are given, read as place or as actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.places import metonymy
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.evaluate.tasks.toponym_rows import marked
from dateline.extract.metonymy import of_toponyms

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The reading of each of the row's spans; only the text and the spans are read."""
    article = article_of(row["text"])
    parse = pipeline.parser.parse(article.text, article.blocks())
    gazetteer = pipeline.knowledge.gazetteer
    given = marked(row, parse, pipeline.knowledge)
    readings = of_toponyms(parse, given, [gazetteer.named(toponym.name) for toponym in given])
    return {
        "toponyms": [
            {"start": toponym.span.start, "end": toponym.span.end, "reads_as": reading.reads_as}
            for toponym, reading in zip(given, readings, strict=True)
        ]
    }


TASK = Task("metonymy", predict, metonymy)
