"""What a type, a place or a country is called in other systems of codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.store.export.columns import lines


@dataclass(frozen=True, slots=True)
class Coded:
    """A PLOVER type and mode in other systems; ACLED's is None where it codes no such event.

    ``against_civilians`` is ACLED's type and sub-type where the recipient is civilian.
    """

    cameo: str
    goldstein: float
    quad: int
    quad_name: str
    acled: tuple[str, str] | None
    against_civilians: tuple[str, str] | None

    @property
    def root(self) -> str:
        """The first two digits of the CAMEO code."""
        return self.cameo[:2]

    @property
    def quad_class(self) -> int:
        """GDELT's class of the CAMEO root: 1 and 2 cooperation by word and deed, 3 and 4 conflict."""
        root = int(self.root)
        return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@dataclass(frozen=True, slots=True)
class Country:
    """A country's codes elsewhere: its name, ISO 3166 numeric and alpha-2, FIPS 10-4, Correlates of War; empty where it has none."""

    name: str
    iso2: str
    numeric: str
    fips: str
    cow: str


@dataclass(frozen=True, slots=True)
class Precision:
    """How precisely a place is known, in our code, ACLED's (None: not at all) and GDELT's."""

    code: int
    acled: int | None
    gdelt: int


@dataclass(frozen=True, slots=True)
class Party:
    """What kind of party a sector is in ACLED's words, and whether it is civilian."""

    inter: str
    civilian: bool


class Codes:
    """The tables of codes, looked up by name."""

    __slots__ = ("_countries", "_disorder", "_parties", "_precisions", "_types")

    def __init__(self) -> None:
        """Reads the tables."""
        goldstein = {code: float(score) for code, score in lines("goldstein")}
        quads = {kind: (int(number), name) for kind, number, name in lines("quads")}
        self._types = {
            (kind, mode): Coded(cameo, goldstein[cameo], *quads[kind], _pair(acled, sub), _pair(civilian, civilian_sub))
            for kind, mode, cameo, acled, sub, civilian, civilian_sub in lines("types")
        }
        self._countries = {cells[0]: Country(*cells[1:]) for cells in lines("countries")}
        self._precisions = {
            name: Precision(int(code), int(acled) if acled else None, int(gdelt)) for name, code, acled, gdelt in lines("precision")
        }
        self._parties = {sector: Party(inter, civilian == "yes") for sector, inter, civilian in lines("inter")}
        self._disorder = {kind: disorder for kind, disorder in lines("disorder")}  # noqa: C416  dict() has no type for it

    def coded(self, kind: str, mode: str | None) -> Coded:
        """The type and mode in other systems; a mode that the table lacks counts as none."""
        return self._types.get((kind, mode or "")) or self._types[kind, ""]

    def country(self, iso3: str | None) -> Country | None:
        """The codes of the country with this ISO 3166 alpha-3 code, None where there is none."""
        return self._countries.get(iso3 or "")

    def precision(self, name: str) -> Precision:
        """The codes of a precision of the record."""
        return self._precisions.get(name) or self._precisions["unknown"]

    def party(self, sector: str) -> Party | None:
        """What kind of party a sector is, None where ACLED has no word for it."""
        return self._parties.get(sector)

    def disorder(self, acled_type: str) -> str:
        """ACLED's disorder type of its type of event."""
        return self._disorder[acled_type]


def _pair(kind: str, sub: str) -> tuple[str, str] | None:
    return (kind, sub) if kind else None


@cache
def codes() -> Codes:
    """The tables, read once."""
    return Codes()
