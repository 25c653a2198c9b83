"""Triggers that the encoder hears and no rule knows, seen in the text like those of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dateline.extract.sightings import sighting
from dateline.knowledge.triggers import Trigger
from dateline.linguistics.encoding import TRIGGER_TYPES
from dateline.linguistics.voices import voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.extract.frames import Sense
    from dateline.extract.sightings import Sighting
    from dateline.knowledge.triggers import TriggerTable, WordClass
    from dateline.linguistics.encoding import Encoding, TriggerSpan
    from dateline.model.event import EventType
    from dateline.model.parse import Parse

SOURCE = "encoder"
_CLASSES: dict[str, WordClass] = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
_LEAST = 1e-6
_NEAR = 2  # steps in the tree between two triggers of one type that name one event


def heard(words: Sense, table: TriggerTable, encoding: Encoding | None, known: Sequence[Sighting]) -> Iterator[Sighting]:
    """The events that the encoder alone hears, loudly enough, where none of the ``known`` triggers is meant; none without an encoding."""
    parse = words.parse
    for told in (encoding.triggers(voices().together.trigger) if encoding is not None else None) or ():
        token = _head(parse, told)
        if token is None or any(seen.first <= token < seen.last for seen in known) or _same(parse, token, told.type, known):
            continue
        found = sighting(token, (_as_trigger(parse, token, told, table),), words)
        if found is not None:
            yield found


def typed(kind: str, told: Sequence[float]) -> float:
    """How probable the type is, if the words are a trigger at all; ``told`` as ``Encoding.trigger`` tells."""
    return told[TRIGGER_TYPES.index(kind)] / max(sum(told), _LEAST)


def _head(parse: Parse, told: TriggerSpan) -> int | None:
    """The token of the heard words that stands highest in the tree."""
    inside = parse.tokens(told.span)
    return next((token for token in inside if parse.heads[token] not in inside or parse.heads[token] == token), None)


def _as_trigger(parse: Parse, token: int, told: TriggerSpan, table: TriggerTable) -> Trigger:
    """A trigger as open as can be, with the slots that are usual for its type."""
    word_class = _CLASSES.get(parse.pos[token], "v")
    kind = cast("EventType", told.type)
    actor, recipient = table.usual(kind, word_class)
    lemma = parse.lemmas[token].lower()
    return Trigger(kind, None, word_class, lemma, lemma, (), actor, recipient, None, f"{SOURCE} {told.probability:.2f}")


def _same(parse: Parse, token: int, kind: str, known: Sequence[Sighting]) -> bool:
    """Whether a known trigger of the type stands a step or two up or down the tree: both name one event."""
    up = _line(parse, token)
    alike = [seen for seen in known if seen.trigger.type == kind]
    return any(seen.token in up or seen.head in up or token in _line(parse, seen.token) for seen in alike)


def _line(parse: Parse, token: int) -> tuple[int, ...]:
    """The token and its nearest governors."""
    line = [token]
    for head in parse.ancestors(token):
        line.append(head)
        if len(line) > _NEAR:
            break
    return tuple(line)
