"""What stands behind a name: the actors, persons, offices, roles and places that knowledge holds, as a value and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.knowledge.actors import ActorEntry, ActorTable, Alias, Demonym, Membership
from dateline.knowledge.gazetteer import Gazetteer, PlaceEntry, prominence
from dateline.knowledge.offices import Holder, OfficeTable, OfficeTitle
from dateline.knowledge.roles import RoleForm, RoleTable

MOST_TERMS = 40
MOST_PLACES = 10


class Known(Protocol):
    """The part of Knowledge that is shown."""

    @property
    def actors(self) -> ActorTable:
        """All actors."""

    @property
    def offices(self) -> OfficeTable:
        """All offices and holders."""

    @property
    def roles(self) -> RoleTable:
        """All role nouns."""

    @property
    def gazetteer(self) -> Gazetteer:
        """All places."""


@dataclass(frozen=True, slots=True)
class ShownActor:
    """An actor behind a name, with the alias that matched and the groups it belongs to."""

    entry: ActorEntry
    alias: Alias | None
    groups: tuple[tuple[str, Membership], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a name may mean."""

    name: str
    actors: tuple[ShownActor, ...]
    demonym: Demonym | None
    persons: tuple[tuple[Holder, ...], ...]
    title: OfficeTitle | None
    holders: tuple[Holder, ...]
    role: RoleForm | None
    places: tuple[PlaceEntry, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is known under the name."""
        return not (self.actors or self.demonym or self.persons or self.title or self.role or self.places)


def show(knowledge: Known, name: str) -> Shown:
    """Everything that the name may mean: an actor or its id, a person, an office, a demonym or a role noun.

    knowledge: the tables, as Knowledge bundles them. name: as a report would print it, or an id ("ITA-GOV").
    """
    named = knowledge.actors.named(name)
    by_id = knowledge.actors.get(name)
    found = [(entry, alias) for entry, alias in named] + ([(by_id, None)] if by_id is not None and not named else [])
    title = knowledge.offices.title(name)
    return Shown(
        name=name,
        actors=tuple(ShownActor(entry, alias, groups_of(knowledge.actors, entry.id)) for entry, alias in found),
        demonym=knowledge.actors.demonym(name),
        persons=persons_named(knowledge.offices, name),
        title=title,
        holders=tuple(holder for holder in knowledge.offices.holders if title is not None and _holds(holder, title)),
        role=knowledge.roles.find(name),
        places=tuple(sorted(knowledge.gazetteer.named(name), key=prominence)),
    )


def groups_of(actors: ActorTable, actor_id: str) -> tuple[tuple[str, Membership], ...]:
    """The groups that the actor is or was a member of, by name."""
    return tuple((entry.name, member) for entry in actors.entries for member in entry.members if member.member == actor_id)


def persons_named(offices: OfficeTable, name: str) -> tuple[tuple[Holder, ...], ...]:
    """The terms of each person of that id, full name or surname."""
    terms = offices.get(name) or offices.holders_named(name) or offices.holders_by_surname(name)
    return tuple(offices.get(person) for person in dict.fromkeys(term.id for term in terms))


def _holds(holder: Holder, title: OfficeTitle) -> bool:
    printed = holder.title.lower()
    return printed in (title.title.lower(), *(variant.lower() for variant in title.variants))


def lines_of(shown: Shown) -> tuple[str, ...]:
    """The value as lines of plain text."""
    return tuple(_lines(shown))


def _lines(shown: Shown) -> Iterator[str]:
    if shown.empty:
        yield f"Nothing is known under the name {shown.name!r}."
    for actor in shown.actors:
        yield from _actor_lines(actor)
    if shown.demonym:
        yield f"{shown.demonym.text}: demonym ({shown.demonym.part}) of {shown.demonym.country}"
    for terms in shown.persons:
        yield from _person_lines(terms)
    if shown.title:
        yield from _title_lines(shown.title, shown.holders)
    if shown.role:
        role = shown.role.role
        yield f"{role.noun}: role noun ({shown.role.number}), sector {role.sector}, kind {role.kind}; source: {role.source}"
    for place in shown.places[:MOST_PLACES]:
        yield _place_line(place)
    if len(shown.places) > MOST_PLACES:
        yield f"and {len(shown.places) - MOST_PLACES} smaller places of this name"


def _actor_lines(actor: ShownActor) -> Iterator[str]:
    entry = actor.entry
    yield f"{entry.id}: {entry.name} ({entry.kind}, code {entry.code}{_since(entry.since, entry.until)})"
    if actor.alias is not None:
        yield f"  matched: {actor.alias.text} ({actor.alias.strength} {actor.alias.form})"
    names = [alias.text + (" (weak)" if alias.strength == "weak" else "") for alias in entry.aliases]
    yield from _listed("names", names)
    yield from _listed("called", entry.descriptors)
    yield from _listed("members", [member.member + _since(member.since, member.until) for member in entry.members])
    yield from _listed("member of", [name + _since(member.since, member.until) for name, member in actor.groups])
    yield f"  source: {entry.source}"


def _person_lines(terms: Sequence[Holder]) -> Iterator[str]:
    first = terms[0]
    yield f"{first.id}: {first.name} (person, code {first.code})"
    yield from _listed("names", first.aliases)
    for term in terms:
        speaks = f", speaks for {term.speaks_for}" if term.speaks_for else ""
        yield f"  {term.title}{' of ' + term.country if term.country else ''}{_since(term.begin, term.end)}{speaks}"
    if first.wikidata:
        yield f"  Wikidata: {first.wikidata}"
    yield f"  source: {first.source}"


def _title_lines(title: OfficeTitle, holders: Sequence[Holder]) -> Iterator[str]:
    speaks = ", speaks for the government" if title.speaks_for else ""
    yield f"{title.title}: office (sector {title.sector}, {title.level}{speaks})"
    yield from _listed("names", title.variants)
    latest = sorted(holders, key=lambda holder: (holder.begin or "", holder.id), reverse=True)
    for holder in latest[:MOST_TERMS]:
        yield f"  {holder.name}{', ' + holder.country if holder.country else ''}{_since(holder.begin, holder.end)}"
    if len(latest) > MOST_TERMS:
        yield f"  and {len(latest) - MOST_TERMS} earlier"
    yield f"  source: {title.source}"


def _place_line(place: PlaceEntry) -> str:
    where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
    people = f", population {place.population:,}" if place.population else ""
    known = f"GeoNames {place.geonameid}" if place.geonameid else "own entry"
    return f"{place.name} ({where}): {place.kind}, {place.feature}, {place.latitude:.2f} {place.longitude:.2f}{people}; {known}"


def _listed(word: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"  {word}: {', '.join(texts)}"


def _since(begin: str | None, end: str | None) -> str:
    if begin is None and end is None:
        return ""
    return f", {begin or '?'} to {end or 'now or unknown'}"
