"""Place names to gazetteer entries: one sense a name and article, decided by all names of the article together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.places import SPELLING_RULE
from dateline.knowledge.weights import weights
from dateline.model.actor import Actors, Mention
from dateline.model.place import Candidate, Place, PlaceKind, PlaceRole, Places, Toponym
from dateline.resolve.place_context import Name, names
from dateline.resolve.place_scores import Features, Scored, beliefs, total
from dateline.resolve.spelling import respelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.knowledge import Knowledge
    from dateline.knowledge.gazetteer import Gazetteer, PlaceEntry
    from dateline.model.article import Article
    from dateline.model.event import Event
    from dateline.model.parse import Parse
    from dateline.model.span import Span

MOST_CANDIDATES = 5
LEAST_SHARE = 0.01
SMALL = 20_000  # a smaller town in a state that nothing else in the article speaks of is not taken for the one that is meant
RULE = "toponym context"
_LARGE = ("country", "province", "region")


@dataclass(frozen=True, slots=True)
class Choice:
    """The gazetteer entry chosen for a name, None where none fits, with all candidates; ``spelling`` where the name is misspelt."""

    name: Name
    entry: PlaceEntry | None
    share: float
    candidates: tuple[Candidate, ...]
    spelling: bool = False
    guess: PlaceEntry | None = None


def places(toponyms: tuple[Toponym, ...], actors: Actors, parse: Parse, article: Article, knowledge: Knowledge) -> Places:
    """The places that the toponyms name, in order of first mention; a name read as an actor is none but still tells where we are.

    A name that no entry fits gives a place without coordinates.
    """
    del actors
    known = (*toponyms, *_of_dateline(toponyms, article, knowledge))
    made = [place for choice in choices(known, parse, article.text, knowledge) if (place := _place(choice, article)) is not None]
    merged = sorted(_seat_alone(_merged(made)), key=lambda place: place.mentions[0].spans[0])
    return Places(replace(place, id=f"p{number}") for number, place in enumerate(merged, 1))


def choices(toponyms: Sequence[Toponym], parse: Parse, text: str, knowledge: Knowledge) -> tuple[Choice, ...]:
    """The entry chosen for each distinct name among the toponyms."""
    gazetteer = knowledge.gazetteer
    entries = [_entries(toponym, text, gazetteer) for toponym in toponyms]
    grouped = tuple(respelt(name, gazetteer) for name in names(toponyms, entries, text))
    found = beliefs([name for name, _ in grouped], demonym_states(parse, knowledge))
    heard = _states_heard(found)
    return tuple(_choice(name, scored, heard, spelling=spelling) for (name, spelling), scored in zip(grouped, found, strict=True))


def _entries(toponym: Toponym, text: str, gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """The entries that a toponym may mean, as its own words name them."""
    named = {entry.id: entry for entry in gazetteer.named(toponym.span.of(text))}
    return tuple(entry for number in toponym.ids if (entry := named.get(number) or gazetteer.get(number)) is not None)


def demonym_states(parse: Parse, knowledge: Knowledge) -> tuple[str, ...]:
    """The states of the demonyms that the parser finds, each once, in order."""
    found: dict[str, None] = {}
    for entity in parse.entities:
        if entity.label == "NORP":
            demonym = knowledge.actors.longest_demonym(parse.words, entity.first)
            if demonym is not None:
                found[demonym[1].country] = None
    return tuple(found)


def _states_heard(found: Sequence[Sequence[Scored]]) -> dict[str, int]:
    """How many names speak for each state."""
    heard: dict[str, int] = {}
    for scored in found:
        for state in max(scored, key=_rank).entry.countries if scored else ():
            heard[state] = heard.get(state, 0) + 1
    return heard


def _rank(scored: Scored) -> tuple[float, int]:
    return (scored.share, -scored.entry.id)


def _choice(name: Name, scored: Sequence[Scored], heard: dict[str, int], *, spelling: bool) -> Choice:
    if not scored:
        return Choice(name, None, 0.0, ())
    ranked = sorted(scored, key=_rank, reverse=True)
    best = ranked[0]
    listed = tuple(
        Candidate(number, round(s.share, 3), _reasons(s.features))
        for s in ranked[:MOST_CANDIDATES]
        if (number := s.entry.geonameid) is not None and (s.share >= LEAST_SHARE or s is best)
    )
    return Choice(name, None if _stray(name, best.entry, heard) else best.entry, best.share, listed, spelling, best.entry)


def _stray(name: Name, entry: PlaceEntry, heard: dict[str, int]) -> bool:
    """Whether the entry is a small town far from all that the article speaks of: another place of the name is meant, or none known."""
    small = entry.kind in ("city", "district") and (entry.population < SMALL or not entry.main) and entry.geonameid is not None
    alone = all(heard.get(state, 0) <= 1 for state in entry.countries)
    return small and alone and sum(heard.values()) > 2 and not (name.told and name.enclosed(entry))


def _reasons(features: Features) -> tuple[str, ...]:
    weighed = weights("resolution")
    worth = sorted(((total(weighed, [f]), f[0]) for f in features), key=lambda pair: (-abs(pair[0]), pair[1]))
    return tuple(f"{name} {value:+.1f}" for value, name in worth[:4] if abs(value) >= 0.1)


def _place(choice: Choice, article: Article) -> Place | None:
    """The place of a choice with those of its mentions that read as a place, or None if none does."""
    mentions = tuple(_mention(t, choice, article) for t in choice.name.mentions if t.reads_as == "place" or _in_dateline(t.span, article))
    if not mentions:
        return None
    role: PlaceRole = "dateline" if any(_in_dateline(m.spans[0], article) for m in mentions) else "mentioned"
    entry = choice.entry
    if entry is None:
        return Place(
            "",
            None,
            mentions[0].text,
            _supposed_kind(choice.name),
            None,
            None,
            None,
            None,
            None,
            "unknown",
            role,
            mentions,
            choice.candidates,
        )
    parts = all(t.modifier for t in choice.name.mentions if t.reads_as == "place")
    precision = "region" if parts and entry.kind in ("country", "province") else entry.kind
    return Place(
        "", entry.geonameid, entry.name, entry.kind, entry.feature, entry.country, entry.admin1, entry.latitude, entry.longitude,
        precision, role, mentions, choice.candidates,
    )  # fmt: skip


def _supposed_kind(name: Name) -> PlaceKind:
    return name.entries[0].kind if name.entries else "city"


def _mention(toponym: Toponym, choice: Choice, article: Article) -> Mention:
    rule = SPELLING_RULE if choice.spelling else RULE if choice.entry is not None else toponym.rule
    confidence = toponym.confidence * (choice.share if choice.entry is not None else 1.0)
    return Mention((toponym.span,), toponym.span.of(article.text), "place-name", rule, round(confidence, 3))


def _in_dateline(span: Span, article: Article) -> bool:
    return article.dateline is not None and any(span.overlaps(part) for part in article.dateline.place_spans)


def _of_dateline(toponyms: Sequence[Toponym], article: Article, knowledge: Knowledge) -> list[Toponym]:
    """Toponyms for the dateline's places that the parse did not give."""
    spans = article.dateline.place_spans if article.dateline is not None else ()
    found = []
    for span in spans:
        entries = knowledge.gazetteer.named(span.of(article.text))
        if entries and not any(span.overlaps(t.span) for t in toponyms):
            ids = tuple(entry.id for entry in entries)
            found.append(Toponym(span, 0, 0, 0, span.of(article.text), "place", 0.95, "dateline", ids))
    return found


def _merged(made: Sequence[Place]) -> list[Place]:
    """The places, those of one entry as one."""
    found: dict[tuple[object, ...], Place] = {}
    for place in made:
        key = (place.geonameid, place.name, place.latitude, place.longitude)
        before = found.get(key)
        if before is None:
            found[key] = place
            continue
        mentions = tuple(sorted((*before.mentions, *place.mentions), key=lambda m: m.spans))
        role = "dateline" if "dateline" in (before.role, place.role) else before.role
        precision = before.precision if before.precision == place.precision else before.kind
        found[key] = replace(before, mentions=mentions, role=role, precision=precision)
    return [replace(place, mentions=tuple(sorted(place.mentions, key=lambda m: m.spans))) for place in found.values()]


def _seat_alone(made: list[Place]) -> list[Place]:
    """The places; where a dateline names a town and its state ("PORT-AU-PRINCE, Haiti"), the town alone is the dateline's."""
    if not any(place.role == "dateline" and place.kind not in _LARGE for place in made):
        return made
    return [replace(place, role="mentioned") if place.role == "dateline" and place.kind in _LARGE else place for place in made]


def dateline_place(article: Article, places: Places) -> str | None:
    """The id of the place that the article's dateline names, or None."""
    spans = article.dateline.place_spans if article.dateline is not None else ()
    here = [place for span in spans for _, place in places.within(span)]
    return next((place.id for place in here if place.role == "dateline"), here[0].id if here else None)


def roles(places: Places, events: tuple[Event, ...]) -> Places:
    """The same places, those where events take place marked so; the dateline's keeps its role."""
    used = {place_id for event in events for place_id in event.places}
    return Places(replace(p, role="event") if p.id in used and p.role == "mentioned" else p for p in places)
