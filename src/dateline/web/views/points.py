"""What the moving map is fed with: events with their places, days, types and statuses; places of datelines and those only mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, func, select

from dateline.knowledge.gazetteer import Gazetteer
from dateline.show.wording import LOOKS
from dateline.store.find import Finder
from dateline.store.meaning import meaning
from dateline.store.names import Names
from dateline.store.question import Question
from dateline.store.store import Store
from dateline.store.tables import places, readings, versions
from dateline.stories.deeds import Deed, Somewhere, deeds_at, deeds_in
from dateline.stories.scene import Where, head
from dateline.web.views.mapping import RADIUS_KM

MOST, DAYS = 1_200, 30  # events of one map; days shown where none are asked for
LONGEST = 110  # code points of a sentence
ROLES = ("dateline", "mentioned")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a report names without an event there: its role, and the report."""

    place: Somewhere
    role: str
    day: str
    article: str
    headline: str


@dataclass(frozen=True, slots=True)
class Points:
    """The content of a map; ``cut``: there are more events than are shown. ``since`` is the first day where none was asked for."""

    deeds: tuple[Deed, ...]
    named: tuple[Named, ...]
    since: str | None
    cut: bool


def of_question(store: Store, question: Question) -> Points:
    """The events that fit, the latest first to be taken; of the last month of the store where no time is asked for."""
    untimed = not any((question.since, question.until, question.when_since, question.when_until, question.as_of))
    with store.reading() as connection:
        since = _month(connection) if untimed else None
        asked = replace(question, since=since, after=None, limit=None) if since is not None else replace(question, after=None, limit=None)
        meant = meaning(asked, Names(connection, store.knowledge), date.fromisoformat(store.now()[:10]))
        found = Finder(connection, "events", asked, meant).page(MOST, None)
        deeds = deeds_at(connection, [(key.reading, key.number) for key in found.keys])
        ids = sorted({key.reading for key in found.keys})
        return Points(deeds, _named(connection, ids), since, found.after is not None)


def of_scene(store: Store, where: Where) -> Points:
    """The events of a story's or situation's latest reports."""
    ids = head(store, where).readings
    with store.reading() as connection:
        return Points(deeds_in(connection, ids), _named(connection, sorted(ids)), None, cut=False)


def _month(connection: Connection) -> str | None:
    last = connection.execute(select(func.max(readings.c.published)).where(readings.c.current)).scalar()
    return (date.fromisoformat(last[:10]) - timedelta(days=DAYS)).isoformat() if last else None


def _named(connection: Connection, ids: Sequence[int]) -> tuple[Named, ...]:
    spot = places.c
    query = (
        select(spot.geonameid, spot.name, spot.country, spot.latitude, spot.longitude, spot.precision, spot.role, readings.c.published,
               readings.c.article, func.coalesce(versions.c.headline, versions.c.uri))
        .select_from(places).join(readings, readings.c.id == spot.reading).join(versions, versions.c.id == readings.c.version)
        .where(spot.reading.in_(list(ids)), spot.role.in_(ROLES), spot.latitude.is_not(None)).order_by(spot.reading, spot.number)
    )  # fmt: skip
    return tuple(
        Named(Somewhere(*row[:6]), row[6], (row[7] or "")[:10], row[8], " ".join(row[9].split())) for row in connection.execute(query)
    )


def packed(points: Points) -> bytes:
    """``points`` as the JSON that ``map.js`` reads: places once, events and reports by their place in that list."""
    listed: dict[Somewhere, int] = {}
    reports: dict[str, tuple[int, str]] = {}

    def at(place: Somewhere) -> int:
        return listed.setdefault(place, len(listed))

    def report(article: str, headline: str) -> int:
        return reports.setdefault(article, (len(reports), headline))[0]

    events = [
        [at(place), deed.type, deed.status, deed.day, deed.article, deed.number, _line(deed)]
        for deed in points.deeds for place in deed.places if place.latitude is not None
    ]  # fmt: skip
    named = [[at(one.place), one.role, one.day, report(one.article, one.headline)] for one in points.named]
    made: dict[str, Any] = {
        "places": [
            [p.name, p.latitude, p.longitude, RADIUS_KM.get(p.precision, RADIUS_KM["unknown"]), p.country, p.geonameid] for p in listed
        ],
        "looks": {look.status: [look.label, look.sign, look.group] for look in LOOKS},
        "events": events,
        "named": named,
        "reports": [[article, headline] for article, (_, headline) in reports.items()],
    }
    return orjson.dumps(made)


def _line(deed: Deed) -> str:
    who = ", ".join(dict.fromkeys(party.name for party in deed.doers))
    whom = ", ".join(dict.fromkeys(party.name for party in deed.others))
    said = deed.sentence if len(deed.sentence) <= LONGEST else f"{deed.sentence[:LONGEST].rsplit(' ', 1)[0]} …"
    parties = f"{who}{' → ' if who and whom else ''}{whom}"
    return f"{parties}{': ' if parties else ''}“{said}”"


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    """The name of a country by its ISO 3166 alpha-3 code; the code itself where it is none."""
    found = _gazetteer().country(code)
    return found.name if found is not None else code
