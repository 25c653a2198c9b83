"""Task ``polarity``: the events of one sentence, with the status that says whether they took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import polarity as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.model.span import any_overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model.actor import ActorRef
    from dateline.model.event import Event
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
                "recipients": countries(record, event.recipients) or grounds(record, event),
            }
            for event in told(record.events)
        ]
    }


def told(events: tuple[Event, ...]) -> list[Event]:
    """The events without promises that only bring in what is promised: the task asks for the status of the thing itself."""
    bringing = [span for event in events if event.factuality.status == "pledged" for cue in event.factuality.cues for span in cue.spans]
    return [event for event in events if event.type != "AGREE" or not any_overlap(event.trigger.spans, bringing)]


def countries(record: Record, refs: Iterable[ActorRef]) -> list[str]:
    """The ISO codes of the countries that the actors belong to, each once."""
    of = {actor.id: actor.country for actor in record.actors}
    found = [of.get(ref.actor) for ref in refs if ref.actor is not None]
    return list(dict.fromkeys(country for country in found if country is not None))


def grounds(record: Record, event: Event) -> list[str]:
    """The countries where it happens: whom it hits where nobody else is named ("sanctions on Myanmar", "bombed the port")."""
    places = {place.id: place.country for place in record.places}
    return [country for place in event.places if (country := places.get(place)) is not None]


TASK = Task("polarity", predict, scored)
