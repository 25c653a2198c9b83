"""What the heads of the encoder say about spans of an encoded text: numpy alone, on vectors that are made once.

Probabilities are 0 to 1, divided by the temperatures of ``voices``. A head that the model file does not hold says nothing: None.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np
from numpy.typing import NDArray

from dateline.linguistics.voices import Voices, voices
from dateline.model.span import Span

TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "YIELD",
    "COOPERATE",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)  # the order of the heads; YIELD is CONCEDE and RETREAT, as in the sets after CAMEO
TRIGGER_TYPES = (*TYPES[:3], "CONCEDE", *TYPES[4:6], "RETREAT", *TYPES[6:])
STATUSES = (
    "happened",
    "ongoing",
    "scheduled",
    "pledged",
    "threatened",
    "called-for",
    "possible",
    "conditional",
    "alleged",
    "denied",
    "ruled-out",
    "negated",
)
SCALES = ("uw", "uds", "meantime", "commitmentbank")
NO_TRIGGER = 0  # the trigger head's first class

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span that a tagging head marks, its kind (a number of the head's own list), and the mean probability of its tags."""

    span: Span
    kind: int
    probability: float


@dataclass(frozen=True, slots=True)
class TriggerSpan:
    """Words that the encoder takes for the trigger of an event: its most probable type, and how probable any event is."""

    span: Span
    type: str
    probability: float


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of a stretch of text: where each begins and ends, the word it belongs to, its vector; the mean of all.

    ``first`` and ``last`` are the pieces that this window answers for: neighbouring windows of a long block overlap. ``further`` are the
    vectors for the functions of sentences, where the model makes them.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[int, ...]
    vectors: Floats
    mean: Floats
    first: int
    last: int
    further: Floats | None = None

    @property
    def begin(self) -> int:
        """Where the text begins that it answers for."""
        return self.starts[self.first]

    def pieces(self, span: Span) -> Range | None:
        """The word pieces that share a character with ``span``; the marks at both ends never do."""
        first = bisect_right(self.ends, span.start, 1, len(self.ends) - 1)
        last = bisect_left(self.starts, span.end, 1, len(self.starts) - 1)
        return (first, last) if first < last else None


class Encoding:
    """The encoded blocks of one text, and what each head says about spans of it."""

    def __init__(self, windows: Sequence[Window], weights: Weights, settings: Voices | None = None) -> None:
        self._windows = tuple(windows)
        self._firsts = [window.begin for window in windows]
        self._weights = weights
        self._voices = settings or voices()
        self._triggers: dict[int, _Triggers] = {}
        self._classes: dict[int, tuple[float, ...]] = {}
        self._statuses: dict[Span, tuple[float, ...] | None] = {}

    def _at(self, span: Span) -> tuple[Window, Range] | None:
        index = bisect_right(self._firsts, span.start) - 1
        for window in self._windows[max(0, index) : index + 2]:
            found = window.pieces(span)
            if found:
                return window, found
        return None

    def _has(self, name: str) -> bool:
        return f"{name}.weight" in self._weights or f"{name}.0.weight" in self._weights

    def _span_head(self, name: str, window: Window, *ranges: Range) -> Floats:
        means = [window.vectors[first:last].mean(0) for first, last in ranges]
        if len(means) > 1:
            means.append(means[0] * means[1])
        return _two_layers(np.concatenate([*means, window.mean]), self._weights, f"span_heads.{name}")

    def actor(self, span: Span) -> float | None:
        """How probably the place name at ``span`` stands for an actor; None where no piece lies there."""
        at = self._at(span)
        return float(_sigmoid(self._span_head("actor", *at) / self._voices.temperature.actor)[0]) if at else None

    def factuality(self, span: Span, scale: str = "uw") -> float | None:
        """The factuality (-3 to 3) of the predicate at ``span``, on the scale of one labelled set."""
        at = self._at(span)
        return float(np.clip(self._span_head("factuality", *at)[SCALES.index(scale)], -3, 3)) if at else None

    def status(self, trigger: Span) -> tuple[float, ...] | None:
        """Probability of each of ``STATUSES`` for the event at ``trigger``, worked out once; None where no piece lies there."""
        if trigger not in self._statuses:
            at = self._at(trigger) if self._has("span_heads.status") else None
            self._statuses[trigger] = _softmax(self._span_head("status", *at) / self._voices.temperature.status) if at else None
        return self._statuses[trigger]

    def pair(self, source: Span, target: Span) -> tuple[float, ...] | None:
        """Probability of each of ``TYPES`` for what ``source`` does to ``target``; None unless both lie in one window."""
        at = self._at(source)
        other = at[0].pieces(target) if at else None
        return _softmax(self._span_head("pair", *at, other)) if at and other else None

    def functions(self, sentence: Span) -> tuple[float, ...] | None:
        """Probability of each function (``model.function.FUNCTIONS``) of the sentence at ``sentence``; None without vectors for them."""
        at = self._at(sentence)
        if at is None or at[0].further is None:
            return None
        vectors, (first, last) = at[0].further, at[1]
        own = vectors[first:last]
        told = _two_layers(np.concatenate([own.mean(0), own.max(0), vectors.mean(0)]), self._weights, "function_head")
        return tuple(float(p) for p in _sigmoid(told / self._voices.temperature.function))

    def penta(self) -> tuple[float, ...]:
        """Probability of each penta class (0 statement, 1 and 2 cooperation, 3 and 4 conflict) for the whole text."""
        return _mean([_softmax(self._span_head("penta", window, (0, len(window.starts)))) for window in self._windows], 5)

    def classes(self, span: Span) -> tuple[float, ...] | None:
        """Probability that the window at ``span`` tells of each of ``TYPES``, and, last, that it tells of no event."""
        at = self._at(span) if "class_head.0.weight" in self._weights else None
        if at is None:
            return None
        window = at[0]
        if window.begin not in self._classes:
            told = _sigmoid(_two_layers(window.mean, self._weights, "class_head"))
            self._classes[window.begin] = tuple(float(p) for p in told)
        return self._classes[window.begin]

    def triggers(self, cut: float | None = None) -> tuple[TriggerSpan, ...] | None:
        """The words taken for triggers, in order: those where any event is at least as probable as ``cut`` (else the file's threshold)."""
        if not self._has("tag_heads.trigger"):
            return None
        least = self._voices.cut.trigger if cut is None else cut
        return tuple(each for window in self._windows for each in _trigger_runs(window, self._heard(window), least))

    def trigger(self, span: Span) -> tuple[float, ...] | None:
        """Probability of each of ``TRIGGER_TYPES`` for the words at ``span`` being a trigger; what is left to 1 says it is none."""
        at = self._at(span) if self._has("tag_heads.trigger") else None
        if at is None:
            return None
        window, pieces = at
        return tuple(float(p) for p in self._heard(window).pieces[slice(*pieces)].mean(0)[1:])

    def loudest(self, span: Span) -> float | None:
        """How probable a trigger is at the word of ``span`` where it is most probable: where even that is low, nothing happens there."""
        told: list[float] = []
        for window in self._windows if self._has("tag_heads.trigger") else ():
            pieces = window.pieces(span)
            if pieces and pieces[0] < window.last:
                heard = self._heard(window)
                first, last = bisect_right(heard.begins, pieces[0]) - 1, bisect_left(heard.begins, pieces[1])
                told.extend(1 - float(p) for p in heard.words[max(0, first) : last, NO_TRIGGER])
        return max(told, default=None)

    def tagged(self, head: str) -> Iterator[TaggedSpan]:
        """The spans that the tagging ``head`` (content, source, cue, addressee, whowhom) marks, in order; none without such a head."""
        before: TaggedSpan | None = None
        for window in self._windows if self._has(f"tag_heads.{head}") else ():
            for run in _spans(window, _probabilities(self._logits(head, window))):
                if before is not None and run.kind == before.kind and run.span.start == window.begin <= before.span.end:
                    before = TaggedSpan(Span(before.span.start, run.span.end), run.kind, min(before.probability, run.probability))
                    continue
                if before is not None:
                    yield before
                before = run
        if before is not None:
            yield before

    def carried(self, head: str, span: Span) -> tuple[tuple[Span, float], ...]:
        """The word pieces of ``span``, each with how probably it carries any tag of ``head``; none without such a head."""
        parts = [(window, pieces) for window in self._windows if (pieces := window.pieces(span))] if self._has(f"tag_heads.{head}") else []
        return tuple(
            (Span(window.starts[i], window.ends[i]), 1 - float(told[0]))
            for window, (first, last) in parts
            for i, told in enumerate(_probabilities(self._logits(head, window))[first:last], first)
        )

    def inside(self, head: str, span: Span) -> float | None:
        """The mean probability of the pieces of ``span`` to carry any tag of ``head``; None where no piece lies there."""
        told = [probability for _, probability in self.carried(head, span)]
        return sum(told) / len(told) if told else None

    def _logits(self, head: str, window: Window) -> Floats:
        if f"tag_heads.{head}.0.weight" in self._weights:
            return _two_layers(window.vectors, self._weights, f"tag_heads.{head}")
        return cast(Floats, window.vectors @ self._weights[f"tag_heads.{head}.weight"].T + self._weights[f"tag_heads.{head}.bias"])

    def _heard(self, window: Window) -> _Triggers:
        """What the trigger head says of the window; worked out once."""
        if window.begin not in self._triggers:
            pieces = _probabilities(self._logits("trigger", window) / self._voices.temperature.trigger)
            self._triggers[window.begin] = _by_word(window, pieces)
        return self._triggers[window.begin]


@dataclass(frozen=True, slots=True)
class _Triggers:
    """Probability of each trigger class: for each piece of a window, and for each word that it answers for, with its first piece."""

    pieces: Floats
    begins: tuple[int, ...]
    words: Floats


def _by_word(window: Window, pieces: Floats) -> _Triggers:
    begins = [i for i in range(window.first, window.last) if i == window.first or window.words[i] != window.words[i - 1]]
    sums = np.add.reduceat(pieces[: window.last], begins) if begins else pieces[:0]
    sizes = np.diff([*begins, window.last]) if begins else np.ones(0)
    return _Triggers(pieces, tuple(begins), cast(Floats, (sums / sizes.astype(np.float32).reshape(-1, 1))))


def _trigger_runs(window: Window, heard: _Triggers, cut: float) -> Iterator[TriggerSpan]:
    """Neighbouring words of one type as one trigger."""
    run: list[tuple[Range, float]] = []
    kind = -1
    for pieces, told in zip(pairwise((*heard.begins, window.last)), heard.words, strict=True):
        any_event = 1 - float(told[NO_TRIGGER])
        this = int(told[1:].argmax()) if any_event >= cut else -1
        if this != kind and run:
            yield _as_trigger(window, run, kind)
            run = []
        if this >= 0:
            run.append((pieces, any_event))
        kind = this
    if run:
        yield _as_trigger(window, run, kind)


def _as_trigger(window: Window, run: Sequence[tuple[Range, float]], kind: int) -> TriggerSpan:
    span = Span(window.starts[run[0][0][0]], window.ends[run[-1][0][1] - 1])
    return TriggerSpan(span, TRIGGER_TYPES[kind], max(probability for _, probability in run))


def _spans(window: Window, probabilities: Floats) -> Iterator[TaggedSpan]:
    """Runs of begin and inside tags (2k+1, 2k+2); an inside without its begin opens a run of its own."""
    best = probabilities.argmax(1)
    first, kind = 0, -1
    for index in range(window.first, window.last + 1):
        tag = int(best[index]) if index < window.last else 0
        if kind >= 0 and tag != 2 * kind + 2:
            run = probabilities[first:index].max(1)
            yield TaggedSpan(Span(window.starts[first], window.ends[index - 1]), kind, float(run.mean()))
            kind = -1
        if tag and kind < 0:
            first, kind = index, (tag - 1) // 2


def _probabilities(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return cast(Floats, powers / powers.sum(1, keepdims=True))


def _two_layers(vector: Floats, weights: Weights, name: str) -> Floats:
    hidden = vector @ weights[f"{name}.0.weight"].T + weights[f"{name}.0.bias"]
    return cast(Floats, _gelu(hidden) @ weights[f"{name}.3.weight"].T + weights[f"{name}.3.bias"])


def _gelu(x: Floats) -> Floats:
    """The tanh form of GELU (Hendrycks and Gimpel 2016); within 0.001 of the exact one used in training."""
    return cast(Floats, 0.5 * x * (1 + np.tanh(0.7978845608 * x * (1 + 0.044715 * x * x))))


def _sigmoid(x: Floats) -> Floats:
    return cast(Floats, 1 / (1 + np.exp(-np.clip(x, -30, 30))))


def _softmax(x: Floats) -> tuple[float, ...]:
    powers = np.exp(x - x.max())
    return tuple(float(p) for p in powers / powers.sum())


def _mean(rows: Sequence[Sequence[float]], width: int) -> tuple[float, ...]:
    return tuple(sum(row[i] for row in rows) / len(rows) for i in range(width)) if rows else (0.0,) * width
