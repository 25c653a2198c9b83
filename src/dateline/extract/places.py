"""Names of places: which stretches of words name one, and whether they stand for the place or for who governs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.metonymy import Reading, readings
from dateline.extract.place_evidence import embedded, encloses, evidence, surnames
from dateline.extract.place_names import WORDS, Name, names
from dateline.knowledge.weights import Weights, probability, weights, word_classes
from dateline.model.place import Toponym

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge
    from dateline.knowledge.gazetteer import Gazetteer
    from dateline.model.parse import Parse
    from dateline.model.span import Span

RULE = "toponym features"
SPELLING_RULE = "toponym spelling variant"  # of a mention that misspells the name of its place
KNOWN_ELSEWHERE = 1.0  # a name this sure somewhere in the article lends some of it to its other mentions
LENT, MOST_LENT = 0.5, 1.2
LISTED = 50_000  # a town so large, followed by a state or division that it does not lie in, is in a list with it
NEVER = frozenset(("after: street", "after: disease"))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A stretch of words that may name a place, its features, its score, and whether it stands inside a longer name."""

    name: Name
    features: tuple[str, ...]
    score: float
    inside: bool


def places(parse: Parse, knowledge: Knowledge) -> tuple[Toponym, ...]:
    """The place names in ``parse``, in order, each read as place or as actor.

    Demonyms ("Syrian") are none; nor are names inside names of something else ("Paris Saint-Germain").
    """
    seen = sightings(parse, knowledge.gazetteer)
    return toponyms(parse, tuple(s for s in seen if s.score > 0 and not s.inside and not _people(s.name, parse, knowledge)))


def _people(name: Name, parse: Parse, knowledge: Knowledge) -> bool:
    """Whether the words are rather a people's ("Somali" is a region of Ethiopia too)."""
    if (name.entries and name.entries[0].kind == "country") or name.last - name.first > 1:
        return False
    return knowledge.actors.demonym(parse.words[name.first]) is not None


def sightings(parse: Parse, gazetteer: Gazetteer) -> tuple[Sighting, ...]:
    """Every stretch that may name a place with its score; above 0 it is more likely a place name than not."""
    found = names(parse, gazetteer)
    people = surnames(parse)
    alone, inside = weights("toponyms"), weights("toponyms_inside")
    scored = []
    for number, name in enumerate(found):
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        scored.append(_sighting(name, evidence(parse, name, before, after, people), alone, inside))
    return _lent(scored)


def _sighting(name: Name, features: list[str], alone: Weights, inside: Weights) -> Sighting:
    if NEVER.intersection(features):
        return Sighting(name, tuple(features), -9.0, inside=True)
    part = embedded(features)
    return Sighting(name, tuple(features), (inside if part else alone).score(features), part)


def _lent(scored: list[Sighting]) -> tuple[Sighting, ...]:
    """The sightings, the doubtful mentions of a name that is sure elsewhere in the article made surer."""
    best: dict[str, float] = {}
    for sighting in scored:
        if not sighting.inside:
            best[sighting.name.key] = max(best.get(sighting.name.key, -9.0), sighting.score)
    out = []
    for s in scored:
        top = best.get(s.name.key, -9.0)
        extra = min(MOST_LENT, LENT * top) if not s.inside and top > max(KNOWN_ELSEWHERE, s.score) else 0.0
        out.append(Sighting(s.name, (*s.features, "sure elsewhere"), s.score + extra, s.inside) if extra else s)
    return tuple(out)


def toponyms(parse: Parse, seen: tuple[Sighting, ...]) -> tuple[Toponym, ...]:
    """The sightings as toponyms, each read as place or actor, with the place that is named after it as enclosing it."""
    read = readings(parse, tuple((s.name.first, s.name.last, s.name.entries) for s in seen))
    out = []
    for number, sighting in enumerate(seen):
        after = seen[number + 1] if number + 1 < len(seen) else None
        out.append(_toponym(parse, sighting, after, read[number]))
    return tuple(out)


def _toponym(parse: Parse, sighting: Sighting, after: Sighting | None, reading: Reading) -> Toponym:
    name = sighting.name
    found = probability(sighting.score)
    return Toponym(
        span=parse.span(name.first, name.last),
        first=name.first,
        last=name.last,
        head=head_of(parse, name.first, name.last),
        name=parse.phrase(name.first, name.last),
        reads_as=reading.reads_as,
        confidence=round(found * reading.confidence, 3),
        rule=RULE,
        ids=tuple(entry.id for entry in name.entries),
        within=_within(parse, name, after),
        modifier=_modifier(parse, name.first),
        reasons=(*weights("toponyms").reasons(sighting.features), *reading.reasons),
    )


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of the stretch whose head lies outside it."""
    return next((index for index in range(last - 1, first - 1, -1) if not first <= parse.heads[index] < last), last - 1)


def _within(parse: Parse, name: Name, after: Sighting | None) -> Span | None:
    if after is None or after.name.first != name.last + 1 or parse.words[name.last] != ",":
        return None
    outer = after.name
    if encloses(outer, name):
        return parse.span(outer.first, outer.last)
    large = bool(outer.entries) and outer.entries[0].main and outer.entries[0].kind in ("country", "province")
    listed = bool(name.entries) and (name.entries[0].kind in ("country", "province", "region") or name.entries[0].population > LISTED)
    also_town = any(entry.kind == "city" and entry.main and entry.population > LISTED for entry in outer.entries)
    return parse.span(outer.first, outer.last) if large and not listed and not also_town else None


def _modifier(parse: Parse, first: int) -> str | None:
    """The compass part or the like before the name ("northern")."""
    if (
        first
        and "compass part" in word_classes(WORDS).of(parse.lowers[first - 1])
        and parse.sentence_of[first] == parse.sentence_of[first - 1]
    ):
        return parse.lowers[first - 1]
    return None
