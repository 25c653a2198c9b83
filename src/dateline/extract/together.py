"""Rule and encoder decide together whether an event took place, and how sure that is: short lists of features with weights.

The rules' answer is one feature, the encoder's probability the other; the weights stand with the thresholds in one file (``voices``).
Without an encoding the rules' word stands.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, cast

from dateline.extract.heard import SOURCE, typed
from dateline.extract.status import REAL, State
from dateline.linguistics.encoding import STATUSES
from dateline.linguistics.voices import Sure, Together, log_odds, probability, voices

if TYPE_CHECKING:
    from dateline.linguistics.encoding import Encoding
    from dateline.model.event import Event, Status
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


def confidence(event: Event, sentence: Span, encoding: Encoding | None) -> float:
    """How probably the type and the status of ``event`` are both right, to two places (docs/models.md has the reliability)."""
    heard = _heard(event, sentence, encoding) if encoding is not None else None
    if heard is None:
        return round(probability(_surety(event, voices().sure_by_rules)), 2)
    return round(probability(_surety(event, voices().sure) + heard), 2)


def _heard(event: Event, sentence: Span, encoding: Encoding) -> float | None:
    """What the encoder's features say; None where it has read nothing."""
    trigger, weights = event.trigger.spans[0], voices().sure
    types, states = encoding.trigger(trigger), encoding.status(trigger)
    loudest, classes = encoding.loudest(sentence), encoding.classes(sentence)
    if types is None or states is None or loudest is None or classes is None:
        return None
    return (
        weights.typed * log_odds(typed(event.type, types))
        + weights.status * log_odds(states[STATUSES.index(event.factuality.status)])
        + weights.loudest * log_odds(loudest)
        + weights.quiet * log_odds(classes[-1])
        + weights.alone * event.rule.startswith(SOURCE)
        + weights.over * (f"; {SOURCE}:" in event.rule)
    )


def _surety(event: Event, weights: Sure) -> float:
    """What the rules' own features say."""
    fact = event.factuality
    return (
        weights.bias
        + weights.by_word * bool(fact.cues)
        + weights.real * (fact.status in REAL)
        + weights.actors * bool(event.actors)
        + weights.recipients * bool(event.recipients)
    )
