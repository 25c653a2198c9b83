"""Watches and their alerts: kept questions, what they raised, and what a person made of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.errors import UsageError
from dateline.model.serial import to_json
from dateline.store.question import Noun
from dateline.watch import people, saved
from dateline.watch.rules import Trigger, Watch
from dateline.watch.saved import Saved
from dateline.web.api.problems import Taken
from dateline.web.api.shapes import Shapes, list_of, model_of
from dateline.web.api.telling import reply, valued
from dateline.web.desk import AtDesk, Desk
from dateline.web.viewer import Editor, Missing, Reader

router = APIRouter(tags=["watches"], default_response_class=Response)
SHAPES: Shapes = {
    "watches": lambda: list_of(Saved, "List of watches"),
    "watch": lambda: model_of(Saved),
    "add_watch": lambda: model_of(Saved),
    "put_watch": lambda: model_of(Saved),
    "alerts": lambda: list_of(people.Listed, "List of alerts", cursor=int),
    "acknowledge": lambda: Acknowledged,
}
Name = Annotated[str, Path(description="The name of a watch.", max_length=80)]
Word = Annotated[str, Field(max_length=200)]


class Rule(BaseModel):
    """A watch as it is written: the question, what triggers it, when and by which ways its alerts go out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"ask": "events", "where": "type=ASSAULT&place=Libya"}]})

    ask: Noun = Field("reports", description="The kind of answers that the question is put to.")
    where: str = Field("", max_length=4_000, description="The question as an address line: type=ASSAULT&place=Libya.")
    trigger: Trigger = Field("any", description="What raises an alert.")
    changes: list[Word] = Field([], max_length=40, description="Kinds of change, of the trigger change.")
    threshold: str | None = Field(None, max_length=200, description="As killed >= 10, of the trigger threshold.")
    new: str | None = Field(None, max_length=20, description="actor, place, proposition or type, of the trigger first.")
    send: list[Word] = Field([], max_length=20, description="Names of ways out that the store knows.")
    digest: list[Word] = Field([], max_length=24, description="Hours of the day at which alerts go out together, as 07:00.")
    quiet: str | None = Field(None, max_length=20, description="Hours in which nothing goes out, as 22:00-06:00.")
    zone: str = Field("UTC", max_length=60, description="The time zone of both.")
    limit: int | None = Field(None, ge=1, le=10_000, description="How many alerts it sends a day at most.")
    on: bool = Field(default=True, description="Whether it looks at new reports.")


class NamedRule(Rule):
    """A watch with its name."""

    name: str = Field(min_length=1, max_length=80, description="What it is called, once in a store.")


class Acknowledged(BaseModel):
    """How many alerts were dealt with: that one and those before it on the same thing."""

    acknowledged: int


@router.get("/watches", operation_id="watches")
def watches(desk: AtDesk, viewer: Reader) -> Response:
    """The watches by name, with what they have raised so far."""
    with desk.store.reading() as connection:
        return reply({"found": to_json(saved.saved(connection)), "after": None})


@router.get("/watches/{name}", operation_id="watch")
def watch(desk: AtDesk, viewer: Reader, name: Name) -> Response:
    """A watch."""
    return valued(_named(desk, name))


@router.post("/watches", operation_id="add_watch", status_code=201)
def add(desk: AtDesk, viewer: Editor, rule: NamedRule) -> Response:
    """Keeps a new watch, every word of it checked."""
    if _found(desk, rule.name) is not None:
        raise Taken(f"There is a watch {rule.name!r} already: PUT changes it.")
    return _keep(desk, _watch(rule.name, rule, viewer.name), 201)


@router.put("/watches/{name}", operation_id="put_watch", responses={201: {"description": "It is new."}})
def put(desk: AtDesk, viewer: Editor, name: Name, rule: Rule) -> Response:
    """Keeps a watch in the place of one of its name, or as a new one."""
    old = _found(desk, name)
    return _keep(desk, _watch(name, rule, (old.watch.owner if old is not None else None) or viewer.name), 200 if old is not None else 201)


@router.delete("/watches/{name}", operation_id="remove_watch", status_code=204)
def remove(desk: AtDesk, viewer: Editor, name: Name) -> Response:
    """Removes a watch with everything that it raised."""
    _named(desk, name)
    saved.remove(desk.store, name)
    return Response(status_code=204)


@router.get("/alerts", operation_id="alerts", tags=["alerts"])
def alerts(desk: AtDesk, viewer: Reader, *, watch: Annotated[str | None, Query(max_length=80, description="Of this watch alone.")] = None,
           new: Annotated[bool, Query(description="Only those neither acknowledged nor put off by you.")] = False,
           limit: Annotated[int, Query(ge=1, le=500)] = 50,
           after: Annotated[int | None, Query(ge=0, le=2**31, description="The cursor that the page before ended with.")] = None,
           ) -> Response:  # fmt: skip
    """The alerts as you see them, the newest first: what, who, where, by whose word, with the quotes."""
    found = people.listed(desk.store, viewer.name, people.Wanted(watch, new=new, limit=limit + 1, before=after))
    return reply({"found": to_json(found[:limit]), "after": found[limit - 1].message.id if len(found) > limit else None})


@router.post("/alerts/{number}/acknowledge", operation_id="acknowledge", tags=["alerts"])
def acknowledge(desk: AtDesk, viewer: Reader, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
    """Writes down that you have dealt with an alert and those before it on the same thing."""
    try:
        return reply({"acknowledged": people.acknowledge(desk.store, viewer.name, [number])})
    except UsageError as error:
        raise Missing(f"There is no alert {number}.") from error


def _found(desk: Desk, name: str) -> Saved | None:
    with desk.store.reading() as connection:
        return next((each for each in saved.saved(connection) if each.watch.name == name), None)


def _named(desk: Desk, name: str) -> Saved:
    found = _found(desk, name)
    if found is None:
        raise Missing(f"There is no watch {name[:80]!r}.")
    return found


def _watch(name: str, rule: Rule, owner: str) -> Watch:
    return Watch(
        name=name, ask=rule.ask, where=rule.where, trigger=rule.trigger, changes=tuple(rule.changes), threshold=rule.threshold,
        new=rule.new, owner=owner, send=tuple(rule.send), digest=tuple(rule.digest), quiet=rule.quiet, zone=rule.zone,
        limit=rule.limit, on=rule.on,
    )  # fmt: skip


def _keep(desk: Desk, made: Watch, status: int) -> Response:
    """Keeps a watch; ways that would write to a path are not named over the network."""
    with desk.store.reading() as connection:
        known = {way.name for way in saved.ways(connection)} | {"terminal"}
    strange = next((name for name in made.send if name not in known), None)
    if strange is not None:
        raise UsageError(f"There is no way out called {strange[:80]!r}; dateline watches add --file makes one.")
    saved.save(desk.store, [made])
    return valued(_named(desk, made.name), status)
