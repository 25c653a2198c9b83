"""What is counted: events a day by country and by pair of parties, and tolls with best, low and high."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

from dateline.model.figure import Figure
from dateline.store.export.columns import Row, Value
from dateline.store.export.layout import Choice
from dateline.store.export.told import Told
from dateline.store.rows import CHAIN

TOLLS = frozenset({"killed", "wounded", "arrested", "displaced", "abducted", "missing", "executed", "jailed", "held", "deported"})
Toll = tuple[float | None, float | None, float | None]


def country_days(told: Told, choice: Choice) -> Iterator[Row]:
    """What one report adds to the events of its days and countries."""
    found: Counter[tuple[Value, ...]] = Counter()
    for event in told.record.events:
        day, place = told.when(event).day, told.where(event)
        if day is not None and place is not None and place.country is not None:
            found[day, place.country, event.type, event.factuality.status] += 1
    return ((*key, count, 1) for key, count in found.items())


def dyad_days(told: Told, choice: Choice) -> Iterator[Row]:
    """What one report adds to the events of its days and pairs of parties."""
    found: Counter[tuple[Value, ...]] = Counter()
    for event in told.record.events:
        day = told.when(event).day
        pairs = {(one.code, other.code) for one, other in product(told.parties(event.actors), told.parties(event.recipients))}
        if day is not None:
            found.update((day, one, other, event.type, event.factuality.status) for one, other in sorted(_known(pairs)))
    return ((*key, count, 1) for key, count in found.items())


def _known(pairs: set[tuple[str | None, str | None]]) -> Iterator[tuple[str, str]]:
    return ((one, other) for one, other in pairs if one is not None and other is not None)


def tolls(told: Told, choice: Choice) -> Iterator[Row]:
    """The claims of one report about persons killed, wounded, arrested and so on."""
    for number, figure in enumerate(told.record.figures):
        if figure.measure in TOLLS and figure.unit in (None, "people"):
            yield _toll(told, number, figure)


def _toll(told: Told, number: int, figure: Figure) -> Row:
    place, when = told.places.get(figure.place or ""), told.at(figure.time)
    chain = figure.according_to
    return (
        told.day, told.record.article.id, number, figure.measure, *bounds(figure), figure.bound, figure.subject,
        place.country if place is not None else None, place.name if place is not None else None,
        place.geonameid if place is not None else None, when.day, when.precision, told.precision(place), chain[-1] if chain else None,
        CHAIN.join(chain), figure.confidence,
    )  # fmt: skip


def bounds(figure: Figure) -> Toll:
    """Best, low and high of a figure: best is what is told, of a range its lower end; an end that is not told stays unknown."""
    value, low, high = figure.value, figure.low, figure.high
    best = value if value is not None else low if low is not None else high
    if value is not None and low is None and figure.bound in ("exact", "at-least"):
        low = value
    if value is not None and high is None and figure.bound in ("exact", "at-most"):
        high = value
    return best, low, high
