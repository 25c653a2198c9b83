"""Actors known by name: governments, armed forces, organisations, armed groups, parties, coalitions, companies and media."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dateline.knowledge.phrases import BOUND, Index, index
from dateline.knowledge.site import site_rows
from dateline.knowledge.tables import DATA, Row, last_by_key, read_folder, read_table

Strength = Literal["strong", "weak"]
AliasForm = Literal["name", "place-name", "demonym"]
ActorKind = Literal[
    "person",
    "government",
    "parliament",
    "armed-force",
    "armed-group",
    "party",
    "organisation",
    "coalition",
    "company",
    "media",
    "population",
    "document",
    "other",
]

ENTRY_COLUMNS = ("id", "code", "name", "kind", "country", "aliases", "descriptors", "since", "until")
STATE_COLUMNS = ("iso3", "name", "official", "other", "demonyms", "people", "capital", "seats", "army", "parliament")
MEMBER_COLUMNS = ("group", "since", "until", "members")
ALIAS_COLUMNS = ("id", "aliases")
WEAK = "~"


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to name an actor: strong names stand alone, weak ones need context, exact ones are bound to their case."""

    text: str
    strength: Strength = "strong"
    form: AliasForm = "name"
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """An actor's place in a group, with the dates (ISO, any precision) that are known."""

    member: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """What is known about one actor."""

    id: str
    code: str
    name: str
    kind: str
    country: str | None
    aliases: tuple[Alias, ...]
    descriptors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    members: tuple[Membership, ...] = ()
    source: str = ""

    def members_on(self, day: str) -> tuple[str, ...]:
        """The ids of those who were members on that ISO day."""
        return tuple(m.member for m in self.members if covers(m.since, m.until, day))


Named = tuple[ActorEntry, Alias]
DemonymPart = Literal["adjective", "people"]


@dataclass(frozen=True, slots=True)
class Demonym:
    """A word for the people of a state or for what is theirs."""

    text: str
    country: str
    part: DemonymPart


def covers(since: str | None, until: str | None, day: str) -> bool:
    """Whether an ISO day lies between two ISO dates of any precision; unknown ends are open."""
    return (since is None or since <= day) and (until is None or until >= day[: len(until)])


@dataclass(frozen=True, slots=True)
class ActorTable:
    """All known actors, found by id, by name, by state and by demonym."""

    entries: tuple[ActorEntry, ...]
    by_id: dict[str, ActorEntry]
    names: Index[Named]
    demonyms: Index[Demonym]

    def get(self, actor_id: str) -> ActorEntry | None:
        """The actor of that id."""
        return self.by_id.get(actor_id)

    def named(self, text: str) -> tuple[Named, ...]:
        """The actors that the whole text may name, each with the alias that says so, strong ones first."""
        return _one_each(self.names.exact(text))

    def longest(self, words: Sequence[str], start: int, limit: int = 8) -> tuple[int, tuple[Named, ...]] | None:
        """The number of tokens of the longest known name that begins at start, and the actors it may name; demonyms excluded.

        words: the tokens of a text as parsers cut them. limit: most tokens looked at.
        """
        found = self.names.longest(words, start, limit)
        return (found[0], _one_each(found[1])) if found else None

    def government_of(self, iso3: str) -> ActorEntry | None:
        """The government of the state with that ISO 3166 alpha-3 code."""
        return self.by_id.get(f"{iso3}-GOV")

    def armed_force_of(self, iso3: str) -> ActorEntry | None:
        """The armed forces of that state."""
        return self.by_id.get(f"{iso3}-MIL")

    def parliament_of(self, iso3: str) -> ActorEntry | None:
        """The parliament of that state."""
        return self.by_id.get(f"{iso3}-LEG")

    def demonym(self, text: str) -> Demonym | None:
        """The demonym that the text is ("Italian", "Italians", "Briton")."""
        found = self.demonyms.exact(text)
        return found[0] if found else None

    def longest_demonym(self, words: Sequence[str], start: int, limit: int = 5) -> tuple[int, Demonym] | None:
        """The number of tokens of the longest demonym that begins at start ("South Korean"), and the demonym."""
        found = self.demonyms.longest(words, start, limit)
        return (found[0], found[1][0]) if found else None

    def country_of_demonym(self, text: str) -> str | None:
        """The alpha-3 code of the state whose people or things the word means."""
        found = self.demonym(text)
        return found.country if found else None

    def states(self) -> tuple[ActorEntry, ...]:
        """The governments of all states, in the order of the table."""
        return tuple(entry for entry in self.entries if entry.id == f"{entry.country}-GOV")


def load_actors(folder: Path = DATA / "actors", site: Path | None = None) -> ActorTable:
    """The table of actors from the packaged folder, with the site's own actors and aliases over it.

    folder: holds states.tsv, members.tsv and entries/. site: a folder that may hold actors.tsv and aliases.tsv.
    """
    states = read_table(folder / "states.tsv", STATE_COLUMNS)
    rows = read_folder(folder / "entries", ENTRY_COLUMNS)
    own = site_rows(site, "actors.tsv", ENTRY_COLUMNS)
    entries = {entry.id: entry for row in states for entry in state_entries(row)}
    for row in last_by_key((*rows, *own), lambda row: row.text("id")):
        entries[row.text("id")] = entry_of(row)
    _add_aliases(entries, site_rows(site, "aliases.tsv", ALIAS_COLUMNS))
    _add_members(entries, (*read_table(folder / "members.tsv", MEMBER_COLUMNS), *site_rows(site, "members.tsv", MEMBER_COLUMNS)))
    demonyms = tuple(demonym for row in states for demonym in demonyms_of(row))
    return actor_table(entries.values(), demonyms)


def actor_table(entries: Iterable[ActorEntry], demonyms: Iterable[Demonym] = ()) -> ActorTable:
    """A table of the actors given."""
    kept = tuple(entries)
    known = ((entry, alias) for entry in kept for alias in entry.aliases if alias.form != "demonym")
    named = [((BOUND if alias.exact else "") + alias.text, (entry, alias)) for entry, alias in known]
    named.sort(key=lambda pair: pair[1][1].strength)
    by_id = {entry.id: entry for entry in kept}
    return ActorTable(kept, by_id, index(named), index((demonym.text, demonym) for demonym in demonyms))


def aliases_of(texts: Iterable[str], form: AliasForm = "name", *, weak: bool = False) -> tuple[Alias, ...]:
    """Aliases from the texts of a cell; a leading ``~`` marks a weak one, ``=`` (after it) one bound to its exact case."""
    return tuple(_alias(text, form, weak=weak) for text in texts)


def _alias(text: str, form: AliasForm, *, weak: bool) -> Alias:
    bare = text.lstrip(WEAK)
    return Alias(bare.lstrip(BOUND), "weak" if weak or bare != text else "strong", form, bare.startswith(BOUND))


def entry_of(row: Row) -> ActorEntry:
    """The actor that a row of an actors table describes."""
    cells = row.cells_of("id", "code", "name", "kind", "country", "since", "until")
    names = aliases_of((cells[2], *row.items("aliases")))
    return ActorEntry(
        id=cells[0],
        code=cells[1],
        name=cells[2].lstrip(WEAK),
        kind=cells[3],
        country=cells[4] or None,
        aliases=_once(names),
        descriptors=row.items("descriptors"),
        since=cells[5] or None,
        until=cells[6] or None,
        source=row.source,
    )


def state_entries(row: Row) -> tuple[ActorEntry, ...]:
    """The actors of one state: its government, its armed forces, and its parliament where one is known by name."""
    iso3, name = row.text("iso3"), row.text("name")
    plain = name.lstrip(WEAK)
    spoken = f"the {plain}" if row.flag("article") else plain
    names = (
        *aliases_of((name, *row.items("official"), *row.items("other"))),
        *aliases_of(row.items("seats"), "place-name"),
        *aliases_of(row.items("capital"), "place-name", weak=True),
        *aliases_of(_adjectives(row), "demonym", weak=True),
    )
    since, source = row.optional("since"), row.source

    def part(sector: str, title: str, kind: str, aliases: tuple[Alias, ...]) -> ActorEntry:
        return ActorEntry(f"{iso3}-{sector}", f"{iso3}{sector}", f"{title} of {spoken}", kind, iso3, aliases, since=since, source=source)

    return (
        part("GOV", "Government", "government", _once(names)),
        part("MIL", "Armed forces", "armed-force", aliases_of(row.items("army"))),
        part("LEG", "Parliament", "parliament", aliases_of(row.items("parliament"))),
    )


def demonyms_of(row: Row) -> tuple[Demonym, ...]:
    """The demonyms of one state: adjectives, then the words for its people."""
    iso3 = row.text("iso3")
    adjectives = tuple(Demonym(text, iso3, "adjective") for text in _adjectives(row))
    people = row.items("people") or tuple(plural for text in _adjectives(row) if (plural := regular_plural(text)))
    return adjectives + tuple(Demonym(text, iso3, "people") for text in people)


def regular_plural(adjective: str) -> str | None:
    """The word for the people where it is the adjective with an s; None for those that take none (Chinese, Dutch, Swiss)."""
    return None if adjective.endswith(("ese", "sh", "ch", "ss", "x", "'s")) else f"{adjective}s"


def _adjectives(row: Row) -> tuple[str, ...]:
    return row.items("demonyms")


def _one_each(found: tuple[Named, ...]) -> tuple[Named, ...]:
    """The first alias of each actor, where spellings that differ in case alone both agree."""
    return found if len(found) < 2 else tuple({entry.id: (entry, alias) for entry, alias in reversed(found)}.values())[::-1]


def _once(aliases: Iterable[Alias]) -> tuple[Alias, ...]:
    kept: dict[str, Alias] = {}
    for alias in aliases:
        kept.setdefault(alias.text, alias)
    return tuple(kept.values())


def _add_aliases(entries: dict[str, ActorEntry], rows: Iterable[Row]) -> None:
    for row in rows:
        entry = entries.get(row.required("id"))
        if entry is None:
            raise row.error(f"names the actor {row.text('id')}, which no table has")
        entries[entry.id] = replace(entry, aliases=_once((*aliases_of(row.items("aliases")), *entry.aliases)))


def _add_members(entries: dict[str, ActorEntry], rows: Iterable[Row]) -> None:
    for row in rows:
        entry = entries.get(row.required("group"))
        if entry is None:
            raise row.error(f"names the group {row.text('group')}, which no table has")
        since, until = row.optional("since"), row.optional("until")
        ids = (member_id(name) for name in row.text("members").split())
        entries[entry.id] = replace(entry, members=(*entry.members, *(Membership(name, since, until) for name in ids)))


def member_id(name: str) -> str:
    """The actor id behind a name in a list of members: three capitals mean the government of that state."""
    return f"{name}-GOV" if len(name) == 3 and name.isalpha() and name.isupper() else name
