"""Task ``metonymy``: place names whose spans are given, read as place or as actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.places import metonymy
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.evaluate.tasks.toponym_rows import marked
from dateline.extract.metonymy import of_toponyms
from dateline.linguistics.voices import voices

if TYPE_CHECKING:
    from dateline.extract.metonymy import Reading
    from dateline.linguistics.encoding import Encoding
    from dateline.model.place import Toponym
    from dateline.pipeline import Pipeline

EVEN = 0.5


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The reading of each of the row's spans; only the text and the spans are read."""
    article = article_of(row["text"])
    parse = pipeline.parser.parse(article.text, article.blocks())
    gazetteer = pipeline.knowledge.gazetteer
    given = marked(row, parse, pipeline.knowledge)
    readings = of_toponyms(parse, given, [gazetteer.named(toponym.name) for toponym in given])
    encoding = pipeline.encoder.encode(article.text, article.blocks()) if pipeline.encoder else None
    heard = [_actor(reading, toponym, encoding) for toponym, reading in zip(given, readings, strict=True)]
    return {
        "toponyms": [
            {"start": toponym.span.start, "end": toponym.span.end, "reads_as": "actor" if actor > EVEN else "place"}
            for toponym, actor in zip(given, heard, strict=True)
        ]
    }


def _actor(reading: Reading, toponym: Toponym, encoding: Encoding | None) -> float:
    """How probably the name stands for an actor: by the weighed features, or by these and the encoder."""
    told = reading.confidence if reading.reads_as == "actor" else 1 - reading.confidence
    heard = encoding.actor(toponym.span) if encoding else None
    share = voices().weight.metonymy
    return told if heard is None else (1 - share) * told + share * heard


TASK = Task("metonymy", predict, metonymy)
