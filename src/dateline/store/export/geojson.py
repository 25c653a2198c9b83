"""GeoJSON (RFC 7946): a point a place of an event, for maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.model.event import Event
from dateline.model.place import Place
from dateline.store.export.chosen import chosen, name_of
from dateline.store.export.columns import Row
from dateline.store.export.layout import Choice
from dateline.store.export.plover import written
from dateline.store.export.polecat import joined
from dateline.store.export.told import Told

HEAD = '{"type":"FeatureCollection","features":[\n'
TAIL = "\n]}\n"


def rows(told: Told, choice: Choice) -> Iterator[Row]:
    """The features of one report; an event in a place without coordinates has none."""
    for event in chosen(told, choice):
        for number, name in enumerate(event.places):
            place = told.places.get(name)
            if place is not None and place.latitude is not None and place.longitude is not None:
                yield (written(_feature(told, event, place, number)),)


def _feature(told: Told, event: Event, place: Place, number: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": name_of(told, event, f":{number}"),
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": _properties(told, event, place),
    }


def _properties(told: Told, event: Event, place: Place) -> dict[str, Any]:
    when = told.when(event)
    return {
        "day": when.day,
        "type": event.type,
        "mode": event.mode,
        "status": event.factuality.status,
        "teller": event.factuality.according_to[-1] if event.factuality.according_to else None,
        "actors": joined(actor.name for actor in told.parties(event.actors)),
        "recipients": joined(actor.name for actor in told.parties(event.recipients)),
        "place": place.name,
        "country": place.country,
        "geonameid": place.geonameid,
        "place_precision": told.precision(place),
        "time_precision": when.precision,
        "killed": event.magnitude.killed,
        "wounded": event.magnitude.wounded,
        "quote": told.quote(event),
        "article": told.record.article.id,
        "event": event.id,
        "published": told.day,
        "address": told.record.article.source.uri,
    }
