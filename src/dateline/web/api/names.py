"""Actors, places, propositions: whom and what the reports name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from dateline.model.serial import to_json
from dateline.store import catalogue
from dateline.web.api.shapes import Shapes, list_of, model_of
from dateline.web.api.telling import reply, valued
from dateline.web.desk import AtDesk
from dateline.web.viewer import Missing, Reader

router = APIRouter(tags=["names"], default_response_class=Response)
SHAPES: Shapes = {
    "actors": lambda: list_of(catalogue.Entry, "List of actors"),
    "actor": lambda: model_of(catalogue.ActorCard),
    "places": lambda: list_of(catalogue.Where, "List of places"),
    "place": lambda: model_of(catalogue.PlaceCard),
    "propositions": lambda: list_of(catalogue.Proposed, "List of propositions"),
    "proposition": lambda: model_of(catalogue.PropositionCard),
}
Limit = Annotated[int, Query(description="How many at most.", ge=1, le=500)]
After = Annotated[str | None, Query(description="The cursor that the page before ended with.", max_length=1_000)]
Name = Annotated[str | None, Query(description="A name, id or code, understood as the filter word does.", min_length=1, max_length=1_000)]


@router.get("/actors", operation_id="actors")
def actors(desk: AtDesk, viewer: Reader, name: Name = None, limit: Limit = 50, after: After = None) -> Response:
    """The actors that reports name, by id; with a name those that the filter word actor means by it."""
    page = catalogue.actors_page(desk.store, name=name, limit=limit, after=after)
    return reply({"found": to_json(page.found), "after": page.after})


@router.get("/actors/{actor:path}", operation_id="actor")
def actor(
    desk: AtDesk, viewer: Reader, actor: Annotated[str, Path(description="Its id, as ITA-GOV or person/paolo-gentiloni.")]
) -> Response:
    """An actor: its ids, and how many reports and values name it."""
    card = catalogue.actor_card(desk.store, actor)
    if card is None:
        raise Missing(f"No report names an actor {actor[:80]}.")
    return valued(card)


@router.get("/places", operation_id="places")
def places(desk: AtDesk, viewer: Reader, name: Name = None, limit: Limit = 50, after: After = None) -> Response:
    """The places that reports name, by geonameid; with a name those that the filter word place means by it."""
    page = catalogue.places_page(desk.store, name=name, limit=limit, after=after)
    return reply({"found": to_json(page.found), "after": page.after})


@router.get("/places/{geonameid}", operation_id="place")
def place(
    desk: AtDesk, viewer: Reader, geonameid: Annotated[int, Path(description="Its id at GeoNames.", ge=-(2**31), lt=2**31)]
) -> Response:
    """A place, and how many reports and values name it."""
    card = catalogue.place_card(desk.store, geonameid)
    if card is None:
        raise Missing(f"No report names the place {geonameid}.")
    return valued(card)


@router.get("/propositions", operation_id="propositions")
def propositions(desk: AtDesk, viewer: Reader, name: Name = None, limit: Limit = 50, after: After = None) -> Response:
    """The propositions that parties stand to, by id; with a name those that the filter word proposition means by it."""
    page = catalogue.propositions_page(desk.store, words=name, limit=limit, after=after)
    return reply({"found": to_json(page.found), "after": page.after})


@router.get("/propositions/{proposition:path}", operation_id="proposition")
def proposition(desk: AtDesk, viewer: Reader, proposition: Annotated[str, Path(description="Its id, as assault/LBY.")]) -> Response:
    """A proposition, and how many reports tell of positions on it."""
    card = catalogue.proposition_card(desk.store, proposition)
    if card is None:
        raise Missing(f"There is no proposition {proposition[:80]}.")
    return valued(card)
