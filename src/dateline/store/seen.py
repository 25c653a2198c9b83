"""Readings seen through people's judgements: what they rejected is gone, what they replaced reads as they said, joined actors are one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, select

from dateline.model.record import Record
from dateline.model.serial import from_json
from dateline.store.tables import judged, judgements

NAMING = frozenset(
    ("actor", "actors", "speaks_for", "towards", "subject", "group", "member", "according_to")
)  # fields that hold ids of actors
REFERRING = ("statement", "continues", "inside", "time", "place", "anchor")


def rejected(table: Table) -> ColumnElement[bool]:
    """True for rows of ``table`` (a table of values) that a person rejected; ``~rejected(events)`` leaves them out."""
    here = and_(judged.c.reading == table.c.reading, judged.c.noun == table.name, judged.c.number == table.c.number)
    return select(judged.c.judgement).where(here, judged.c.action == "reject").exists()


@dataclass(frozen=True, slots=True)
class Joins:
    """Which actors people said are one: pairs of the one that goes and the one that stays."""

    pairs: tuple[tuple[str, str], ...]

    def canonical(self, actor: str) -> str:
        """The actor that ``actor`` reads as."""
        stays = dict(self.pairs)
        seen = {actor}
        while (actor := stays.get(actor, actor)) not in seen:
            seen.add(actor)
        return actor

    def all_of(self, actor: str) -> tuple[str, ...]:
        """All ids that read as the same actor as ``actor``."""
        one = self.canonical(actor)
        names = {actor, one, *(name for pair in self.pairs for name in pair if self.canonical(name) == one)}
        return tuple(sorted(names))


def joins(connection: Connection) -> Joins:
    """The actors that are joined now."""
    taken_back = select(judgements.c.withdraws).where(judgements.c.withdraws.is_not(None))
    query = select(judgements.c.other, judgements.c.actor).where(judgements.c.action == "join", judgements.c.id.not_in(taken_back))
    return Joins(tuple((goes, stays) for goes, stays in connection.execute(query.order_by(judgements.c.id)) if goes and stays))


def as_seen(connection: Connection, reading: int, record: Record, joined: Joins | None = None) -> Record:
    """``record``, the reading of that number, seen through the judgements; the record itself where there is none."""
    made = _made(connection, reading)
    one = joined if joined is not None else joins(connection)
    touched = [actor.id for actor in record.actors if one.canonical(actor.id) != actor.id]
    if not made and not touched:
        return record
    data = record.to_dict()
    for row in made:
        _apply(data, row)
    _drop(data, {(row.noun, row.number) for row in made if row.action == "reject"})
    if touched:
        data = {**data, **{noun: _renamed(part, one, noun) for noun, part in data.items() if isinstance(part, list)}}
        data["actors"] = list(_merged([{**actor, "id": one.canonical(actor["id"])} for actor in data["actors"]]))
    return _read_back(data, record)


def _made(connection: Connection, reading: int) -> list[Any]:
    """The judgements on values of a reading, the oldest first, each with the number of its value."""
    query = select(judged.c.number, judgements).join(judgements, judgements.c.id == judged.c.judgement)
    query = query.where(judged.c.reading == reading, judged.c.number.is_not(None))
    return list(connection.execute(query.order_by(judgements.c.id)))


def _read_back(data: dict[str, Any], record: Record) -> Record:
    """The record that ``data`` holds, with what the JSON of ``record`` leaves out."""
    seen = from_json(Record, data)
    return replace(seen, article=replace(seen.article, notes=record.article.notes))


def corrected(connection: Connection, reading: int, record: Record) -> Record:
    """``record``, the reading of that number, with what people replaced in it; every value stays in its place, the rejected ones too."""
    made = [row for row in _made(connection, reading) if row.action == "replace"]
    if not made:
        return record
    data = record.to_dict()
    for row in made:
        _apply(data, row)
    return _read_back(data, record)


def rejected_values(connection: Connection, reading: int) -> frozenset[tuple[str, int]]:
    """List and number of the values of a reading that a person rejected."""
    query = select(judged.c.noun, judged.c.number).where(judged.c.reading == reading, judged.c.action == "reject")
    return frozenset((noun, number) for noun, number in connection.execute(query) if number is not None)


def _apply(data: dict[str, Any], row: Any) -> None:
    value = data[row.noun][row.number]
    if row.action == "replace":
        *way, last = row.field.split(".")
        for part in way:
            value = value[part]
        value[last] = json.loads(row.replacement)
    elif row.action == "split":
        _split(data, value, row)


def _split(data: dict[str, Any], actor: dict[str, Any], row: Any) -> None:
    start, quote = json.loads(row.words)[0]
    found = min(
        (mention for mention in actor["mentions"] if len(quote) == sum(end - begin for begin, end in mention["spans"])),
        key=lambda mention: abs(mention["spans"][0][0] - start), default=None,
    )  # fmt: skip
    if found is None:
        return
    actor["mentions"].remove(found)
    other = next((each for each in data["actors"] if each["id"] == row.other), None)
    if other is None:
        other = {**actor, "id": row.other, "name": found["text"], "office": None, "speaks_for": None, "known": False, "mentions": []}
        data["actors"].append(other)
    other["mentions"].append(found)
    for ref in _references(data):
        if ref.get("actor") == actor["id"] and any(_touch(a, b) for a in ref["spans"] for b in found["spans"]):
            ref["actor"] = row.other
    if not actor["mentions"]:
        data["actors"].remove(actor)


def _references(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for event in data["events"]:
        yield from (*event["actors"], *event["recipients"])
    for statement in data["statements"]:
        yield from (part for part in (statement["speaker"], statement["addressee"]) if part is not None)


def _touch(one: list[int], other: list[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _drop(data: dict[str, Any], gone: set[tuple[str, int]]) -> None:
    """Takes the rejected values out, and what refers to them with them."""
    names = {data[noun][number].get("id") for noun, number in gone if noun in ("places", "times", "statements")} - {None}
    for noun in {noun for noun, _ in gone}:
        data[noun] = [value for number, value in enumerate(data[noun]) if (noun, number) not in gone]
    for noun in ("times", "statements", "events", "positions", "commitments", "figures", "memberships"):
        for value in data[noun]:
            value.update({key: None for key in REFERRING if value.get(key) in names})
            if "places" in value:
                value["places"] = [name for name in value["places"] if name not in names]
    dateline = data["article"]["dateline"]
    if dateline is not None and dateline["place"] in names:
        dateline["place"] = None


def _renamed(part: Any, joined: Joins, key: str) -> Any:
    """``part``, which stands under ``key``, with the ids of joined actors replaced wherever an actor is named."""
    if isinstance(part, str):
        return joined.canonical(part) if key in NAMING else part
    if isinstance(part, list):
        return [_renamed(each, joined, key) for each in part]
    return {name: _renamed(each, joined, name) for name, each in part.items()} if isinstance(part, dict) else part


def _merged(actors: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The actors with those of one id made one: the first stays, with the mentions of all."""
    kept: dict[str, dict[str, Any]] = {}
    for actor in actors:
        if actor["id"] in kept:
            kept[actor["id"]]["mentions"].extend(actor["mentions"])
        else:
            kept[actor["id"]] = actor
    for actor in kept.values():
        actor["mentions"].sort(key=lambda mention: mention["spans"][0] if mention["spans"] else [0, 0])
        yield actor
