"""One report as rules look at it: its values, its names, its words, all worked out once for however many rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dateline.model.actor import Actor
from dateline.model.event import Event
from dateline.model.figure import Figure
from dateline.model.place import Place
from dateline.model.record import Record
from dateline.store.names import ActorSet, PlaceSet
from dateline.store.search import Group, Not, Query, Term

_RUN = re.compile(r"[^\W_]+")
Key = tuple[str, str]  # what an index of rules is asked for: kind and value


def folded(text: str) -> str:
    """``text`` in small letters without marks, as the full-text index folds it."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))


def runs(text: str) -> str:
    """The words of ``text``, folded, a space before and after each."""
    return f" {' '.join(_RUN.findall(folded(text)))} "


@dataclass(eq=False)
class Facts:
    """What rules ask of one reading; ``source`` is the name of the source that it came by."""

    record: Record
    reading: int
    source: str | None = None
    article: str = ""
    actors: Mapping[str, Actor] = field(init=False)
    places: Mapping[str, Place] = field(init=False)
    begins: Mapping[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        """Names by id."""
        self.actors = {actor.id: actor for actor in self.record.actors}
        self.places = {place.id: place for place in self.record.places}
        self.begins = {time.id: time.begin for time in self.record.times}

    @property
    def published(self) -> str | None:
        """When it was published (ISO 8601)."""
        found = self.record.article.published
        return found.value if found is not None else None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The words of the text, of what was said, and of the names."""
        text = self.record.article.text
        quotes = "\n".join(" ".join(span.of(text) for span in each.content.spans) for each in self.record.statements)
        names = [actor.name for actor in self.record.actors]
        names += [mention.text for actor in self.record.actors for mention in actor.mentions if mention.form == "name"]
        names += [place.name for place in self.record.places]
        return (runs(text), runs(quotes), runs("\n".join(dict.fromkeys(names))))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it."""
        return frozenset(word for column in self.columns for word in column.split())

    def keys(self) -> set[Key]:
        """All that a rule could hang on."""
        record = self.record
        out: set[Key] = {("", "")}
        out.update(("word", word) for word in self.words)
        for name in (*self.actors, *(each for one in record.memberships for each in (one.group, one.member))):
            out.add(("actor", name))
        out.update(("code", actor.code[:3]) for actor in record.actors if actor.code)
        for place in record.places:
            out |= {("geonameid", str(place.geonameid)), ("country", place.country or ""), ("named", place.name)}
        out.update(("type", event.type) for event in record.events)
        out.update(("type", each.action.type) for each in record.commitments if each.action.type)
        out.update(("measure", figure.measure) for figure in record.figures)
        out.update(("proposition", each.proposition.id.split("/")[0]) for each in record.positions)
        out.add(("source", self.source or ""))
        return out

    def is_one(self, actor: str | None, asked: ActorSet) -> bool:
        """Whether the actor of that id is one of those asked for."""
        if actor is None:
            return False
        if actor in asked.ids:
            return True
        known = self.actors.get(actor)
        return known is not None and known.code is not None and known.code.startswith(asked.codes) if asked.codes else False

    def any_of(self, actors: Iterable[str | None], asked: ActorSet) -> bool:
        """Whether any of those actors is one of those asked for."""
        return any(self.is_one(actor, asked) for actor in actors)

    def lies_in(self, places: Iterable[str | None], asked: PlaceSet) -> bool:
        """Whether any of the places of those ids lies in one of those asked for."""
        return any(_lies_in(self.places[place], asked) for place in places if place is not None and place in self.places)

    def holds(self, query: Query) -> bool:
        """Whether the words asked for are in it."""
        if isinstance(query, Term):
            wanted = f" {' '.join(map(folded, query.words))}" + ("" if query.prefix else " ")
            return any(wanted in column for column in self.columns)
        if isinstance(query, Not):
            return not self.holds(query.inner)
        return (all if query.joined == "AND" else any)(self.holds(part) for part in query.parts)


def _lies_in(place: Place, asked: PlaceSet) -> bool:
    return (
        (place.geonameid is not None and place.geonameid in asked.geonameids)
        or (place.country is not None and (place.country in asked.countries or (place.country, place.admin1) in asked.divisions))
        or place.name in asked.named
    )


def size_of(figure: Figure, *, least: bool) -> float | int | None:
    """The end of a figure's range that counts for "at least", or for "at most"."""
    order = (figure.value, figure.high, figure.low) if least else (figure.value, figure.low, figure.high)
    return next((each for each in order if each is not None), None)


def doers(event: Event) -> tuple[str | None, ...]:
    """The ids of who does it."""
    return tuple(ref.actor for ref in event.actors)


def undergoers(event: Event) -> tuple[str | None, ...]:
    """The ids of those to whom it is done."""
    return tuple(ref.actor for ref in event.recipients)


def anchors(query: Query) -> tuple[Key, ...]:
    """Words of which one at least is in every report that ``query`` finds; none where it is not sure of any."""
    if isinstance(query, Term):
        words = query.words[:-1] if query.prefix else query.words
        return (("word", folded(max(words, key=len))),) if words else ()
    if isinstance(query, Group):
        parts: Sequence[tuple[Key, ...]] = [anchors(part) for part in query.parts if not isinstance(part, Not)]
        if query.joined == "AND":
            return min((each for each in parts if each), key=len, default=())
        return tuple(key for each in parts for key in each) if parts and all(parts) else ()
    return ()
