"""Events of several reports put together: one happening, with each report's account of it beside the others'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.model.event import Event
from dateline.model.record import Record
from dateline.model.story import Account, Happening, Quoted, Told
from dateline.stories.sentences import sentence_at

SAME = 3.0  # points from which on two events are one happening
NEAR = 1  # days between two tellings of one day
STATEMENTS = frozenset(("AGREE", "CONSULT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"))


@dataclass(slots=True)
class _Open:
    """A happening that still gathers accounts."""

    type: str
    mode: str | None
    actors: dict[str, None]
    recipients: dict[str, None]
    places: dict[str, None]
    day: str | None
    accounts: list[Account] = field(default_factory=list)


def happenings(told: Sequence[Told]) -> tuple[Happening, ...]:
    """The happenings of a story's reports, those told by most reports first, then in order of their first telling.

    Two events are one if they are of one type and agree in who, to whom, where or when, and differ in none of these that both tell.
    """
    found: list[_Open] = []
    for each in told:
        seen = _Sight(each.record)
        for event in each.record.events:
            _put(found, seen.of(event), _account(each, event))
    made = [Happening(o.type, tuple(o.actors), tuple(o.recipients), tuple(o.places), o.day, tuple(o.accounts)) for o in found]
    return tuple(sorted(made, key=lambda happening: -len({account.article for account in happening.accounts})))


class _Sight:
    """What can be compared between reports: actors and places that all name alike."""

    def __init__(self, record: Record) -> None:
        self._speaks_for = {actor.id: actor.speaks_for for actor in record.actors}
        self._names = {place.id: str(place.geonameid or place.name) for place in record.places}
        self._days = {time.id: time.begin for time in record.times if time.begin is not None and time.begin == time.end}

    def of(self, event: Event) -> _Open:
        """The happening that ``event`` alone would be."""
        places = dict.fromkeys(self._names[place] for place in event.places if place in self._names)
        actors, recipients = (self._known(ref.actor for ref in refs) for refs in (event.actors, event.recipients))
        return _Open(event.type, event.mode, actors, recipients, places, self._days.get(event.time or ""))

    def _known(self, actors: Iterable[str | None]) -> dict[str, None]:
        known = [actor for actor in actors if actor is not None and not actor.startswith("nominal/")]
        return dict.fromkeys(each for actor in known for each in (actor, self._speaks_for.get(actor)) if each is not None)


def _put(found: list[_Open], new: _Open, account: Account) -> None:
    best = max(((_points(each, new), -place) for place, each in enumerate(found)), default=(0.0, 0))
    if best[0] >= SAME:
        same = found[-best[1]]
        same.actors.update(new.actors)
        same.recipients.update(new.recipients)
        same.places.update(new.places)
        same.day = same.day or new.day
        same.accounts.append(account)
    else:
        new.accounts.append(account)
        found.append(new)


def _points(one: _Open, other: _Open) -> float:
    if one.type != other.type:
        return 0.0
    points = 1.0 if one.mode == other.mode and one.mode is not None else 0.0
    for mine, theirs, worth in ((one.actors, other.actors, 1.5), (one.recipients, other.recipients, 1.5), (one.places, other.places, 1.0)):
        if mine and theirs:
            points += worth if mine.keys() & theirs.keys() else -2.0
    if one.day and other.day:
        apart = abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
        points += 1.5 if not apart else 0.5 if apart <= NEAR else -3.0
    return points


def _account(told: Told, event: Event) -> Account:
    span = sentence_at(told.record.article, event.trigger.spans[0])
    chain = event.factuality.according_to
    quote = Quoted(told.member.article, span, span.of(told.record.article.text))
    return Account(told.member.article, event.id, event.factuality.status, chain[-1] if chain else None, quote)
