"""What is announced that somebody will give or do, by whoever's word: "The union will contribute five million, its commissioner said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.intents import hoped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model.actor import Actors
    from dateline.model.event import Event
    from dateline.model.parse import Parse
    from dateline.model.span import Span

_GIVING = frozenset({"AID", "MOBILIZE", "RETREAT", "CONCEDE", "COOPERATE", "REQUEST", "ACCUSE"})
_BOUND = frozenset({"government", "armed-force", "armed-group", "party", "parliament", "organisation", "coalition", "company", "person"})
_AHEAD = frozenset({"VB", "VBN"})  # will open, will be opened
_AFTER = frozenset({"punct", "cc"})


def announced(
    parse: Parse, events: Sequence[Event], actors: Actors, taken: Sequence[Span]
) -> Iterator[tuple[Event, range, tuple[str, ...]]]:
    """The events to come by which a party known by name gives or does something, their tokens and who is bound; none in ``taken``."""
    for event in events:
        trigger = event.trigger.spans[0]
        if event.type not in _GIVING or event.factuality.status not in ("pledged", "scheduled"):
            continue
        if any(span.overlaps(trigger) for span in taken):
            continue
        head = next((i for i in parse.tokens(trigger) if parse.pos[i] == "VERB" and parse.tags[i] in _AHEAD), None)
        bound = tuple(dict.fromkeys(_who(event, actors))) or tuple(dict.fromkeys(_speaker(event, actors)))
        if head is not None and bound and not hoped(parse, head):
            yield event, range(head, _end(parse, head)), bound


def _who(event: Event, actors: Actors) -> Iterator[str]:
    for ref in event.actors:
        found = actors.get(ref.actor)
        if found is not None and found.kind in _BOUND and not found.id.startswith("nominal/"):
            yield found.id
            if found.speaks_for is not None:
                yield found.speaks_for


def _speaker(event: Event, actors: Actors) -> Iterator[str]:
    """Who says of people or things of no name what they will do, or what will be done: his side is bound by it."""
    named = (actors.get(ref.actor) for ref in event.actors)
    if any(each is not None and not each.id.startswith("nominal/") for each in named):
        return
    teller = actors.get(event.factuality.according_to[-1]) if len(event.factuality.according_to) > 1 else None
    to = {ref.actor for ref in event.recipients}
    if teller is not None and teller.kind in _BOUND and not teller.id.startswith("nominal/") and teller.id not in to:
        yield teller.id
        if teller.speaks_for is not None:
            yield teller.speaks_for


def _end(parse: Parse, head: int) -> int:
    """Where the words of the deed end: before a verb joined to it that has a subject of its own."""
    last = min(parse.right[head] + 1, parse.sentence(head).last)
    apart = (c for c in parse.children[head] if c > head and parse.deps[c] == "conj" and parse.child(c, "nsubj", "nsubjpass") is not None)
    last = min([last, *(parse.left[c] for c in apart)])
    while last > head + 1 and (parse.deps[last - 1] in _AFTER or parse.pos[last - 1] == "PUNCT"):
        last -= 1
    return last
