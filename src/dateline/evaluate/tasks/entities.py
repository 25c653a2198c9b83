"""Task ``entities``: persons, organisations, locations, times, quantities, nationalities and sums of money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline import extract, resolve
from dateline.evaluate.scorers.mentions import entities
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.extract.atoms import atoms
from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.model.actor import Actors
    from dateline.model.parse import Parse
    from dateline.model.place import Toponym
    from dateline.pipeline import Pipeline

Found = tuple[Span, str]

AMOUNTS = {"CARDINAL": "Quantity", "QUANTITY": "Quantity", "PERCENT": "Quantity", "MONEY": "Money"}
SITES = frozenset(
    "city town village area region province district border airport hospital airspace compound mosque camp river building bridge base "
    "facility position factory tunnel road highway route street island territory site checkpoint station neighbourhood neighborhood suburb "
    "country homeland home location room port valley mountain".split()
)
SIDES = frozenset("northern southern eastern western central north south east west".split())
VAGUE = frozenset("about almost more than over an additional at least nearly around up to some".split())


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The spans of the record's actors, places and times, and of numbers; only the text is read."""
    article = article_of(row["text"])
    known = pipeline.knowledge
    parse = pipeline.parser.parse(article.text, article.blocks())
    toponyms = extract.places(parse, known)
    actors = resolve.actors(extract.actors(parse, toponyms, known), parse, article, known)
    times = resolve.times(extract.times(parse, known), parse, article)
    found: list[Found] = [*_actors(parse, actors), *_authors(parse), *_locations(parse, toponyms, actors), *_amounts(parse)]
    found += [(span, "Temporal") for timex in times for span in timex.spans]
    found += [
        (parse.span(atom.first, atom.last), "Nationality")
        for atom in atoms(parse, toponyms, known).all
        if atom.sort == "demonym" or (atom.sort == "entity" and atom.label == "NORP")
    ]
    spans = sorted({(span.start, span.end, label) for span, label in found})
    return {"entities": [{"span": [start, end], "type": label} for start, end, label in spans]}


def _actors(parse: Parse, actors: Actors) -> Iterator[Found]:
    for actor in actors:
        if actor.kind == "document":
            continue
        for mention in actor.mentions:
            for span in mention.spans:
                label = "Person" if actor.kind == "person" else "Organisation"
                yield (_with_article(parse, span) if label == "Organisation" else span), label


def _authors(parse: Parse) -> Iterator[Found]:
    """The authors of communiques, who call themselves "we", and speakers, who say "I": the set marks them all."""
    for index, word in enumerate(parse.lowers):
        if word in ("we", "i") and parse.pos[index] == "PRON":
            yield parse.span(index, index + 1), "Organisation" if word == "we" else "Person"


def _with_article(parse: Parse, span: Span) -> Span:
    """The span with the article before it, as the set marks organisations ("the UN")."""
    token = parse.token_at(span.start)
    if token is not None and token > 0 and parse.lowers[token - 1] == "the":
        return Span(parse.starts[token - 1], span.end)
    return span


def _locations(parse: Parse, toponyms: tuple[Toponym, ...], actors: Actors) -> Iterator[Found]:
    taken = [toponym.span for toponym in toponyms]
    inner = {toponym.within for toponym in toponyms if toponym.within is not None}
    for toponym in toponyms:
        if toponym.reads_as == "place" and toponym.span not in inner:
            end = toponym.within.end if toponym.within is not None else toponym.span.end
            yield Span(_place_start(parse, toponym.first), end), "Location"
    for entity in parse.entities:
        span = parse.span(entity.first, entity.last)
        if entity.label in ("GPE", "LOC", "FAC") and not any(span.overlaps(t) for t in taken) and not actors.within(span):
            yield span, "Location"
    for index, lemma in enumerate(parse.lemmas):
        if (
            lemma in SITES
            and parse.pos[index] == "NOUN"
            and parse.deps[index] not in ("compound", "nmod")
            and not actors.within(parse.span(index, index + 1))
        ):
            first = parse.left[index]
            if parse.lowers[index + 1 : index + 2] != ("of",):
                yield parse.span(first, index + 1), "Location"


def _place_start(parse: Parse, first: int) -> int:
    """Where a place begins with "northern" or "the city of" before its name."""
    if first and parse.lowers[first - 1] in SIDES:
        first -= 1
    elif first > 2 and parse.lowers[first - 1] == "of" and parse.lemmas[first - 2] in SITES and parse.lowers[first - 3] in ("the", "a"):
        first -= 3
    return parse.starts[first]


def _amounts(parse: Parse) -> Iterator[Found]:
    for entity in parse.entities:
        label = AMOUNTS.get(entity.label)
        digits = any(char.isdigit() for char in parse.words[entity.last - 1])
        if label is not None and (digits or parse.lowers[entity.first] != "one"):
            first = entity.first
            while first < entity.last - 1 and parse.lowers[first] in VAGUE:
                first += 1
            yield parse.span(first, entity.last), label


TASK = Task("entities", predict, entities)
