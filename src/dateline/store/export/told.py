"""One report as the layouts see it: its record with look-ups, and where it stands in the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count

from dateline.model.actor import Actor, ActorRef
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.model.record import Record
from dateline.model.span import Span, hull
from dateline.model.time import Timex
from dateline.store.export.codes import Coded, codes
from dateline.store.export.columns import Row
from dateline.store.rows import Rows, add_values, evidence_rows

REAL = ("happened", "ongoing")
WEEK, MONTH = 7, 31
OF_DAY, OF_WEEK, OF_MONTH, LONGER, OF_PUBLICATION = 1, 2, 3, 4, 5
NO_PLACE = 9
QUOTED = 300  # characters of a quote around an event


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record stands in the store: its reading, version and source."""

    reading: int
    version: int
    source: str | None
    kept_at: str


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event: the first and the last, and how precise they are (``OF_DAY`` ... ``OF_PUBLICATION``); None if unknown."""

    day: str | None
    end: str | None
    precision: int | None


class Told:
    """One report: ``record``, ``kept`` and what the layouts look up in it."""

    def __init__(self, record: Record, kept: Kept) -> None:
        """``record`` is seen through judgements already."""
        self.record, self.kept, self.codes = record, kept, codes()
        published = record.article.published
        self.published = published.value if published is not None else None
        self.day = day_of(self.published)
        self.actors = {actor.id: actor for actor in record.actors}
        self.places = {place.id: place for place in record.places}
        self.times = {time.id: time for time in record.times}
        self.made: dict[str, list[Row]] = {}  # rows of the tables, once made

    @cached_property
    def rows(self) -> Rows:
        """The rows of its values, as the store keeps them."""
        rows = Rows()
        add_values(rows, self.record, self.kept.reading, 0, count().__next__)
        return rows

    @cached_property
    def evidence(self) -> list[tuple[object, ...]]:
        """The words behind its values, as the store shows them."""
        return list(evidence_rows(self.record, self.kept.reading))

    def coded(self, event: Event) -> Coded:
        """The type and mode of an event in other systems."""
        return self.codes.coded(event.type, event.mode)

    def when(self, event: Event) -> When:
        """The days of an event; without a time of its own the day of publication."""
        return self.at(event.time)

    def at(self, time_id: str | None) -> When:
        """The days that the time of that id covers; without one the day of publication."""
        time = self.times.get(time_id or "")
        begin, end = days_of(time) if time is not None else (None, None)
        if begin is None:
            return When(self.day, self.day, OF_PUBLICATION) if self.day is not None else When(None, None, None)
        length = (date.fromisoformat(end) - date.fromisoformat(begin)).days + 1 if end is not None else LONGER * MONTH
        precision = OF_DAY if length <= 1 else OF_WEEK if length <= WEEK else OF_MONTH if length <= MONTH else LONGER
        return When(begin, end, precision)

    def where(self, event: Event) -> Place | None:
        """The place of an event: the first with coordinates, else the first."""
        found = [place for name in event.places if (place := self.places.get(name)) is not None]
        return next((place for place in found if place.latitude is not None), found[0] if found else None)

    def precision(self, place: Place | None) -> int:
        """Our code of how precisely a place is known."""
        return self.codes.precision(place.precision).code if place is not None and place.latitude is not None else NO_PLACE

    def parties(self, refs: tuple[ActorRef, ...]) -> tuple[Actor, ...]:
        """The actors that ``refs`` lead to, each once."""
        found = dict.fromkeys(ref.actor for ref in refs if ref.actor in self.actors)
        return tuple(self.actors[name] for name in found if name is not None)

    def words(self, refs: tuple[ActorRef, ...]) -> tuple[str, ...]:
        """The words of ``refs``."""
        return tuple(line(" ".join(span.of(self.record.article.text) for span in ref.spans)) for ref in refs)

    def quote(self, event: Event) -> str:
        """The words around an event, from its first party to its last; of the trigger alone where they are far apart."""
        parties = [span for ref in (*event.actors, *event.recipients) for span in ref.spans]
        whole = hull((*event.trigger.spans, *parties))
        return line((whole if len(whole) <= QUOTED else hull(event.trigger.spans)).of(self.record.article.text))

    def trigger(self, event: Event) -> Span:
        """The characters from the first to the last of an event's trigger."""
        return hull(event.trigger.spans)


def day_of(published: str | None) -> str | None:
    """The day (``YYYY-MM-DD``) of a day or moment, None where it is none."""
    return valid(published[:10]) if published is not None else None


def days_of(time: Timex) -> tuple[str | None, str | None]:
    """The first and last day of a time; None for what is no day of the calendar of four-digit years."""
    return valid(time.begin), valid(time.end)


def valid(day: str | None) -> str | None:
    """``day`` if it is one of the calendar (``YYYY-MM-DD``), else None."""
    try:
        return date.fromisoformat(day).isoformat() if day is not None and len(day) == len("2016-01-29") else None
    except ValueError:
        return None


def line(words: str) -> str:
    """``words`` on one line: white space and control characters as single spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())


def sectors(actor: Actor) -> tuple[str, ...]:
    """The sectors of an actor's code: ``GOV`` of ``ITAGOV``."""
    code = actor.code or ""
    parts = tuple(code[at : at + 3] for at in range(0, len(code), 3))
    return parts[1:] if len(parts) > 1 else parts if parts and actor.country is None else ()
