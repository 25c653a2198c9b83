"""POLECAT's layout: 40 tab-separated columns, a row an event, several parties in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model.actor import Actor, ActorRef
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.store.export.chosen import chosen, extended, name_of
from dateline.store.export.columns import Row, Value
from dateline.store.export.layout import Choice
from dateline.store.export.told import Told, sectors
from dateline.version import VERSION

NONE = "None"  # POLECAT's word for a cell without a value
BETWEEN = "; "


def rows(told: Told, choice: Choice) -> Iterator[Row]:
    """The rows of one report."""
    story = _story(told)
    for event in chosen(told, choice):
        coded = told.coded(event)
        yield (
            name_of(told, event), told.when(event).day, event.type, event.mode, coded.goldstein, coded.quad_name, joined(event.contexts),
            *_party(told, event.actors), *_party(told, event.recipients), *_place(told, event), source_of(told), told.day, *story,
            told.record.article.language, f"dateline-{VERSION}", *extended(told, event, choice),
        )  # fmt: skip


def joined(parts: Iterable[str | None]) -> str | None:
    """The parts that are there, each once, "; " between; None if there is none."""
    return BETWEEN.join(dict.fromkeys(part for part in parts if part)) or None


def source_of(told: Told) -> str | None:
    """Who published a report: the agency of its dateline, else the source it came by."""
    dateline = told.record.article.dateline
    return (dateline.agency if dateline is not None else None) or told.kept.source


def _party(told: Told, refs: tuple[ActorRef, ...]) -> tuple[Value, ...]:
    actors = told.parties(refs)
    found = [sector for actor in actors for sector in sectors(actor)]
    cows = (country.cow for actor in actors if (country := told.codes.country(actor.country)) is not None)
    titles = (actor.office.title for actor in actors if actor.office is not None)
    return (
        joined(actor.name for actor in actors), joined(actor.country for actor in actors), joined(cows), found[0] if found else None,
        joined(found), joined(titles), joined(told.words(refs)), None,
    )  # fmt: skip


def _place(told: Told, event: Event) -> tuple[Value, ...]:
    place = told.where(event)
    if place is None:
        return (None,) * 10
    town = place.name if place.kind in ("city", "facility") else None
    province = place.name if place.kind == "province" else place.admin1
    return (
        place.name, town, place.name if place.kind == "district" else None, province, place.country, place.latitude, place.longitude,
        place.geonameid, place.mentions[0].text if place.mentions else None, _feature(place),
    )  # fmt: skip


def _feature(place: Place) -> str | None:
    return place.feature.rpartition(".")[2] if place.feature is not None else None


def _story(told: Told) -> tuple[Value, ...]:
    def named(actors: Iterable[Actor]) -> str | None:
        return joined(actor.name for actor in actors)

    persons = [actor for actor in told.record.actors if actor.kind == "person" and any(each.form == "name" for each in actor.mentions)]
    others = [actor for actor in told.record.actors if actor.kind != "person" and actor.known]
    return named(persons), named(others), joined(place.name for place in told.record.places)
