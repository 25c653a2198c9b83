"""Whether two tellings of events are of one happening, told by what can be compared: place, day, mode, who, to whom, how many.

Within one story two events of one type are one happening unless they differ in something that both tell; in other stories they must
share a place, and a number or a day. Another number that is told within a few days is one revised: it is told as an update, so that
nothing is lost where they are two after all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from dateline.model.record import Record

NEAR = 1  # days between two tellings of one day
ALIKE, ALIKE_ELSEWHERE, ALIKE_OTHERWISE = 1.0, 4.0, 1.0  # points it takes in one story, in two, and where the numbers differ
SAME, SOON, DAYS = 4.0, 3.0, 3  # points for the same number, and for another one told within so many days (a toll that is revised)
RECALLED = 10  # days in which a number told again, without place or day, recalls what was told before
WIDE = ("country", "region")


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be compared of an event: digests of places, of those who do it and of those to whom it is done; day, mode, numbers.

    ``told`` is the day on which the report tells it.
    """

    places: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()
    undergoers: tuple[str, ...] = ()
    day: str | None = None
    mode: str | None = None
    sizes: tuple[str, ...] = ()
    told: str | None = None

    @property
    def fullness(self) -> int:
        """How many of these are known."""
        return sum(1 for each in (self.places, self.doers, self.undergoers, self.day, self.mode, self.sizes) if each)


NOTHING = Sight()


def sight_of(record: Record, event: Any, told: str | None = None) -> Sight:
    """What can be compared of ``event``, which is told on the day ``told``."""
    places = [place for place in record.places if place.id in event.places and place.kind not in WIDE]
    time = next((each for each in record.times if each.id == event.time), None)
    speaks_for = {actor.id: actor.speaks_for for actor in record.actors}
    size = event.magnitude
    return Sight(
        _digests(str(place.geonameid or place.name) for place in places),
        _parties((ref.actor for ref in event.actors), speaks_for),
        _parties((ref.actor for ref in event.recipients), speaks_for),
        time.begin if time is not None and time.begin is not None and time.begin == time.end else None,
        event.mode,
        tuple(f"{name}={value}" for name in ("killed", "wounded", "arrested") if (value := getattr(size, name)) is not None),
        told,
    )


def is_one(new: Sight, old: Sight, *, one_story: bool, one_report: bool) -> float | None:
    """How much speaks for two events of one type being one happening; None where they are not."""
    points = 1.0 if one_report else 0.0
    for mine, theirs, worth in ((new.places, old.places, 2.0), (new.doers, old.doers, 1.0), (new.undergoers, old.undergoers, 1.0)):
        if mine and theirs:
            if not set(mine) & set(theirs):
                if worth > 1 or mine is new.doers:  # to whom it was done is told in too many ways to tell events apart
                    return None
            else:
                points += worth
    if new.day and old.day:
        apart = abs((date.fromisoformat(new.day) - date.fromisoformat(old.day)).days)
        if apart > NEAR:
            return None
        points += 2.0 if not apart else 1.0
    if new.mode and old.mode:
        if new.mode != old.mode and not one_report:
            return None
        points += 1.0 if new.mode == old.mode else 0.0
    same, differ = set(new.sizes) & set(old.sizes), _differ(new, old)
    points += SAME if same else SOON if differ and _is_soon(new, old) else 0.0
    needed = (ALIKE if one_story else ALIKE_ELSEWHERE) + (ALIKE_OTHERWISE if differ and not same else 0.0)
    if not one_story and not set(new.places) & set(old.places) and not (same and _only_recalled(new, old)):
        return None
    bare = one_story and not differ and 0 in (new.fullness, old.fullness)
    return points if points >= needed or bare else None


def _differ(new: Sight, old: Sight) -> bool:
    """Whether both tell a number of the same, and not the same number."""
    mine, theirs = (dict(each.split("=") for each in sight.sizes) for sight in (new, old))
    return any(name in theirs and theirs[name] != value for name, value in mine.items())


def _only_recalled(new: Sight, old: Sight) -> bool:
    """Whether the new telling says nothing but the number that was told some days before: "that attack, in which five people died"."""
    apart = (date.fromisoformat(new.told) - date.fromisoformat(old.told)).days if new.told and old.told else RECALLED + 1
    return not new.places and new.day is None and 0 <= apart <= RECALLED


def _is_soon(new: Sight, old: Sight) -> bool:
    return bool(new.told and old.told) and abs((date.fromisoformat(new.told or "") - date.fromisoformat(old.told or "")).days) <= DAYS


def as_data(sight: Sight) -> dict[str, Any]:
    """It as plain JSON values."""
    return {each.name: getattr(sight, each.name) for each in fields(sight) if getattr(sight, each.name)}


def from_data(data: dict[str, Any]) -> Sight:
    """What ``as_data`` wrote."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return Sight(**values)


def _parties(actors: Iterable[str | None], speaks_for: dict[str, str | None]) -> tuple[str, ...]:
    known = [actor for actor in actors if actor is not None and not actor.startswith("nominal/")]
    return _digests(each for actor in known for each in (actor, speaks_for.get(actor)) if each is not None)


def _digests(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hashlib.sha256(name.encode()).hexdigest()[:12] for name in names))
