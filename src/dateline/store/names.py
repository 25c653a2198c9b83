"""Names in a question as what the tables hold: actors by id and code, places by geonameid and country, propositions by id.

A name is first looked for in the store itself by its indexes; the knowledge files are only opened where that does not settle it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, and_, func, or_, select

from dateline.errors import UsageError
from dateline.store.fulltext_query import found_in
from dateline.store.question import nearest, unknown
from dateline.store.search import parse
from dateline.store.seen import joins
from dateline.store.tables import actors, figures, judgements, memberships, places, propositions, sources

if TYPE_CHECKING:
    from dateline.knowledge.actors import ActorTable
    from dateline.knowledge.gazetteer import Gazetteer
    from dateline.knowledge.offices import OfficeTable

COUNTRY = re.compile(r"[A-Z]{3}$")
CODE = re.compile(r"[A-Z]{3}[A-Z]{3,12}$")
ACROSS = 2  # a region that lies in so many states includes what lies in them
_BETWEEN = re.compile(r"[^a-z0-9]+")
MADE = ("person", "nominal", "document")  # ids of actors that no knowledge file has begin so
MOST_MEANT = 8  # more actors of one name than that are no answer
MOST_PROPOSITIONS = 400
MOST_READINGS = 200  # looked through for a name


@dataclass(frozen=True, slots=True)
class ActorSet:
    """The actors that a word of a question means: those of these ids, and those whose code begins so."""

    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def __or__(self, other: ActorSet) -> ActorSet:
        return ActorSet(_once((*self.ids, *other.ids)), _once((*self.codes, *other.codes)))

    def __bool__(self) -> bool:
        return bool(self.ids or self.codes)


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """The places that a word of a question means, with what lies inside: by geonameid, country, division, or name alone.

    ``divisions`` are (country, admin-1 name); ``named`` are (name, countries) of places that GeoNames does not list.
    """

    geonameids: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    divisions: tuple[tuple[str, str], ...] = ()
    named: tuple[str, ...] = ()

    def __or__(self, other: PlaceSet) -> PlaceSet:
        return PlaceSet(
            _once((*self.geonameids, *other.geonameids)), _once((*self.countries, *other.countries)),
            _once((*self.divisions, *other.divisions)), _once((*self.named, *other.named)),
        )  # fmt: skip

    def __bool__(self) -> bool:
        return bool(self.geonameids or self.countries or self.divisions or self.named)


def _once(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


@lru_cache(maxsize=2)
def _actor_table(site: Path | None) -> ActorTable:
    from dateline.knowledge.actors import load_actors

    return load_actors(site=site)


@lru_cache(maxsize=2)
def _office_table(site: Path | None) -> OfficeTable:
    from dateline.knowledge.offices import load_offices

    return load_offices(site=site)


@lru_cache(maxsize=2)
def _gazetteer(site: Path | None) -> Gazetteer:
    from dateline.knowledge.gazetteer import Gazetteer

    return Gazetteer.load(site)


@lru_cache(maxsize=2)
def _modes(site: Path | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from dateline.knowledge.triggers import TriggerTable

    table = TriggerTable.load(site)
    modes = sorted({row.mode for row in table.rows if row.mode})
    return tuple(modes), tuple(sorted({name for names in table.contexts.values() for name in names}))


def named(actor: str) -> str | None:
    """The name that the packaged knowledge has for the actor of that id; None where it has none."""
    entry = _actor_table(None).get(actor)
    return entry.name if entry is not None else None


class Names:
    """Looks names up for one question; ``notes`` tells, a sentence each, what was understood where that is not plain."""

    def __init__(self, connection: Connection, site: Path | None = None) -> None:
        """``connection`` is to the store, ``site`` a folder of own knowledge."""
        self._connection, self._site = connection, site
        self.notes: list[str] = []
        self.joined = joins(connection)

    def actors(self, texts: Sequence[str], word: str) -> ActorSet:
        """The actors that any of ``texts`` means; ``UsageError`` with the nearest right ones where one means nobody."""
        out = ActorSet()
        for text in texts:
            out = out | self._actor(text, word)
        return replace(out, ids=_once(one for each in out.ids for one in (each, *self.joined.all_of(each)))) if self.joined.pairs else out

    def replaced(self) -> frozenset[str]:
        """The fields in which persons have replaced what was read."""
        query = select(judgements.c.field).where(judgements.c.action == "replace", judgements.c.field.is_not(None))
        return frozenset(self._connection.execute(query.distinct()).scalars())

    def rejected(self) -> bool:
        """Whether persons have rejected any value."""
        return self._has(judgements.c.action, "reject")

    def _actor(self, text: str, word: str) -> ActorSet:
        if COUNTRY.match(text) and self._is_country(text):
            return ActorSet(codes=(text,))
        if self._has(actors.c.actor, text) or self._has(memberships.c.body, text):
            return ActorSet((text,))
        if CODE.match(text) and self._has_prefix(actors.c.code, text):
            return ActorSet(codes=(text,))
        return self._known_actor(text, word) or self._made_actor(text) or self._named_actor(text) or self._nobody(text, word)

    def _is_country(self, code: str) -> bool:
        return (self._has_prefix(actors.c.code, code) and _gazetteer(self._site).country(code) is not None) or _is_state(self._site, code)

    def _known_actor(self, text: str, word: str) -> ActorSet:
        table = _actor_table(self._site)
        if (entry := table.get(text) or table.get(text.upper())) is not None:
            return ActorSet((entry.id,))
        if CODE.match(text) and any(entry.code == text for entry in table.entries):
            return ActorSet(codes=(text,))
        named = [entry for entry, _ in table.named(text)]
        offices = _office_table(self._site)
        if offices.get(text):
            return ActorSet((text,))
        holders = offices.holders_named(text) or (() if named else offices.holders_by_surname(text))
        found = _once((*(entry.id for entry in named), *(holder.id for holder in holders)))
        if len(found) > MOST_MEANT:
            raise unknown(f"The name of --{word}", text, (), f"It may mean any of {len(found)}: give an id, for example {found[0]}.")
        if len(found) > 1:
            self.notes.append(f"{text} may mean {', '.join(found[:-1])} or {found[-1]}: all were looked for; an id says which.")
        elif found and found[0] != text:
            self.notes.append(f"{text} was understood as {found[0]}.")
        return ActorSet(found)

    def _made_actor(self, text: str) -> ActorSet:
        """Somebody whom only the reports know: ids of such are made from their names."""
        from dateline.knowledge.phrases import fold

        slug = _BETWEEN.sub("-", fold(text).lower()).strip("-")  # as resolve/identities.py makes them
        made = [f"{kind}/{slug}" for kind in MADE]
        return ActorSet(tuple(each for each in made if self._has(actors.c.actor, each)))

    def _named_actor(self, text: str) -> ActorSet:
        """Somebody whom some report names so: found by its full text."""
        try:
            query = parse(f'"{text}"')
        except UsageError:
            return ActorSet()
        holding = found_in(self._connection.dialect.name, query).limit(MOST_READINGS)
        among = list(self._connection.execute(holding).scalars())
        found = select(actors.c.actor, actors.c.name).where(actors.c.reading.in_(among)).distinct().order_by(actors.c.actor)
        return ActorSet(tuple(actor for actor, name in self._connection.execute(found) if name.casefold() == text.casefold()))

    def _nobody(self, text: str, word: str) -> ActorSet:
        table, offices = _actor_table(self._site), _office_table(self._site)
        known = _once((*(alias.text for entry in table.entries for alias in entry.aliases), *table.by_id, *offices.by_id,
                       *(holder.name for holder in offices.holders)))  # fmt: skip
        raise unknown(f"The actor of --{word}", text, known, "dateline knowledge show NAME tells what is known of a name.")

    def places(self, texts: Sequence[str]) -> PlaceSet:
        """The places that any of ``texts`` means; ``UsageError`` where one means none."""
        out = PlaceSet()
        for text in texts:
            out = out | self._place(text)
        return out

    def _place(self, text: str) -> PlaceSet:
        from dateline.knowledge.gazetteer import best_known

        table = _gazetteer(self._site)
        if text.lstrip("-").isdigit():
            entry = table.get(int(text[:18]))
            return _inside(entry) if entry is not None else PlaceSet(geonameids=(min(int(text[:10]), 2**31 - 1),))
        entry = table.country(text) if COUNTRY.match(text) else None
        entry = entry or best_known(table.named(text))
        if entry is None:
            if self._has(places.c.name, text):
                return PlaceSet(named=(text,))
            near = " or ".join(_once(found.name for key, found in self._alike(text))[:3])
            hint = f"Did you mean {near}? " if near else ""
            raise unknown("The place", text, (), f"{hint}A name, a geonameid or the code of a country will do.")
        others = [other for other in table.named(text) if other.kind == entry.kind and other.main and other.id != entry.id]
        if others and entry.kind != "country":
            where = f"{entry.name} ({entry.kind}, {entry.country or ', '.join(entry.countries)}, {entry.id})"
            self.notes.append(f"{text} was understood as {where}; for another give its geonameid, for example {others[0].id} "
                              f"({others[0].country or 'across countries'}).")  # fmt: skip
        return _inside(entry)

    def _alike(self, text: str) -> tuple[tuple[str, Any], ...]:
        table = _gazetteer(self._site)
        countries = [entry.country for entry in _actor_table(self._site).states() if entry.country]
        names = {state.name: state for code in countries if (state := table.country(code)) is not None}
        return tuple((name, names[name]) for name in nearest(text, names))

    def propositions(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The ids of the propositions that any of ``texts`` names: by id, by how the id begins, or by words of their text."""
        return _once(found for text in texts for found in self._proposition(text))

    def _proposition(self, text: str) -> tuple[str, ...]:
        column = propositions.c.id
        found = self._under(text)
        if not found:
            words = [func.lower(propositions.c.text).contains(word, autoescape=True) for word in text.lower().split()]
            found = self._all(select(column).where(*words))
        if not found:
            from dateline.store.folding import folded

            found = next((under for each in folded(text, _gazetteer(self._site), self._site) if (under := self._under(each))), ())
            if found:
                self.notes.append(f"{text} was understood as {found[0]}{' and others' if len(found) > 1 else ''}.")
        if not found:
            raise unknown("The proposition", text, self._all(select(column), 5_000), "Give an id (assault/LBY), its beginning, or words.")
        return found

    def _under(self, name: str) -> tuple[str, ...]:
        """The proposition of that id, and those whose id goes on after it."""
        column = propositions.c.id
        return self._all(select(column).where(or_(column == name, and_(column >= f"{name}/", column < f"{name}0"))))  # "0" follows "/"

    def sources(self, texts: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the sources that ``texts`` name."""
        if not texts:
            return ()
        known = {row.name: row.id for row in self._connection.execute(select(sources.c.name, sources.c.id))}
        for text in texts:
            if text not in known:
                raise unknown("The source", text, sorted(known), "" if known else "The store has none by name.")
        return tuple(known[text] for text in texts)

    def measures(self, texts: Sequence[str]) -> tuple[str, ...]:
        """``texts`` as the figures spell them."""
        return tuple(found for text in texts for found in self._measure(text))

    def _measure(self, text: str) -> tuple[str, ...]:
        if self._has(figures.c.measure, text):
            return (text,)
        known = self._distinct(figures.c.measure)
        within = tuple(each for each in known if text.casefold() in each.casefold().split())
        if not within:
            raise unknown("The measure", text, known)
        self.notes.append(f"{text} was understood as {', '.join(within[:6])}{' and others' if len(within) > 6 else ''}.")
        return within

    def modes(self, texts: Sequence[str]) -> tuple[str, ...]:
        """``texts`` as modes of events."""
        return tuple(self._listed("mode", text, 0) for text in texts)

    def contexts(self, texts: Sequence[str]) -> tuple[str, ...]:
        """``texts`` as contexts of events."""
        return tuple(self._listed("context", text, 1) for text in texts)

    def _listed(self, word: str, text: str, at: int) -> str:
        known = _modes(self._site)[at]
        written = "-".join(text.lower().split())
        if written not in known:
            raise unknown(f"The {word}", text, known)
        return written

    def _has(self, column: Column[Any], value: str) -> bool:
        return self._connection.execute(select(column).where(column == value).limit(1)).first() is not None

    def _has_prefix(self, column: Column[Any], value: str) -> bool:
        return self._connection.execute(select(column).where(begins(column, value)).limit(1)).first() is not None

    def _all(self, query: Any, most: int = MOST_PROPOSITIONS) -> tuple[str, ...]:
        return tuple(self._connection.execute(query.order_by(propositions.c.id).limit(most)).scalars())

    def _distinct(self, column: Column[Any]) -> tuple[str, ...]:
        """The different values of an indexed column: from one to the next, not by reading them all."""
        out: list[str] = []
        while (
            found := self._connection.execute(select(func.min(column)).where(*([column > out[-1]] if out else []))).scalar()
        ) is not None:
            out.append(found)
        return tuple(out)


def _is_state(site: Path | None, code: str) -> bool:
    return _actor_table(site).government_of(code) is not None


def _inside(entry: Any) -> PlaceSet:
    """The place ``entry`` with all that lies inside it."""
    if entry.kind == "country" and entry.country:
        return PlaceSet(countries=(entry.country,))
    if entry.kind == "province" and entry.country and entry.admin1:
        return PlaceSet((entry.id,) if entry.id > 0 else (), divisions=((entry.country, entry.admin1),))
    if entry.geonameid is not None:
        return PlaceSet((entry.geonameid,))
    across = entry.countries if len(entry.countries) >= ACROSS and entry.kind == "region" else ()
    return PlaceSet(countries=tuple(across), named=(entry.name,))


def begins(column: Any, value: str) -> Any:
    """That ``column`` begins with ``value`` (ASCII), so that an index serves it on both data bases."""
    return (column >= value) & (column < value[:-1] + chr(ord(value[-1]) + 1))
