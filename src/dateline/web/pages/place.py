"""Everything about one place: where it lies, what is told to have happened there, which figures are claimed of it, in time."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline.model.place import Place
from dateline.show.worldmap import drawn
from dateline.store import about
from dateline.store.question import Question
from dateline.web.desk import AtDesk
from dateline.web.localising import locale_of
from dateline.web.rendering import page
from dateline.web.viewer import Missing, Reader
from dateline.web.views.about import axis_of_time, by_month, part

router = APIRouter()
REPORTS = 8  # listed


@router.get("/places/{geonameid}")
def place(request: Request, desk: AtDesk, viewer: Reader, geonameid: str) -> Response:
    """The page of a place, by its GeoNames id."""
    plain = geonameid.isascii() and geonameid.isdecimal() and len(geonameid) < 10
    facts = about.place(desk.store, int(geonameid)) if plain else None
    if facts is None:
        raise Missing(f"No report kept here names a place with the GeoNames id {geonameid[:20]}.")
    asked = {"place": geonameid}
    found = (
        part(desk.store, "there", "Events there", "events", asked),
        part(desk.store, "counted", "Figures", "figures", asked),
    )
    parts = tuple(each for each in found if each.found)
    reports = desk.store.ask("reports", Question.from_pairs(tuple(asked.items()))).page(REPORTS)
    locale = locale_of(request.headers.get("accept-language"))
    return page(
        request, "place.html.j2", facts=facts, parts=parts, reports=reports, map=drawn([_spot(facts)], f"Map: {facts.name}"),
        chart=axis_of_time(parts, f"What is told of {facts.name}, by day of the report", locale),
        months=by_month(facts.told, f"Reports that name {facts.name}, by month"),
    )  # fmt: skip


def _spot(facts: about.PlaceFacts) -> Place:
    return Place("here", facts.geonameid, facts.name, "country" if facts.kind == "country" else "city", None, facts.country, facts.admin1,
                 facts.latitude, facts.longitude, facts.precision, "event", ())  # fmt: skip
