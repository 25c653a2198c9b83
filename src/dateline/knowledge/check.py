"""What is wrong with the tables of actors, offices and roles: each problem with its file, its line and one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import get_args

from dateline.knowledge import actors, offices, roles
from dateline.knowledge.actors import WEAK, ActorKind
from dateline.knowledge.offices import LEVELS, SPEAKING_LEVELS
from dateline.knowledge.phrases import BOUND, pieces
from dateline.knowledge.site import site_rows, unknown_files
from dateline.knowledge.tables import DATA, Row, TableError, read_folder, read_table

KINDS = frozenset(get_args(ActorKind))
SCOPES = frozenset({"IGO", "IMG", "NGO", "MNC"})
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


MISPLACED = "is something that nothing reads; its name may be misspelt (cues, propositions, signatures, triggers: folders of that name)"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a knowledge table."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Codes:
    """What codes may be made of."""

    countries: frozenset[str]
    sectors: frozenset[str]

    def sector_fault(self, text: str) -> str | None:
        """What is wrong with a run of sectors ("GOVMIL")."""
        parts = [text[start : start + 3] for start in range(0, len(text), 3)]
        unknown = [part for part in parts if part not in self.sectors]
        return f"sector {text} has {unknown[0]}, which sectors.tsv lacks" if unknown else None

    def code_fault(self, text: str) -> str | None:
        """What is wrong with an actor code ("ITAGOV", "IGOUNO")."""
        if text[:3] not in self.countries and text[:3] not in SCOPES:
            return f"code {text} begins with {text[:3]}, which is neither a state nor one of IGO, IMG, NGO, MNC"
        return self.sector_fault(text[3:])


def check(data: Path = DATA, site: Path | None = None) -> tuple[Problem, ...]:
    """Every problem in the tables of actors, offices and roles, in the order of files and lines.

    data: the folder of packaged tables. site: a folder of own tables laid over them.
    """
    try:
        return tuple(sorted(_problems(data, site)))
    except TableError as error:
        return (Problem(error.path, error.line, error.message),)


def _problems(data: Path, site: Path | None) -> Iterator[Problem]:
    states = read_table(data / "actors/states.tsv", actors.STATE_COLUMNS)
    sectors = read_table(data / "roles/sectors.tsv", roles.SECTOR_COLUMNS)
    codes = Codes(frozenset(row.text("iso3") for row in states), frozenset(row.text("sector") for row in sectors))
    entries = read_folder(data / "actors/entries", actors.ENTRY_COLUMNS)
    own = site_rows(site, "actors.tsv", actors.ENTRY_COLUMNS)
    members = (*read_table(data / "actors/members.tsv", actors.MEMBER_COLUMNS), *site_rows(site, "members.tsv", actors.MEMBER_COLUMNS))
    ids = frozenset(f"{country}-{part}" for country in codes.countries for part in ("GOV", "MIL", "LEG"))
    ids |= {row.text("id") for row in (*entries, *own)}
    yield from _twice(states, lambda row: row.text("iso3"), "state")
    for rows in (entries, own):
        yield from _twice(rows, lambda row: row.text("id"), "id")
    yield from _faults((*entries, *own), lambda row: entry_faults(row, codes))
    yield from _faults(members, lambda row: member_faults(row, ids))
    yield from shared_aliases((*states, *entries, *own))
    yield from _offices(data / "offices", site, codes, ids)
    yield from _roles(data / "roles", site, codes)
    for path in unknown_files(site) if site is not None else ():
        yield Problem(path, 0, MISPLACED)


def _offices(folder: Path, site: Path | None, codes: Codes, ids: frozenset[str]) -> Iterator[Problem]:
    titles = (*read_folder(folder / "titles", offices.TITLE_COLUMNS), *site_rows(site, "titles.tsv", offices.TITLE_COLUMNS))
    own = site_rows(site, "holders.tsv", offices.HOLDER_COLUMNS)
    terms = (*read_folder(folder / "holders", offices.HOLDER_COLUMNS), *own)
    yield from _twice(titles, lambda row: row.cells_of("title", "country"), "title")
    yield from _faults(titles, lambda row: title_faults(row, codes))
    yield from _twice(terms, lambda row: row.cells_of("id", "title", "from"), "term")
    yield from _faults(terms, lambda row: holder_faults(row, codes, ids))
    yield from overlaps(terms)


def _roles(folder: Path, site: Path | None, codes: Codes) -> Iterator[Problem]:
    nouns = (*read_folder(folder / "nouns", roles.ROLE_COLUMNS), *site_rows(site, "roles.tsv", roles.ROLE_COLUMNS))
    yield from _twice(nouns, lambda row: row.text("noun"), "noun")
    yield from _faults(nouns, lambda row: role_faults(row, codes))


def entry_faults(row: Row, codes: Codes) -> Iterator[str]:
    """What is wrong with one line of a table of actors."""
    entry_id, kind, country = row.cells_of("id", "kind", "country")
    yield from _missing(row, "id", "code", "name", "kind")
    if entry_id and not ID.fullmatch(entry_id):
        yield f"id {entry_id} may hold letters, digits and single hyphens only"
    if kind and kind not in KINDS:
        yield f"kind {kind} is unknown; known are {', '.join(sorted(KINDS))}"
    if row.text("code") and (fault := codes.code_fault(row.text("code"))):
        yield fault
    if country and country not in codes.countries:
        yield f"country {country} is not in states.tsv"
    yield from date_faults(row, "since", "until")


def member_faults(row: Row, ids: frozenset[str]) -> Iterator[str]:
    """What is wrong with one line of the table of members."""
    yield from _missing(row, "group", "members")
    for name in (row.text("group"), *map(actors.member_id, row.text("members").split())):
        if name and name not in ids:
            yield f"{name} is no actor that a table has"
    yield from date_faults(row, "since", "until")


def title_faults(row: Row, codes: Codes) -> Iterator[str]:
    """What is wrong with one line of a table of titles."""
    yield from _missing(row, "title", "sector", "level")
    yield from _level_and_sector(row, codes)
    yield from _flag(row, "speaks_for")


def holder_faults(row: Row, codes: Codes, ids: frozenset[str]) -> Iterator[str]:
    """What is wrong with one line of a table of holders."""
    yield from _missing(row, "id", "name", "title", "level")
    yield from _level_and_sector(row, codes)
    country, group = row.cells_of("country", "speaks_for")
    if country and country not in codes.countries:
        yield f"country {country} is not in states.tsv"
    if group and group not in ids:
        yield f"speaks for {group}, which is no actor that a table has"
    if not row.text("from") and not row.text("until"):
        yield f"{row.text('name')} holds the office of {row.text('title')} without dates"
    yield from date_faults(row, "from", "until")


def role_faults(row: Row, codes: Codes) -> Iterator[str]:
    """What is wrong with one line of a table of role nouns."""
    yield from _missing(row, "noun", "sector", "kind")
    if row.text("sector") and (fault := codes.sector_fault(row.text("sector"))):
        yield fault
    if row.text("kind") not in KINDS:
        yield f"kind {row.text('kind')} is unknown; known are {', '.join(sorted(KINDS))}"
    yield from _flag(row, "collective")


def date_faults(row: Row, first: str, last: str) -> Iterator[str]:
    """What is wrong with two dates of a row that follow each other."""
    begin, end = row.cells_of(first, last)
    for column, value in ((first, begin), (last, end)):
        if value and not DATE.fullmatch(value):
            yield f"{column} is {value}, expected a year, a month (2016-01) or a day (2016-01-29)"
    if begin and end and begin[: len(end)] > end[: len(begin)]:
        yield f"{first} {begin} comes after {last} {end}"


def shared_aliases(rows: Sequence[Row]) -> Iterator[Problem]:
    """Each strong name that two actors share in the same spelling: one of them must be weak."""
    owners: dict[tuple[str, ...], tuple[str, Row]] = {}
    for row in rows:
        for owner, name in _strong_names(row):
            first, where = owners.setdefault(pieces(name.lstrip(BOUND)), (owner, row))
            if first != owner:
                both = f"{name.lstrip(BOUND)} names {owner}, and {first} too ({where.path.name}:{where.line})"
                yield Problem(row.path, row.line, f"{both}; mark one with ~")


def _strong_names(row: Row) -> Iterator[tuple[str, str]]:
    if row.text("iso3"):
        columns = (("GOV", ("name", "official", "other", "seats")), ("MIL", ("army",)), ("LEG", ("parliament",)))
        named = ((f"{row.text('iso3')}-{part}", name) for part, names in columns for column in names for name in row.items(column))
    else:
        named = ((row.text("id"), name) for name in (row.text("name"), *row.items("aliases")))
    yield from ((owner, name) for owner, name in named if not name.startswith(WEAK))


def overlaps(rows: Sequence[Row]) -> Iterator[Problem]:
    """Each pair of persons who hold a one-person office (head of state or government, minister) of one state on the same days."""
    seats: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.text("level") in SPEAKING_LEVELS and row.text("country"):
            seats.setdefault(row.cells_of("country", "level"), []).append(row)
    for held in seats.values():
        held.sort(key=lambda row: row.text("from"))
        for one, other in pairwise(held):
            end, begin = one.text("until") or "9999", other.text("from")
            if begin[: len(end)] < end[: len(begin)] and one.text("id") != other.text("id"):
                seat = f"{other.text('title')} of {other.text('country')}"
                early = f"{other.text('name')} ({begin}) before {one.text('name')} left ({one.text('until') or 'no date'})"
                yield Problem(other.path, other.line, f"{seat}: {early}, {one.path.name}:{one.line}")


def _level_and_sector(row: Row, codes: Codes) -> Iterator[str]:
    level, sector = row.cells_of("level", "sector")
    if level and level not in LEVELS:
        yield f"level {level} is unknown; known are {', '.join(LEVELS)}"
    if sector and (fault := codes.sector_fault(sector)):
        yield fault


def _missing(row: Row, *columns: str) -> Iterator[str]:
    for column in columns:
        if not row.text(column):
            yield f"column {column} is empty"


def _flag(row: Row, column: str) -> Iterator[str]:
    if row.text(column) not in ("", "yes", "no"):
        yield f"column {column} is {row.text(column)}, expected yes, no or nothing"


def _faults(rows: Iterable[Row], faults: Callable[[Row], Iterator[str]]) -> Iterator[Problem]:
    for row in rows:
        for message in faults(row):
            yield Problem(row.path, row.line, message)


def _twice(rows: Iterable[Row], key: Callable[[Row], object], what: str) -> Iterator[Problem]:
    seen: dict[object, Row] = {}
    for row in rows:
        first = seen.setdefault(key(row), row)
        if first is not row:
            yield Problem(row.path, row.line, f"{what} {key(row)} stands at {first.path.name}:{first.line} already")
