"""What is doubtful about the article itself: dates that do not fit, names spelt two ways, quotations that never end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.date_doubts import dates
from dateline.extract.places import SPELLING_RULE
from dateline.extract.spellings import one_letter_apart
from dateline.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge import Knowledge
    from dateline.model.actor import Actor, Actors, Mention
    from dateline.model.article import Article
    from dateline.model.parse import Parse
    from dateline.model.place import Place, Places
    from dateline.model.span import Span
    from dateline.model.time import Timex

_SETTLED = frozenset({"town", "village", "city", "district", "province", "hamlet", "port", "suburb", "neighbourhood", "neighborhood"})


def findings(
    article: Article, parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...], knowledge: Knowledge
) -> tuple[Finding, ...]:
    """What is doubtful about ``article``: what the reader of its bytes noted, then what its words show, in order of place."""
    found = [
        *dates(article, parse, times, knowledge.calendar), *misspelt_places(places), *unresolved_places(places, parse),
        *spelt_two_ways(actors), *shared_surnames(actors, parse), *open_quotations(parse),
    ]  # fmt: skip
    return (*article.notes, *sorted(found, key=lambda finding: (finding.spans[0].start, finding.kind)))


def misspelt_places(places: Places) -> Iterator[Finding]:
    """Place names that are spelt otherwise than the place they must mean."""
    for place in places:
        for mention in place.mentions:
            if mention.rule == SPELLING_RULE and mention.text != place.name:
                yield Finding(
                    "spelling-variant", f"{mention.text} is most likely {place.name}: no place spelt so is known there.", mention.spans
                )


def unresolved_places(places: Places, parse: Parse) -> Iterator[Finding]:
    """Names that the text calls a town, a village or the like, and no gazetteer entry fits."""
    for place in places:
        if place.geonameid is None and place.latitude is None and place.mentions:
            span = _told_as_settled(place, parse)
            if span is not None:
                yield Finding("unresolved-place", f"No place named {place.name} is known where the report puts it.", span)


def _told_as_settled(place: Place, parse: Parse) -> tuple[Span, ...] | None:
    for mention in place.mentions:
        first = parse.tokens(mention.spans[0]).start
        if first >= 2 and parse.lowers[first - 1] == "of" and parse.lowers[first - 2] in _SETTLED:
            return mention.spans
    return None


def spelt_two_ways(actors: Actors) -> Iterator[Finding]:
    """Persons whose family names differ by one letter: the same person, most likely, spelt two ways."""
    named = [(name.split(), actor) for actor in actors if actor.kind == "person" for name in _names(actor)]
    seen: set[tuple[str, str]] = set()
    for index, (words, actor) in enumerate(named):
        for others, other in named[index + 1 :]:
            pair = (words[-1], others[-1])
            if pair in seen or not one_letter_apart(*pair) or _two_persons(words, others):
                continue
            seen.add(pair)
            span = next((m.spans for m in (*other.mentions, *actor.mentions) if m.text.endswith(others[-1])), None)
            if span is not None:
                yield Finding("spelling-variant", f"{' '.join(words)} is also spelt {' '.join(others)}.", span)


def _names(actor: Actor) -> tuple[str, ...]:
    """The names of a person as the text spells them, without titles."""
    return tuple(dict.fromkeys(" ".join(_last_capitals(m.text)) for m in actor.mentions if m.form == "name" and _last_capitals(m.text)))


def _last_capitals(text: str) -> list[str]:
    words = text.replace("'s", "").replace("’s", "").split()
    return words[-2:] if words and words[-1][:1].isupper() else []


def _two_persons(one: list[str], other: list[str]) -> bool:
    """Two different first names are two persons."""
    return len(one) > 1 and len(other) > 1 and one[0] != other[0]


def shared_surnames(actors: Actors, parse: Parse) -> Iterator[Finding]:
    """A family name alone, right where two persons of it are spoken of."""
    holders: dict[str, list[Actor]] = {}
    for actor in actors:
        if actor.kind == "person" and len(actor.name.split()) > 1:
            holders.setdefault(actor.name.split()[-1], []).append(actor)
    for surname, persons in sorted(holders.items()):
        for span, block in _alone(surname, persons, parse) if len(persons) > 1 else ():
            near = [actor for actor in persons if any(_in_full(mention, surname, block, parse) for mention in actor.mentions)]
            if len(near) > 1:
                yield Finding("ambiguous-actor", f"{surname} may be {' or '.join(actor.name for actor in near)}.", (span,))
                break


def _block(span: Span, parse: Parse) -> int:
    tokens = parse.tokens(span)
    return parse.block_of(tokens.start) if len(tokens) else -1


def _alone(surname: str, persons: list[Actor], parse: Parse) -> list[tuple[Span, int]]:
    """Where the family name stands alone, with its block."""
    return [(m.spans[0], _block(m.spans[0], parse)) for actor in persons for m in actor.mentions if m.form == "name" and m.text == surname]


def _in_full(mention: Mention, surname: str, block: int, parse: Parse) -> bool:
    """Whether the mention gives the full name in the same block or the one before."""
    return mention.form == "name" and mention.text.endswith(f" {surname}") and 0 <= block - _block(mention.spans[0], parse) <= 1


def open_quotations(parse: Parse) -> Iterator[Finding]:
    """Quotations that are opened and never closed, in their paragraph or in one that goes on with them."""
    continued = {quotation.continues for quotation in parse.quotations if quotation.continues is not None}
    for index, quotation in enumerate(parse.quotations):
        if not quotation.closed and index not in continued:
            head = parse.tokens(quotation.span)
            span = parse.span(head.start, min(head.start + 1, head.stop)) if len(head) else quotation.span
            yield Finding("odd-quotation", "A quotation opens here and never closes.", (span,))
