"""PLOVER's JSON: an object an event with the fields of the manual, ours under ``x_dateline``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dateline.model.actor import ActorRef
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.model.serial import to_json
from dateline.store.export.chosen import chosen, name_of
from dateline.store.export.columns import Row
from dateline.store.export.layout import Choice
from dateline.store.export.polecat import source_of
from dateline.store.export.told import Told, sectors
from dateline.version import VERSION


def rows(told: Told, choice: Choice) -> Iterator[Row]:
    """The objects of one report, one a row."""
    for event in chosen(told, choice):
        yield (written(without_unknown(_event(told, event))),)


def written(value: dict[str, Any]) -> str:
    """An object as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def without_unknown(value: dict[str, Any]) -> dict[str, Any]:
    """An object without the fields that are unknown."""
    return {name: cell for name, cell in value.items() if cell is not None and cell != []}


def _event(told: Told, event: Event) -> dict[str, Any]:
    when, coded, span, article = told.when(event), told.coded(event), told.trigger(event), told.record.article
    return {
        "id": name_of(told, event),
        "date": when.day,
        "enddate": when.end if when.end != when.day else None,
        "source": [_party(told, ref) for ref in event.actors],
        "recipient": [_party(told, ref) for ref in event.recipients],
        "event": [event.type],
        "event_loc": _place(told.where(event)),
        "quad_code": coded.quad,
        "event_scale": coded.goldstein,
        "mode": [event.mode] if event.mode is not None else None,
        "context": list(event.contexts),
        "text_info": {"start": span.start, "end": span.end},
        "cite_info": without_unknown(
            {
                "url": article.source.uri,
                "title": article.headline.text if article.headline is not None else None,
                "language": article.language,
                "publication": source_of(told),
            }
        ),
        "coder": f"dateline {VERSION}",
        "coded_date": told.kept.kept_at[:10],
        "coded_time": told.kept.kept_at[11:],
        "x_dateline": _own(told, event),
    }


def _party(told: Told, ref: ActorRef) -> dict[str, Any]:
    text = " ".join(told.words((ref,)))
    actor = told.actors.get(ref.actor or "")
    if actor is None:
        return {"actor_text": text}
    return without_unknown(
        {
            "code": actor.country or (actor.code or "")[:3] or None,
            "sector": "".join(sectors(actor)) or None,
            "actor_text": text,
            "identifier_id": actor.id,
            "identifier_text": actor.name,
            "office": actor.office.title if actor.office is not None else None,
        }
    )


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    kind, _, code = (place.feature or "").partition(".")
    return without_unknown(
        {
            "geonameid": place.geonameid,
            "name": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "feature class": kind or None,
            "feature code": code or None,
            "cc3": place.country,
        }
    )


def _own(told: Told, event: Event) -> dict[str, Any]:
    return {
        "article": told.record.article.id,
        "event": event.id,
        "factuality": to_json(event.factuality),
        "magnitude": to_json(event.magnitude),
        "quote": told.quote(event),
        "time_precision": told.when(event).precision,
        "place_precision": told.precision(told.where(event)),
        "cameo": told.coded(event).cameo,
        "statement": event.statement,
        "rule": event.rule,
        "confidence": event.confidence,
    }
