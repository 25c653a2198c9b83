"""Rule and encoder decide together whether an event took place: a short list of features with weights.

The rules' answer is one feature, the encoder's probability the other; the weights stand with the thresholds in one file (``voices``).
Without an encoding the rules' word stands.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, cast

from dateline.extract.status import REAL, State
from dateline.linguistics.encoding import STATUSES
from dateline.linguistics.voices import Together, voices

if TYPE_CHECKING:
    from dateline.linguistics.encoding import Encoding
    from dateline.model.event import Status
    from dateline.model.span import Span

_LEAST = 1e-4


def status(state: State, trigger: Span, encoding: Encoding | None) -> State:
    """The state that both voices speak for; its frame names both where they differ."""
    told = encoding.status(trigger) if encoding is not None else None
    if told is None:
        return state
    weights = voices().together
    said = cast("Status", max(zip(STATUSES, told, strict=True), key=lambda each: _loudness(each[0], each[1], state, weights))[0])
    if said == state.status:
        return state
    return State(said, frame=f"{state.frame}; encoder:{said} {told[STATUSES.index(said)]:.2f} over {state.status}", turns=state.turns)


def _loudness(name: str, probability: float, state: State, weights: Together) -> float:
    """What speaks for the status ``name``: the encoder's log probability, and the rules' word for theirs."""
    loud = log(max(probability, _LEAST))
    if name == state.status:
        return loud + (weights.status_by_word if state.turns else weights.status_plain)
    return loud - weights.status_real if name in REAL and not state.real else loud
