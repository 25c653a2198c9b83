"""GDELT 2's event table: 61 tab-separated columns, a row a pair of parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import product

from dateline.model.actor import Actor
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.store.export.chosen import chosen, extended, name_of, number_of
from dateline.store.export.columns import Row, Value
from dateline.store.export.layout import Choice
from dateline.store.export.told import Told, sectors

DAYS_OF_MONTH, DAYS_OF_YEAR = 30, 365  # as its codebook reckons the fraction of a year
NO_PLACE: Row = (0, None, None, None, None, None, None, None)
COUNTRY = 1


def rows(told: Told, choice: Choice) -> Iterator[Row]:
    """The rows of one report; an event whose day nobody knows has none, for the layout has no room for that."""
    for event in chosen(told, choice):
        day = told.when(event).day
        if day is not None:
            yield from _of_event(told, event, date.fromisoformat(day), choice)


def _of_event(told: Told, event: Event, day: date, choice: Choice) -> Iterator[Row]:
    coded, place = told.coded(event), _place(told, told.where(event))
    actors: tuple[Actor | None, ...] = told.parties(event.actors) or (None,)
    recipients: tuple[Actor | None, ...] = told.parties(event.recipients) or (None,)
    added = int(datetime.fromisoformat(told.kept.kept_at).strftime("%Y%m%d%H%M%S"))
    for number, (actor, recipient) in enumerate(product(actors, recipients)):
        yield (
            number_of(name_of(told, event, f":{number}")), int(day.strftime("%Y%m%d")), int(day.strftime("%Y%m")), day.year,
            fraction(day), *_party(actor), *_party(recipient), _is_root(told, event), coded.cameo, coded.cameo[:3], coded.root,
            coded.quad_class, coded.goldstein, 1, 1, 1, None, *NO_PLACE, *NO_PLACE, *place, added, told.record.article.source.uri,
            *extended(told, event, choice),
        )  # fmt: skip


def fraction(day: date) -> float:
    """The year with the part of it that is over, as GDELT reckons it: months of 30 days in a year of 365."""
    return round(day.year + ((day.month - 1) * DAYS_OF_MONTH + day.day) / DAYS_OF_YEAR, 4)


def _party(actor: Actor | None) -> tuple[Value, ...]:
    if actor is None:
        return (None,) * 10
    found = (*sectors(actor), None, None, None)
    group = (actor.code or "")[3:6] if actor.code is not None and actor.code.startswith("IGO") else None
    return actor.code, actor.name.upper(), actor.country, group or None, None, None, None, *found[:3]


def _place(told: Told, place: Place | None) -> Row:
    if place is None or place.latitude is None:
        return NO_PLACE
    kind = told.codes.precision(place.precision).gdelt
    country = told.codes.country(place.country)
    fips = country.fips if country is not None else None
    whole = fips if kind == COUNTRY else None
    names = (place.name, place.admin1, country.name if country is not None else None)
    full = ", ".join(dict.fromkeys(name for name in names if name))
    return kind, full, fips, whole, None, place.latitude, place.longitude, whole


def _is_root(told: Told, event: Event) -> int:
    article = told.record.article
    first = article.paragraphs[:1] + (article.headline.spans if article.headline is not None else ())
    return int(any(span.overlaps(told.trigger(event)) for span in first))
