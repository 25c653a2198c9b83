"""Events under the names of ACLED's columns: those of the kinds that ACLED codes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dateline.model.actor import Actor
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.store.export.chosen import chosen, extended, name_of, number_of
from dateline.store.export.codes import Party
from dateline.store.export.columns import Row, Value
from dateline.store.export.layout import Choice
from dateline.store.export.polecat import joined, source_of
from dateline.store.export.told import OF_PUBLICATION, OF_WEEK, Told, When, sectors

NUMBERS = 10**9  # of event numbers within a country
LOOSEST = 3  # ACLED's code for a month or more


def rows(told: Told, choice: Choice) -> Iterator[Row]:
    """The rows of one report: ACLED codes what is done with a day and a country, so an event without them has none."""
    for event in chosen(told, choice):
        place, when = told.where(event), told.when(event)
        kind = _kind(told, event)
        if kind is not None and when.day is not None and place is not None and place.country is not None:
            yield (*_row(told, event, kind, when, place), *extended(told, event, choice))


def _row(told: Told, event: Event, kind: tuple[str, str], when: When, place: Place) -> Row:
    country = told.codes.country(place.country)
    codes = told.codes.precision(place.precision)
    first, second = _side(told, told.parties(event.actors)), _side(told, told.parties(event.recipients))
    between = f"{first[2]}-{second[2]}" if first[2] and second[2] else f"{first[2] or second[2]} only" if first[2] or second[2] else None
    size = event.magnitude.size
    return (
        f"{place.country}{number_of(name_of(told, event)) % NUMBERS}", when.day, int((when.day or "")[:4]),
        _precision(when), told.codes.disorder(kind[0]), *kind, *first, *second, between,
        "Civilian targeting" if _civilian(told, event) else None,
        int(country.numeric) if country is not None and country.numeric else None, None, country.name if country is not None else None,
        place.admin1, None, None, place.name, place.latitude, place.longitude, codes.acled, source_of(told), None, told.quote(event),
        event.magnitude.killed or 0, f"crowd size={size}" if size is not None and event.type == "PROTEST" else None,
        int(datetime.fromisoformat(told.kept.kept_at).timestamp()),
    )  # fmt: skip


def _precision(when: When) -> int:
    """ACLED's code; the day of publication is taken to be right to the week."""
    return OF_WEEK if when.precision == OF_PUBLICATION else min(when.precision or LOOSEST, LOOSEST)


def _kind(told: Told, event: Event) -> tuple[str, str] | None:
    coded = told.coded(event)
    return coded.against_civilians or coded.acled if _civilian(told, event) else coded.acled


def _party(told: Told, actor: Actor) -> Party | None:
    found = [party for sector in sectors(actor) if (party := told.codes.party(sector)) is not None]
    return found[0] if found else None


def _civilian(told: Told, event: Event) -> bool:
    parties = [_party(told, actor) for actor in told.parties(event.recipients)]
    return event.type == "ASSAULT" and any(party is not None and party.civilian for party in parties)


def _side(told: Told, actors: tuple[Actor, ...]) -> tuple[Value, Value, Value]:
    inter = next((party.inter for actor in actors if (party := _party(told, actor)) is not None), None)
    return actors[0].name if actors else None, joined(actor.name for actor in actors[1:]), inter
