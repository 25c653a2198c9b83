"""Figures that other counts contradict, correct or revise: the pairs that the changes of a store hold, quotes taken from the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from sqlalchemy import Connection, Row, or_, select

from dateline.model.change import ChangeKind
from dateline.store.answers import FoundFigure
from dateline.store.change_tables import changes
from dateline.store.find import Key
from dateline.store.shelf import Shelf
from dateline.store.store import Store
from dateline.stories.overruled import overruled

KINDS: tuple[ChangeKind, ...] = ("figures-differ", "correction", "figure-revised")
CONTRADICTING: tuple[ChangeKind, ...] = ("figures-differ", "correction")
MOST = 60  # pairs told


@dataclass(frozen=True, slots=True)
class Pair:
    """Two counts of one thing: how the newer one stands to the older one, and both."""

    kind: ChangeKind
    now: FoundFigure
    before: FoundFigure

    @property
    def contradicts(self) -> bool:
        """True where both cannot be right."""
        return self.kind in CONTRADICTING


def disputed(store: Store, found: Sequence[FoundFigure]) -> tuple[Pair, ...]:
    """The pairs in which one of ``found`` is a side, the latest first; none of which a person said otherwise."""
    mine = {(each.report.reading, each.number): each for each in found}
    if not mine:
        return ()
    with store.reading() as connection:
        rows = [row for row in _changes(connection, found) if any(at in mine for at in _ends(row))][:MOST]
        gone = {(reading, number) for noun, reading, number in overruled(connection, _readings(rows)) if noun == "figures"}
        rows = [row for row in rows if gone.isdisjoint(_ends(row))]
        known = mine | _values(connection, sorted({at for row in rows for at in _ends(row)} - set(mine)))
    made = []
    for row in rows:
        now, before = (known.get(at) for at in _ends(row))
        if now is not None and before is not None and row.kind in get_args(ChangeKind):
            made.append(Pair(row.kind, now, before))
    return tuple(made)


def _changes(connection: Connection, found: Sequence[FoundFigure]) -> list[Row[Any]]:
    articles = sorted({each.report.article for each in found})
    here = or_(changes.c.article.in_(articles), changes.c.other.in_(articles))
    where = (changes.c.kind.in_(KINDS), changes.c.noun == "figures", changes.c.other_noun == "figures", here)
    return list(connection.execute(select(changes).where(*where).order_by(changes.c.published.desc(), changes.c.id.desc())))


def _ends(row: Row[Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (row.reading, row.number), (row.other_reading, row.other_number)


def _readings(rows: Sequence[Row[Any]]) -> list[int]:
    return [reading for row in rows for reading, _ in _ends(row)]


def _values(connection: Connection, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], FoundFigure]:
    if not wanted:
        return {}
    shelf = Shelf(connection, "figures", [Key(None, *each) for each in wanted])
    return {(each.report.reading, each.number): each for each in cast("tuple[FoundFigure, ...]", shelf.values())}
