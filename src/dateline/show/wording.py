"""The words in which values are told to a person, the same on the terminal and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.model.actor import ActorRef
from dateline.model.event import Event, Magnitude, Status
from dateline.model.figure import Figure
from dateline.model.record import Record
from dateline.model.statement import Statement

if TYPE_CHECKING:
    from dateline.knowledge.actors import ActorTable

AUTHOR = "author"
BOUNDS = (("at-least", "at least "), ("at-most", "at most "), ("about", "about "), ("exact", ""))


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status shows: its word for eyes, a sign that needs no colour, and the group of statuses it belongs to."""

    status: Status
    label: str
    sign: str
    group: str


LOOKS = (
    StatusLook("happened", "happened", "●", "real"),
    StatusLook("ongoing", "ongoing", "◉", "real"),
    StatusLook("scheduled", "scheduled", "◷", "ahead"),
    StatusLook("pledged", "pledged", "◇", "ahead"),
    StatusLook("threatened", "threatened", "◆", "ahead"),
    StatusLook("called-for", "called for", "△", "ahead"),
    StatusLook("possible", "possible", "◌", "open"),
    StatusLook("conditional", "conditional", "◍", "open"),
    StatusLook("alleged", "alleged", "◐", "open"),
    StatusLook("denied", "denied", "⊘", "not"),
    StatusLook("ruled-out", "ruled out", "⊗", "not"),
    StatusLook("negated", "did not happen", "✕", "not"),
)
GROUPS = (
    ("real", "What happened"),
    ("ahead", "Planned, pledged, threatened, called for"),
    ("open", "Possible, conditional, alleged"),
    ("not", "What did not happen, or is denied or ruled out"),
)


def look(status: Status) -> StatusLook:
    """How ``status`` shows."""
    return next(each for each in LOOKS if each.status == status)


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def actor_name(record: Record, actor_id: str | None) -> str | None:
    """The name behind an actor's id (``author`` is the report itself), or None if the id is None.

    An actor whom the report does not list (the government that somebody speaks for) has the name that the knowledge files give it.
    """
    if actor_id is None:
        return None
    if actor_id == AUTHOR:
        return "the report"
    return next((actor.name for actor in record.actors if actor.id == actor_id), None) or _known(actor_id)


@lru_cache(maxsize=4096)
def _known(actor_id: str) -> str:
    entry = _table().get(actor_id)
    return entry.name if entry is not None else actor_id


@lru_cache(maxsize=1)
def _table() -> ActorTable:
    from dateline.knowledge.actors import load_actors

    return load_actors()


def place_name(record: Record, place_id: str | None) -> str | None:
    """The name behind a place's id."""
    return next((place.name for place in record.places if place.id == place_id), place_id)


def time_value(record: Record, time_id: str | None) -> str | None:
    """The TIMEX3 value behind a time's id."""
    return next((time.value for time in record.times if time.id == time_id), time_id)


def party(record: Record, ref: ActorRef) -> str:
    """Who a reference means: the actor's name, else the words in quotation marks."""
    name = actor_name(record, ref.actor)
    words = " ".join(one_line(span.of(record.article.text)) for span in ref.spans)
    return name or f"“{words}”"


def parties(record: Record, refs: tuple[ActorRef, ...]) -> str:
    """The parties of ``refs``, each once, joined by "and"."""
    return listed(tuple(dict.fromkeys(party(record, ref) for ref in refs)))


def listed(names: tuple[str, ...]) -> str:
    """``names`` as "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def statement_line(record: Record, statement: Statement) -> str:
    """Who said it, to whom, and what kind of act it is."""
    speaker = party(record, statement.speaker) if statement.speaker else "unnamed"
    to = f" to {party(record, statement.addressee)}" if statement.addressee else ""
    return f"{speaker}{to}"


def event_line(record: Record, event: Event) -> str:
    """Type and mode, who to whom, where, when and how large."""
    kind = event.type + (f"/{event.mode}" if event.mode else "")
    who = f" by {parties(record, event.actors)}" if event.actors else ""
    whom = f" → {parties(record, event.recipients)}" if event.recipients else ""
    where = listed(tuple(dict.fromkeys(name for place in event.places if (name := place_name(record, place)))))
    when = time_value(record, event.time)
    rest = [part for part in (f"in {where}" if where else "", when or "", magnitude(event.magnitude)) if part]
    return f"{kind}{who}{whom}" + "".join(f", {part}" for part in rest)


def magnitude(size: Magnitude) -> str:
    """Numbers of people, in words; empty where none is told."""
    told = ((size.killed, "killed"), (size.wounded, "wounded"), (size.arrested, "arrested"), (size.size, "taking part"))
    return ", ".join(f"{number} {word}" for number, word in told if number is not None)


def by_word(record: Record, chain: tuple[str, ...]) -> str:
    """By whose word, last source first; empty where the report itself says so."""
    names = [name for source in chain if source != AUTHOR and (name := actor_name(record, source))]
    return " via ".join(reversed(names))


def figure_line(record: Record, figure: Figure) -> str:
    """Measure, subject, bound, value or range, unit, and where."""
    number = amount(figure)
    subject = actor_name(record, figure.subject)
    where = place_name(record, figure.place)
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{figure.measure}{f' ({subject})' if subject else ''}: {number}{unit}{f', {where}' if where else ''}"


def amount(figure: Figure) -> str:
    """The value with its bound, or the range."""
    if figure.value is None:
        return f"{figure.low if figure.low is not None else '?'} to {figure.high if figure.high is not None else '?'}"
    value = f"{figure.value:,}" if isinstance(figure.value, int) else f"{figure.value:,g}"
    return next(word for bound, word in BOUNDS if bound == figure.bound) + value
