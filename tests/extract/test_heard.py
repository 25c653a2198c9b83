"""Rules' triggers in sentences where the encoder hears nothing: left out, but for short sentences and without an encoder."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dateline.extract.heard import audible
from dateline.linguistics.encoding import Encoding
from dateline.model.parse import Parse
from dateline.model.span import Span
from dateline.pipeline import Pipeline

LONG = "The striker launched an attack on the referee after his team had lost the match."
SHORT = "Jets bombed the port."


@dataclass
class Seen:
    """As much of a sighting as is asked for."""

    token: int


class Loud(Encoding):
    """An encoding in which every sentence is as loud as it is told."""

    def __init__(self, probability: float | None) -> None:
        self._probability = probability

    def loudest(self, span: Span) -> float | None:
        return self._probability


def parsed(pipeline: Pipeline, text: str) -> Parse:
    return pipeline.parser.parse(text, [Span(0, len(text))])


@pytest.mark.parametrize(("text", "probability", "kept"), [(LONG, 0.01, 0), (LONG, 0.6, 1), (LONG, None, 1), (SHORT, 0.05, 1)])
def test_a_trigger_in_a_long_sentence_without_any_sound_is_left_out(
    pipeline: Pipeline, text: str, probability: float | None, kept: int
) -> None:
    assert len(audible([Seen(2)], parsed(pipeline, text), Loud(probability))) == kept


def test_without_an_encoder_every_trigger_stays(pipeline: Pipeline) -> None:
    assert len(audible([Seen(2)], parsed(pipeline, LONG), None)) == 1
