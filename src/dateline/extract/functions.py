"""What each sentence does in the report, by the encoder's word: for what no rule has words for."""

from __future__ import annotations

from dateline.linguistics.encoding import Encoding
from dateline.linguistics.voices import voices
from dateline.model.function import FUNCTIONS, Function
from dateline.model.parse import Parse

RULE = "encoder.functions"


def functions(parse: Parse, encoding: Encoding | None) -> tuple[Function, ...]:
    """The functions of the sentences of ``parse`` that are probable enough to be told; none without an encoder."""
    if encoding is None:
        return ()
    least = voices().cut.function
    found: list[Function] = []
    for sentence in parse.sentences:
        span = parse.span(sentence.first, sentence.last)
        told = zip(FUNCTIONS, encoding.functions(span) or (), strict=False)
        found.extend(Function(kind, (span,), RULE, round(probability, 3)) for kind, probability in told if probability >= least)
    return tuple(found)
