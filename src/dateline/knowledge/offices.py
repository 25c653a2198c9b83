"""Offices and those who held them: titles as they are printed, holders with dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from dateline.knowledge.actors import covers
from dateline.knowledge.phrases import Index, index, pieces
from dateline.knowledge.site import site_rows
from dateline.knowledge.tables import DATA, Row, last_by_key, read_folder

K = TypeVar("K")
V = TypeVar("V")
Level = Literal["head-of-state", "head-of-government", "foreign", "defence", "interior", "other"]
LEVELS = ("head-of-state", "head-of-government", "foreign", "defence", "interior", "other")
TITLE_COLUMNS = ("title", "variants", "plural", "sector", "level", "speaks_for")
HOLDER_COLUMNS = ("id", "name", "aliases", "country", "title", "level", "sector", "from", "until", "wikidata")
MIDDLE_INITIAL = 2
SPEAKING_LEVELS = frozenset(LEVELS[:5])


@dataclass(frozen=True, slots=True)
class OfficeTitle:
    """An office or rank as it is printed before or after a name."""

    title: str
    variants: tuple[str, ...]
    plural: str | None
    sector: str
    level: str
    speaks_for: bool
    country: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """One person's term in one office; a person with several offices has several, under one id."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    title: str
    level: str
    sector: str
    begin: str | None
    end: str | None
    speaks_for: str | None
    wikidata: str | None
    source: str = ""

    @property
    def until(self) -> str | None:
        """The last day known, None while in office or unknown."""
        return self.end

    @property
    def code(self) -> str:
        """The code of country and sector ("ITAGOV"); without a country rebels have IMG, rights and relief groups NGO, all others IGO."""
        scope = "IMG" if self.sector == "REB" else "NGO" if self.sector in ("HRI", "HLH") else "IGO"
        return f"{self.country or scope}{self.sector}"

    def held_on(self, day: str) -> bool:
        """Whether the office was held on that ISO day."""
        return covers(self.begin, self.end, day)


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """All titles and holders."""

    titles: tuple[OfficeTitle, ...]
    holders: tuple[Holder, ...]
    title_forms: Index[OfficeTitle]
    names: Index[str]
    surnames: dict[str, tuple[str, ...]]
    seats: dict[tuple[str, str], tuple[Holder, ...]]
    by_id: dict[str, tuple[Holder, ...]]

    def get(self, person_id: str) -> tuple[Holder, ...]:
        """The terms of the person of that id, oldest first."""
        return self.by_id.get(person_id, ())

    def title(self, text: str) -> OfficeTitle | None:
        """The title that the whole text is a form of."""
        found = self.title_forms.exact(text)
        return found[0] if found else None

    def longest_title(self, words: Sequence[str], start: int, limit: int = 8) -> tuple[int, OfficeTitle] | None:
        """The number of tokens of the longest title that begins at start, and the title.

        Titles stand in small letters; capitals in the text do not matter ("Foreign Minister").
        """
        found = self.title_forms.longest(words, start, limit)
        return (found[0], found[1][0]) if found else None

    def longest_name(self, words: Sequence[str], start: int, limit: int = 6) -> tuple[int, tuple[Holder, ...]] | None:
        """The number of tokens of the longest full name that begins at start, and the terms of those who bear it.

        Names of one word ("Hemedti", "Lula") are found as surnames only: too many are words or given names.
        """
        found = self.names.longest(words, start, limit)
        return (found[0], self._terms(found[1])) if found else None

    def holders_named(self, name: str) -> tuple[Holder, ...]:
        """The terms of everyone of that full name or spelling; middle initials are left out where the name with them is unknown."""
        found = self.names.exact(name)
        if not found and "." in name:
            found = self.names.exact(" ".join(word for word in name.split() if len(word) > MIDDLE_INITIAL or word[-1] != "."))
        return self._terms(found)

    def holders_by_surname(self, surname: str, day: str | None = None) -> tuple[Holder, ...]:
        """The terms of everyone of that surname (or name of one word); only those held on the ISO day where one is given."""
        found = self._terms(self.surnames.get(surname_key(surname), ()))
        return found if day is None else tuple(holder for holder in found if holder.held_on(day))

    def holder_of(self, country: str, level: str, day: str) -> Holder | None:
        """Who held the office of that level in that state on that ISO day; the latest to begin where dates overlap."""
        held = [holder for holder in self.holders_of(country, level) if holder.held_on(day)]
        return held[-1] if held else None

    def holders_of(self, country: str, level: str) -> tuple[Holder, ...]:
        """Everyone who held the office of that level in that state, oldest first."""
        return self.seats.get((country, level), ())

    def _terms(self, ids: Iterable[str]) -> tuple[Holder, ...]:
        return tuple(term for person in dict.fromkeys(ids) for term in self.by_id[person])


def load_offices(folder: Path = DATA / "offices", site: Path | None = None) -> OfficeTable:
    """The table of offices from the packaged folder, with the site's titles.tsv and holders.tsv over it."""
    titles = (*read_folder(folder / "titles", TITLE_COLUMNS), *site_rows(site, "titles.tsv", TITLE_COLUMNS))
    terms, own = read_folder(folder / "holders", HOLDER_COLUMNS), site_rows(site, "holders.tsv", HOLDER_COLUMNS)
    kept = last_by_key((*terms, *own), lambda row: row.cells_of("id", "title", "from")) if own else terms
    return office_table((title_of(row) for row in last_by_key(titles, _title_key)), holders_of_rows(kept))


def office_table(titles: Iterable[OfficeTitle], holders: Iterable[Holder]) -> OfficeTable:
    """A table of the titles and holders given."""
    known = tuple(titles)
    terms = tuple(sorted(holders, key=lambda holder: holder.begin or ""))
    forms = ((form, title) for title in known for form in (title.title, *title.variants, *((title.plural,) if title.plural else ())))
    by_id = _grouped((holder.id, holder) for holder in terms)
    seats = _grouped(((holder.country or "", holder.level), holder) for holder in terms if holder.level != "other")
    called = [(name, person) for person, held in by_id.items() for name in names_of(held)]
    names = index((name, person) for name, person in called if " " in name)
    surnames = _grouped((key, person) for name, person in called for key in surname_keys(name, family_first=person[:3] in FAMILY_FIRST))
    return OfficeTable(known, terms, index(forms), names, surnames, seats, by_id)


def names_of(terms: Sequence[Holder]) -> tuple[str, ...]:
    """Every name of the person whose terms these are."""
    return tuple(dict.fromkeys(name for term in terms for name in (term.name, *term.aliases)))


def holders_of_rows(rows: Sequence[Row]) -> tuple[Holder, ...]:
    """The terms that rows of a holders table describe; a person's spellings on one row hold for all his or her rows."""
    spellings = _grouped((row.text("id"), alias) for row in rows if row.text("aliases") for alias in row.items("aliases"))
    return tuple(holder_of_row(row, spellings.get(row.text("id"), ())) for row in rows)


def title_of(row: Row) -> OfficeTitle:
    """The office that a row of a titles table describes."""
    title, plural, sector, level, country = row.cells_of("title", "plural", "sector", "level", "country")
    return OfficeTitle(title, row.items("variants"), plural or None, sector, level, row.flag("speaks_for"), country or None, row.source)


def holder_of_row(row: Row, aliases: tuple[str, ...]) -> Holder:
    """The term that a row of a holders table describes, of a person with those other spellings."""
    cells = row.cells_of("id", "name", "country", "title", "level", "sector", "from", "until", "wikidata", "speaks_for", "source")
    country, level, speaks = cells[2], cells[4], cells[9]
    if not speaks and level in SPEAKING_LEVELS and len(country) == 3:
        speaks = f"{country}-GOV"
    return Holder(
        id=cells[0],
        name=cells[1],
        aliases=aliases,
        country=country or None,
        title=cells[3],
        level=level,
        sector=cells[5],
        begin=cells[6] or None,
        end=cells[7] or None,
        speaks_for=speaks or None,
        wikidata=cells[8] or None,
        source=cells[10] or row.header.source,
    )


def surname_key(surname: str) -> str:
    """The form in which surnames are compared: folded, small letters, hyphens and apostrophes gone."""
    return " ".join(pieces(surname)).lower()


FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "SGP", "HKG", "HUN"})
PARTICLES = frozenset(
    {"al", "el", "ben", "bin", "ould", "van", "von", "der", "den", "de", "da", "di", "du", "le", "la", "del", "dos", "abu", "ibn", "ap"}
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "vi"})


def surname_keys(name: str, *, family_first: bool) -> tuple[str, ...]:
    """The keys under which reports would name the person alone: the last word, and the last with its particles ("al-Assad").

    family_first: whether names of that country keep the family name first (Xi Jinping); then the first word is a key as well.
    """
    words = [word for word in pieces(name.lower()) if word not in SUFFIXES]
    if not words:
        return ()
    begin = len(words) - 1
    keys = [words[begin]]
    while begin > 0 and words[begin - 1] in PARTICLES:
        begin -= 1
        keys.append(" ".join(words[begin:]))
    if family_first and len(words) > 1:
        keys.append(words[0])
    return tuple(keys)


def _title_key(row: Row) -> tuple[str, ...]:
    return row.cells_of("title", "country")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
