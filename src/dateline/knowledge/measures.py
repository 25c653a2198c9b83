"""What figures measure: units, counted nouns, deeds that befall those counted, and words that bound a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast, get_args

from dateline.knowledge.tables import DATA, Row, read_table
from dateline.model.figure import Bound

if TYPE_CHECKING:
    from collections.abc import Mapping

CountedKind = Literal["person", "thing", "member", "weak", "none"]
Place = Literal["object", "subject", "lives", "of"]
Role = Literal["rise", "fall", "reach", "put", "toll", "group", "have", "number", "crowd"]
_KINDS: tuple[str, ...] = get_args(CountedKind)
_BOUNDS: tuple[str, ...] = get_args(Bound)
_PLACES: tuple[str, ...] = get_args(Place)
_ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and its kind (percent, money, length, area, mass, volume, energy)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a counted noun measures, and whether it names persons, things, members of a group, or nothing worth counting.

    ``small`` is set where even a few are worth a figure ("three soldiers").
    """

    measure: str
    kind: CountedKind
    small: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """What befell those counted, and where they stand beside the word: its object (or passive subject), its subject."""

    measure: str
    place: Place


@dataclass(frozen=True, slots=True)
class Measures:
    """The tables of figures, by lower-case words or lemmas; bounds by their words, split."""

    units: Mapping[str, Unit]
    counted: Mapping[str, Counted]
    deeds: Mapping[str, Deed]
    before: Mapping[tuple[str, ...], Bound]
    after: Mapping[tuple[str, ...], Bound]
    roles: Mapping[str, Role]

    @classmethod
    def load(cls) -> Measures:
        """The packaged tables, loaded once a process."""
        return _load()


@lru_cache(maxsize=1)
def _load() -> Measures:
    bounds = _rows("bounds", "words", "bound", "side")
    return Measures(
        units=MappingProxyType(
            {row.required("word"): Unit(row.required("unit"), row.required("kind")) for row in _rows("units", "word", "unit", "kind")}
        ),
        counted=MappingProxyType({row.required("noun"): _counted(row) for row in _rows("counted", "noun", "measure", "kind")}),
        deeds=MappingProxyType({row.required("word"): _deed(row) for row in _rows("deeds", "word", "measure", "counted")}),
        before=MappingProxyType({tuple(row.required("words").split()): _bound(row) for row in bounds if row.text("side") == "before"}),
        after=MappingProxyType({tuple(row.required("words").split()): _bound(row) for row in bounds if row.text("side") == "after"}),
        roles=MappingProxyType(
            {row.required("word"): cast("Role", _one_of(row, "role", _ROLES)) for row in _rows("roles", "word", "role")}
        ),
    )


def _rows(name: str, *columns: str) -> tuple[Row, ...]:
    return read_table(DATA / "figures" / f"{name}.tsv", columns)


def _counted(row: Row) -> Counted:
    return Counted(row.text("measure"), cast("CountedKind", _one_of(row, "kind", _KINDS)), row.flag("small"))


def _deed(row: Row) -> Deed:
    return Deed(row.required("measure"), cast("Place", _one_of(row, "counted", _PLACES)))


def _bound(row: Row) -> Bound:
    return cast("Bound", _one_of(row, "bound", _BOUNDS))


def _one_of(row: Row, column: str, known: tuple[str, ...]) -> str:
    value = row.required(column)
    if value not in known:
        raise row.error(f"column {column} holds {value!r}, expected one of {', '.join(known)}")
    return value
