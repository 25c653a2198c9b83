"""Single values of the store: found by report and path, and told in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, select

from dateline.store.answers import (
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundMembership,
    FoundPosition,
    FoundStatement,
    Party,
    Report,
    Spot,
    Value,
)
from dateline.store.find import Key
from dateline.store.question import NOUNS, Noun, clean
from dateline.store.shelf import Shelf
from dateline.store.store import Store
from dateline.store.tables import readings
from dateline.web.viewer import Missing

LONGEST_LINE = 240  # code points


@dataclass(frozen=True, slots=True)
class Told:
    """A value (or a report as a whole, ``path`` None) in a line: what it is of, what it says, its status, its quote."""

    report: Report
    path: str | None
    line: str
    status: str | None
    quote: str


def current_reading(connection: Connection, article: str) -> int:
    """The reading of an article that counts now; ``Missing`` where the store has no such article."""
    found: int | None = connection.execute(select(readings.c.id).where(readings.c.article == article, readings.c.current)).scalar()
    if found is None:
        raise Missing(f"The store has no article {article[:80]}.")
    return found


def told_at(store: Store, article: str, path: str | None) -> Told:
    """The value at ``path`` (``events/3``) in the current reading of ``article``, or that report as a whole; else ``Missing``."""
    with store.reading() as connection:
        reading = current_reading(connection, article)
        if path is None:
            report = Shelf(connection, "reports", (Key(None, reading, 0),)).reports[reading]
            return Told(report, None, clean(report.headline or report.address), None, "")
        noun, number = parts_of(path)
        value = values_at(connection, noun, [(reading, number)]).get((reading, number))
    if value is None:
        raise Missing(f"The record of {article} has no {path[:40]}.")
    return Told(value.report, path, line_of(value), status_of(value), value.quote)


def parts_of(path: str) -> tuple[Noun, int]:
    """The kind of value and its number that a path names; ``Missing`` where it names none."""
    noun, _, number = path.partition("/")
    if noun not in NOUNS or noun == "reports" or not (number.isascii() and number.isdecimal() and len(number) < 8):
        raise Missing(f"{path[:40]!r} is no path of a value: it is written as events/3.")
    return cast("Noun", noun), int(number)


def values_at(connection: Connection, noun: Noun, places: list[tuple[int, int]]) -> dict[tuple[int, int], Value]:
    """The values of that kind by reading and number; those that are not there are left out."""
    found = Shelf(connection, noun, tuple(Key(None, reading, number) for reading, number in places)).values()
    return {(value.report.reading, value.number): value for value in found}


def line_of(value: Value) -> str:
    """What a value says, in a line: who does what to whom, where and when."""
    line = clean(_line(value))
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def status_of(value: Value) -> str | None:
    """The word that says how a value stands: the status of an event or a pledge, a stance, a change of membership."""
    if isinstance(value, (FoundEvent, FoundCommitment)):
        return value.status
    return value.stance if isinstance(value, FoundPosition) else value.change if isinstance(value, FoundMembership) else None


def _line(value: Value) -> str:
    if isinstance(value, FoundStatement):
        to = f" to {_name(value.addressee)}" if value.addressee else ""
        return f"{_name(value.speaker)}{to}: {value.content}"
    if isinstance(value, FoundEvent):
        return _event(value)
    if isinstance(value, FoundPosition):
        return f"{_name(value.actor)}: {value.text}"
    if isinstance(value, FoundCommitment):
        by = f", by {value.deadline}" if value.deadline else ""
        return f"{_names(value.actors) or 'unnamed'}: {value.action}{by}"
    if isinstance(value, FoundFigure):
        return f"{value.measure}: {_amount(value)}{_where(value.places)}"
    return f"{_name(value.member)} {value.change} {_name(value.group)}"


def _event(event: FoundEvent) -> str:
    kind = event.type + (f"/{event.mode}" if event.mode else "")
    who, whom = _names(event.actors), _names(event.recipients)
    sizes = [f"{number} {word}" for number, word in ((event.killed, "killed"), (event.wounded, "wounded"), (event.arrested, "arrested"))
             if number is not None]  # fmt: skip
    rest = "".join(f", {part}" for part in (event.begins, *sizes) if part)
    return f"{kind}{f' by {who}' if who else ''}{f' → {whom}' if whom else ''}{_where(event.places)}{rest}"


def _amount(figure: FoundFigure) -> str:
    bound = {"at-least": "at least ", "at-most": "at most ", "about": "about "}.get(figure.bound, "")
    size = f"{figure.value:,.10g}" if figure.value is not None else f"{figure.low or 0:,.10g} to {figure.high or 0:,.10g}"
    return f"{bound}{size}{f' {figure.unit}' if figure.unit and figure.unit != figure.measure else ''}"


def _name(party: Party | None) -> str:
    return party.name if party is not None else "unnamed"


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(dict.fromkeys(party.name for party in parties))


def _where(spots: tuple[Spot, ...]) -> str:
    names = ", ".join(dict.fromkeys(spot.name for spot in spots))
    return f", in {names}" if names else ""
