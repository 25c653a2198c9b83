"""Task ``pair``: the PLOVER type of what a given source does to a given target."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import pair as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.mainline import Sentence, coded_type, depth, read, top
from dateline.linguistics.encoder import Encoder
from dateline.linguistics.encoding import TYPES
from dateline.linguistics.voices import voices
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.extract.sightings import Sighting
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline

USUAL = "YIELD"  # what is said where no trigger is seen


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The type of the trigger that joins source and target best."""
    marks = row["labels"]["char_spans"]
    source, target = ([Span(*pair) for pair in marks[name]] for name in ("source", "target"))
    sentence = read(row["text"], pipeline, [*source, *target])
    best = max(sentence.seen, key=lambda s: (joins(s, sentence, source, target), -s.token), default=None)
    told = coded_type(best, sentence) if best is not None else None
    heard = _heard(row["text"], pipeline.encoder, source, target)
    return {"type": agreed(told, heard) if heard else told or USUAL}


def _heard(text: str, encoder: Encoder | None, source: Sequence[Span], target: Sequence[Span]) -> tuple[float, ...] | None:
    """The encoder's probabilities, None without an encoder or where a party is not marked."""
    if encoder is None or not source or not target:
        return None
    return encoder.encode(text, [Span(0, len(text))]).pair(source[0], target[0])


def agreed(told: str | None, heard: Sequence[float]) -> str:
    """The type that the rules' own and the encoder's probabilities speak for together."""
    rule = voices().weight.pair_rule
    folded = "YIELD" if told in ("CONCEDE", "RETREAT") else told
    return max(zip(TYPES, heard, strict=True), key=lambda each: log(each[1] + 1e-6) + rule * (each[0] == folded))[0]


def joins(seen: Sighting, sentence: Sentence, source: list[Span], target: list[Span]) -> float:
    """How well a trigger joins the two: source as its doer, target as its recipient or below it, and how high it stands."""
    parse = sentence.parse
    by = _share(parse, seen.roles.actors, source)
    to = _share(parse, seen.roles.recipients, target)
    swapped = _share(parse, seen.roles.recipients, source)
    tops = [t for span in target if (t := top(parse, span)) is not None]
    below = any(parse.left[seen.head] <= t <= parse.right[seen.head] for t in tops)
    inside = any(span.overlaps(parse.span(seen.token, seen.token + 1)) for span in (*source, *target))
    return (
        3 * by + 1.5 * to + 1.0 * below - swapped - 2.5 * inside - 0.35 * depth(parse, seen.head) + 0.2 * (seen.trigger.word_class != "n")
    )


def _share(parse: Parse, heads: tuple[int, ...], spans: list[Span]) -> float:
    if any(span.overlaps(parse.span(t, t + 1)) for t in heads for span in spans):
        return 1.0
    return 0.5 if any(span.overlaps(parse.span(parse.left[t], parse.right[t] + 1)) for t in heads for span in spans) else 0.0


TASK = Task("pair", predict, scored)
