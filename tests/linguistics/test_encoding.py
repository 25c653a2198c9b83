"""What the heads say of spans: read from vectors made by hand, so that nothing here depends on the trained weights."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.linguistics.encoding import STATUSES, TRIGGER_TYPES, Encoding, Window
from dateline.linguistics.voices import log_odds, probability, voices
from dateline.model.span import Span

TEXT = "Norway shelled Iceland again"
WORDS = ((0, 6), (7, 14), (15, 22), (23, 28))
WIDTH = 6


def encoding(**heads: tuple[int, int]) -> Encoding:
    """Four words, one piece each; heads with (numbers read, numbers given)."""
    dice = np.random.default_rng(7)
    vectors = dice.normal(size=(6, WIDTH)).astype(np.float32)
    window = Window((0, *(a for a, _ in WORDS), 28), (0, *(b for _, b in WORDS), 28), (-1, 0, 1, 2, 3, -1), vectors, vectors.mean(0), 1, 5)
    weights = {}
    for name, (read, size) in heads.items():
        label = f"{'tag' if name == 'trigger' else 'span'}_heads.{name}"
        weights |= {f"{label}.0.weight": dice.normal(size=(WIDTH, read)), f"{label}.0.bias": np.zeros(WIDTH)}
        weights |= {f"{label}.3.weight": dice.normal(size=(size, WIDTH)), f"{label}.3.bias": np.zeros(size)}
    return Encoding([window], weights)


def test_heads_that_the_model_does_not_hold_say_nothing() -> None:
    bare = encoding()
    assert bare.triggers() is None
    assert bare.trigger(Span(7, 14)) is None
    assert bare.loudest(Span(7, 14)) is None
    assert bare.status(Span(7, 14)) is None
    assert bare.classes(Span(7, 14)) is None
    assert list(bare.tagged("addressee")) == []
    assert bare.inside("content", Span(0, 6)) is None


def test_a_trigger_has_a_status_of_twelve() -> None:
    told = encoding(status=(2 * WIDTH, 12)).status(Span(7, 14))
    assert told is not None
    assert len(told) == len(STATUSES)
    assert sum(told) == pytest.approx(1)


def test_a_status_is_worked_out_once() -> None:
    heads = encoding(status=(2 * WIDTH, 12))
    assert heads.status(Span(7, 14)) is heads.status(Span(7, 14))


def test_every_word_is_a_trigger_if_nothing_is_asked_for_and_none_if_too_much_is() -> None:
    heads = encoding(trigger=(WIDTH, 17))
    every = heads.triggers(0.0)
    assert every is not None
    assert every[0].span.start == 0
    assert every[-1].span.end == 28
    assert all(each.type in TRIGGER_TYPES for each in every)
    assert heads.triggers(1.1) == ()
    assert heads.loudest(Span(0, 28)) == pytest.approx(max(each.probability for each in every))
    assert heads.loudest(Span(40, 50)) is None
    told = heads.trigger(Span(7, 14))
    assert told is not None
    assert len(told) == len(TRIGGER_TYPES)
    assert sum(told) <= 1


def test_the_one_file_of_thresholds_is_read() -> None:
    assert voices().temperature.status > 0
    assert 0 <= voices().weight.metonymy <= 1


@pytest.mark.parametrize("said", [0.0, 0.02, 0.5, 0.98, 1.0])
def test_log_odds_lead_back_to_the_probability_and_stay_finite(said: float) -> None:
    assert probability(log_odds(said)) == pytest.approx(min(max(said, 0.01), 0.99))
