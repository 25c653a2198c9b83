"""Which events the layouts of others hold, and what ``--extended`` adds to each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dateline.model.event import Event
from dateline.store.export.columns import Column, Row, columns
from dateline.store.export.layout import Choice
from dateline.store.export.told import REAL, Told, line
from dateline.store.rows import CHAIN

LARGEST = 10**15  # of the numbers made of a name: R and JavaScript keep fifteen digits exactly


def chosen(told: Told, choice: Choice) -> Iterator[Event]:
    """The events of a report that a layout of others holds: those that took place or go on, unless all are wanted."""
    return (event for event in told.record.events if choice.all_statuses or event.factuality.status in REAL)


def name_of(told: Told, event: Event, part: str = "") -> str:
    """A name for an event that is the same at each export: its article and its id there."""
    return f"{told.record.article.id}:{event.id}{part}"


def number_of(name: str) -> int:
    """A number of at most fifteen digits made of a name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % LARGEST


def extended(told: Told, event: Event, choice: Choice) -> Row:
    """Our own cells of an event, none unless they are wanted."""
    if not choice.extended:
        return ()
    factuality, span, place = event.factuality, told.trigger(event), told.where(event)
    return (
        factuality.status, factuality.certainty, factuality.polarity, factuality.score, CHAIN.join(factuality.according_to),
        factuality.according_to[-1] if factuality.according_to else None, told.record.article.id, event.id,
        place.geonameid if place is not None else None, told.when(event).precision, told.precision(place), span.start, span.end,
        line(span.of(told.record.article.text)), event.rule, event.confidence,
    )  # fmt: skip


def with_extended(own: tuple[Column, ...], choice: Choice) -> tuple[Column, ...]:
    """The columns of a layout, ours behind them where they are wanted."""
    return own + columns("extended") if choice.extended else own
