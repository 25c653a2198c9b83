"""Role nouns: what kind of actor "gunmen", "the ministry" or "villagers" are, and in which sector they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline.knowledge.phrases import Index, index
from dateline.knowledge.site import site_rows
from dateline.knowledge.tables import DATA, Row, last_by_key, read_folder, read_table

Number = Literal["singular", "plural", "collective"]
ROLE_COLUMNS = ("noun", "plural", "sector", "kind", "collective")
SECTOR_COLUMNS = ("sector", "meaning")


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for a party: its forms, the sector it codes to and the kind of actor it makes."""

    noun: str
    plural: str | None
    sector: str
    kind: str
    collective: bool
    source: str = ""

    @property
    def head(self) -> str:
        """The last word of the singular form, which a parser would make the head."""
        return self.noun.rsplit(" ", 1)[-1]


@dataclass(frozen=True, slots=True)
class RoleForm:
    """One written form of a role noun, with the number it has."""

    role: Role
    number: Number


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector code and what it means."""

    code: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RoleTable:
    """All role nouns, found by any of their forms."""

    roles: tuple[Role, ...]
    sectors: tuple[Sector, ...]
    forms: Index[RoleForm]

    def find(self, text: str) -> RoleForm | None:
        """The role that the whole text is a form of ("gunmen", "foreign ministry")."""
        found = self.forms.exact(text)
        return found[0] if found else None

    def longest(self, words: Sequence[str], start: int, limit: int = 6) -> tuple[int, RoleForm] | None:
        """The number of tokens of the longest role noun that begins at start, and the role."""
        found = self.forms.longest(words, start, limit)
        return (found[0], found[1][0]) if found else None


def load_roles(folder: Path = DATA / "roles", site: Path | None = None) -> RoleTable:
    """The table of role nouns from the packaged folder, with the site's roles.tsv over it."""
    rows = (*read_folder(folder / "nouns", ROLE_COLUMNS), *site_rows(site, "roles.tsv", ROLE_COLUMNS))
    sectors = tuple(Sector(row.required("sector"), row.text("meaning")) for row in read_table(folder / "sectors.tsv", SECTOR_COLUMNS))
    return role_table((role_of(row) for row in last_by_key(rows, lambda row: row.text("noun"))), sectors)


def role_table(roles: Iterable[Role], sectors: Iterable[Sector] = ()) -> RoleTable:
    """A table of the role nouns given."""
    kept = tuple(roles)
    forms: list[tuple[str, RoleForm]] = []
    for role in kept:
        forms.append((role.noun, RoleForm(role, "collective" if role.collective else "singular")))
        if role.plural and role.plural != role.noun:
            forms.append((role.plural, RoleForm(role, "plural")))
    return RoleTable(kept, tuple(sectors), index(forms))


def role_of(row: Row) -> Role:
    """The role that a row of a roles table describes."""
    noun, plural, sector, kind = row.cells_of("noun", "plural", "sector", "kind")
    return Role(noun, plural or None, sector, kind, row.flag("collective"), row.source)
