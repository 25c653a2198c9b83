"""The map: where events are, by type and status, and where reports come from; as a picture and a list without JavaScript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import UsageError
from dateline.stories.scene import Where
from dateline.web.desk import AtDesk, Desk
from dateline.web.filtering import asked, filters, tidy
from dateline.web.rendering import page
from dateline.web.searching import told
from dateline.web.viewer import Reader
from dateline.web.views.mapping import Spot, drawn, spots_of
from dateline.web.views.outlines import geojson
from dateline.web.views.points import DAYS, MOST, Points, country_name, of_question, of_scene, packed

router = APIRouter()
KEPT = "private, max-age=604800"  # outlines change with the program alone, which has its version in their address
NO_POINTS = Points((), (), None, cut=False)


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the places in it where events are."""

    name: str
    spots: tuple[Spot, ...]

    @property
    def count(self) -> int:
        """Events in it."""
        return sum(spot.count for spot in self.spots)


@router.get("/map")
def world(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The map of the events that fit."""
    found = asked(request.url.query, "events")
    line = tidy(found.question)
    if found.untidy and not found.wrong:
        return RedirectResponse(f"/map?{line}" if line else "/map", 303)
    points, wrong = NO_POINTS, found.wrong
    if not wrong:
        try:
            points = of_question(desk.store, found.question)
        except UsageError as error:
            wrong = (told(error),)
    spots = spots_of(points.deeds)
    return page(
        request, "map.html.j2", 400 if wrong else 200, filters=filters("events", "/map", found.question), wrong=wrong, shown=points,
        spots=spots, countries=_countries(spots), drawn=drawn(spots), line=line, days=DAYS, most=MOST,
    )  # fmt: skip


def _countries(spots: Sequence[Spot]) -> tuple[Country, ...]:
    by: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        by[country_name(spot.place.country) if spot.place.country else "No country"].append(spot)
    made = [Country(name, tuple(listed)) for name, listed in by.items()]
    return tuple(sorted(made, key=lambda country: (-country.count, country.name)))


@router.get("/map/points.json")
def points(request: Request, desk: AtDesk, viewer: Reader, story: int | None = None, situation: int | None = None) -> Response:
    """What the moving map shows: of a story, of a situation, or of the events that fit the filters."""
    return Response(packed(_points(request, desk, story, situation)), media_type="application/json")


def _points(request: Request, desk: Desk, story: int | None, situation: int | None) -> Points:
    found = asked(request.url.query, "events", also=("story", "situation"))
    if found.wrong:
        raise UsageError(" ".join(found.wrong))
    if story is not None or situation is not None:
        return of_scene(desk.store, Where(story, situation, found.question.since, found.question.until))
    return of_question(desk.store, found.question)


@router.get("/map/outlines.json")
def outlines(viewer: Reader) -> Response:
    """The outlines of all countries, as GeoJSON."""
    return Response(geojson(), media_type="application/geo+json", headers={"cache-control": KEPT})
