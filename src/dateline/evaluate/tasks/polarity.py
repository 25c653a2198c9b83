"""Task ``polarity``: the events of one sentence, with the status that says whether they took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.tasks.articles import article_of
from dateline.evaluate.scorers.events import polarity as scored
from dateline.evaluate.task import Prediction, Row, Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model.actor import ActorRef
    from dateline.model.record import Record
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The events of the row's sentence with type, status and the countries of those taking part."""
    record = pipeline.record(article_of(row["text"]))
    return {
        "events": [
            {
                "type": event.type,
                "status": event.factuality.status,
                "actors": countries(record, event.actors),
                "recipients": countries(record, event.recipients),
            }
            for event in record.events
        ]
    }


def countries(record: Record, refs: Iterable[ActorRef]) -> list[str]:
    """The ISO codes of the countries that the actors belong to, each once."""
    of = {actor.id: actor.country for actor in record.actors}
    found = [of.get(ref.actor) for ref in refs if ref.actor is not None]
    return list(dict.fromkeys(country for country in found if country is not None))


TASK = Task("polarity", predict, scored)
