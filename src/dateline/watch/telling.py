"""What one report tells of something, in codes and numbers: what makes two tellings one thing, and what in a later one is new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.model.record import Record
from dateline.store.question import Noun
from dateline.watch import sights
from dateline.watch.matching import WHOLE
from dateline.watch.rules import MAGNITUDES
from dateline.watch.sights import NOTHING, Sight

State = tuple[tuple[str, str | float | int], ...]
EVERYWHERE = ("positions", "commitments", "memberships")  # one thing in whatever story it is told; others within one story


@dataclass(frozen=True, slots=True)
class Telling:
    """One value that a watch knows: where it stands, the alert that it belongs to, who and what it is about, and what it says.

    ``sight`` is what can be compared of an event; ``story`` the story that the report is in now.
    """

    reading: int
    noun: Noun
    number: int
    alert: int
    key: str
    state: State
    sight: Sight = NOTHING
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An alert before it has a number; ``thread`` is the first alert on the same thing, None where this is the first.

    ``now`` is what is new, ``before`` what had been told of the same; ``subject`` the number of a notice or a change.
    """

    kind: str
    reading: int | None = None
    noun: Noun | None = None
    number: int | None = None
    story: int | None = None
    thread: int | None = None
    now: State = ()
    before: State = ()
    subject: int | None = None


def written(state: State) -> str:
    """``state`` as JSON."""
    return json.dumps(state, ensure_ascii=False)


def read(text: str) -> State:
    """The state that ``written`` wrote."""
    return tuple((str(name), value) for name, value in json.loads(text))


def packed(telling: Telling) -> str:
    """What a telling says, and what can be compared of it, as JSON."""
    return json.dumps({"state": telling.state, "sight": sights.as_data(telling.sight)}, ensure_ascii=False)


def unpacked(text: str) -> tuple[State, Sight]:
    """What ``packed`` wrote."""
    data = json.loads(text)
    return tuple((str(name), value) for name, value in data["state"]), sights.from_data(data["sight"])


def digest(*parts: object) -> str:
    """A short name for what ``parts`` say that holds none of their words."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()[:32]


def state_of(noun: Noun, record: Record, number: int) -> State:
    """What the value says that may be said otherwise later."""
    if number == WHOLE:
        return (("report", digest(record.article.id)),)
    return _STATES[noun](record, getattr(record, noun)[number])


def key_of(noun: Noun, record: Record, number: int) -> str:
    """A digest of who and what the value is about; of events, which happenings put together, of no more than the kind."""
    if number == WHOLE:
        return "report"
    return digest(noun, *_KEYS[noun](record, getattr(record, noun)[number]))


def news(state: State, earlier: Iterable[State]) -> tuple[State, State]:
    """What of ``state`` nobody told before, and what was told last in its place."""
    told = [pair for each in earlier for pair in each]
    new = tuple(pair for pair in state if pair not in told)
    last = dict(told)
    return new, tuple((name, last[name]) for name, _ in new if name in last)


def _event(record: Record, event: Any) -> State:
    sizes = ((name, getattr(event.magnitude, name)) for name in MAGNITUDES)
    return (("status", event.factuality.status), *((name, value) for name, value in sizes if value is not None))


def _figure(record: Record, value: Any) -> State:
    return tuple((name, each) for name in ("value", "low", "high") if (each := getattr(value, name)) is not None)


def _place(record: Record, place: str | None) -> object:
    found = next((each for each in record.places if each.id == place), None)
    return (found.geonameid or found.name) if found is not None else None


def _words(record: Record, value: Any) -> str:
    return digest(*(span.of(record.article.text) for span in value.content.spans))


_STATES: Mapping[str, Callable[[Record, Any], State]] = {
    "events": _event,
    "figures": _figure,
    "statements": lambda record, value: (("act", value.act), ("words", _words(record, value))),
    "positions": lambda _, value: (("stance", value.stance),),
    "commitments": lambda _, value: (("status", value.status),),
    "memberships": lambda _, value: (("change", value.change),),
}
_KEYS: Mapping[str, Callable[[Record, Any], tuple[object, ...]]] = {
    "events": lambda _, value: (value.type,),
    "figures": lambda record, value: (value.measure, value.subject, _place(record, value.place)),
    "statements": lambda _, value: (value.speaker.actor if value.speaker is not None else None, value.act),
    "positions": lambda _, value: (value.actor, value.proposition.id),
    "commitments": lambda _, value: (sorted(value.actors), value.action.type or value.action.text.casefold(), value.towards),
    "memberships": lambda _, value: (value.group, value.member),
}
