"""One small learned pass over each block of a text; many heads read its vectors.

A MiniLM of six layers (Wang et al. 2020), trained on several tasks at once (docs/models.md), run as 8 bit ONNX on one thread. A block
(headline, standfirst, paragraph) is encoded alone, so that what is read in it depends on nothing else: not on the other
blocks, not on a batch. This is the only place that knows onnxruntime and tokenizers.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ModelError
from dateline.model.span import Span

FOLDER = Path(__file__).parent / "data" / "encoder"
LONGEST = 192  # word pieces a window, as in training
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
)  # fmt: skip  the order of the heads; YIELD is CONCEDE and RETREAT, as in the training data
ENTITY_TYPES = ("Person", "Organisation", "Location", "Temporal", "Quantity", "Nationality", "Money")
ROLES = ("source", "target", "reciprocal source+target")
SCALES = ("uw", "uds", "meantime", "commitmentbank")

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span that a tagging head marks, its kind (a number of the head's own list), and the mean probability of its tags."""

    span: Span
    kind: int
    probability: float


@dataclass(frozen=True, slots=True)
class _Window:
    """Word pieces of a stretch of text: where each begins and ends, its vector; the mean of all."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    vectors: Floats
    mean: Floats

    def pieces(self, span: Span) -> tuple[int, int] | None:
        """The word pieces that share a character with ``span``; the marks at both ends never do."""
        first = bisect_right(self.ends, span.start, 1, len(self.ends) - 1)
        last = bisect_left(self.starts, span.end, 1, len(self.starts) - 1)
        return (first, last) if first < last else None


class Encoding:
    """The encoded blocks of one text, and what each head says about spans of it. Probabilities are 0 to 1."""

    def __init__(self, windows: Sequence[_Window], weights: Weights) -> None:
        self._windows = tuple(windows)
        self._firsts = [window.starts[1] if len(window.starts) > 2 else 0 for window in windows]
        self._weights = weights

    def _at(self, span: Span) -> tuple[_Window, tuple[int, int]] | None:
        index = bisect_right(self._firsts, span.start) - 1
        for window in self._windows[max(0, index) : index + 2]:
            found = window.pieces(span)
            if found:
                return window, found
        return None

    def _span_head(self, name: str, window: _Window, ranges: Sequence[tuple[int, int]]) -> Floats:
        means = [window.vectors[first:last].mean(0) for first, last in ranges]
        if len(means) > 1:
            means.append(means[0] * means[1])
        return _two_layers(np.concatenate([*means, window.mean]), self._weights, f"span_heads.{name}")

    def actor(self, span: Span) -> float | None:
        """How probably the place name at ``span`` stands for an actor; None where no piece lies there."""
        at = self._at(span)
        return float(_sigmoid(self._span_head("actor", at[0], [at[1]])[0])) if at else None

    def factuality(self, span: Span, scale: str = "uw") -> float | None:
        """The factuality (-3 to 3) of the predicate at ``span``, on the scale of one labelled set."""
        at = self._at(span)
        return float(np.clip(self._span_head("factuality", at[0], [at[1]])[SCALES.index(scale)], -3, 3)) if at else None

    def pair(self, source: Span, target: Span) -> tuple[float, ...] | None:
        """Probability of each of ``TYPES`` for what ``source`` does to ``target``; None unless both lie in one window."""
        at = self._at(source)
        other = at[0].pieces(target) if at else None
        return _softmax(self._span_head("pair", at[0], [at[1], other])) if at and other else None

    def penta(self) -> tuple[float, ...]:
        """Probability of each penta class (0 statement, 1 and 2 cooperation, 3 and 4 conflict) for the whole text."""
        both = [_softmax(self._span_head("penta", w, [(0, len(w.starts))])) for w in self._windows]
        return _mean(both, 5)

    def classes(self, span: Span) -> tuple[float, ...] | None:
        """Probability that the window at ``span`` tells of each of ``TYPES``, and, last, that it tells of no event."""
        at = self._at(span)
        return tuple(float(p) for p in _sigmoid(_two_layers(at[0].mean, self._weights, "class_head"))) if at else None

    def tagged(self, head: str) -> Iterator[TaggedSpan]:
        """The spans that the tagging ``head`` (content, source, cue, whowhom, entities) marks, in order."""
        weight, bias = self._weights[f"tag_heads.{head}.weight"], self._weights[f"tag_heads.{head}.bias"]
        for window in self._windows:
            logits = window.vectors @ weight.T + bias
            yield from _spans(window, cast(Floats, np.exp(logits - _log_sum(logits))))


def _spans(window: _Window, probabilities: Floats) -> Iterator[TaggedSpan]:
    """Runs of begin and inside tags (2k+1, 2k+2); an inside without its begin opens a run of its own."""
    best = probabilities.argmax(1)
    first, kind = 0, -1
    for index in range(1, len(best)):
        tag = int(best[index]) if index < len(best) - 1 else 0
        if kind >= 0 and tag != 2 * kind + 2:
            run = probabilities[first:index].max(1)
            yield TaggedSpan(Span(window.starts[first], window.ends[index - 1]), kind, float(run.mean()))
            kind = -1
        if tag and kind < 0:
            first, kind = index, (tag - 1) // 2


def _log_sum(logits: Floats) -> Floats:
    top = logits.max(1, keepdims=True)
    return cast(Floats, top + np.log(np.exp(logits - top).sum(1, keepdims=True)))


def _two_layers(vector: Floats, weights: Weights, name: str) -> Floats:
    hidden = vector @ weights[f"{name}.0.weight"].T + weights[f"{name}.0.bias"]
    return cast(Floats, _gelu(hidden) @ weights[f"{name}.3.weight"].T + weights[f"{name}.3.bias"])


def _gelu(x: Floats) -> Floats:
    """The tanh form of GELU (Hendrycks and Gimpel 2016); within 0.001 of the exact one used in training."""
    return cast(Floats, 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))))


def _sigmoid(x: Floats) -> Floats:
    return cast(Floats, 1 / (1 + np.exp(-np.clip(x, -30, 30))))


def _softmax(x: Floats) -> tuple[float, ...]:
    powers = np.exp(x - x.max())
    return tuple(float(p) for p in powers / powers.sum())


def _mean(rows: Sequence[Sequence[float]], width: int) -> tuple[float, ...]:
    return tuple(sum(row[i] for row in rows) / len(rows) for i in range(width)) if rows else (0.0,) * width


class Encoder:
    """The learned reader; its files are loaded when it is first asked. Raises ``ModelError`` where one is missing or damaged."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def _digests(self) -> dict[str, str]:
        listing = self._folder / "files.tsv"
        try:
            lines = listing.read_text(encoding="utf-8").splitlines()[1:]
        except OSError as error:
            raise ModelError(f"{listing} is missing: install the package again, or read with rules alone.") from error
        return dict(line.split("\t") for line in lines)

    def _bytes(self, name: str) -> bytes:
        wanted = self._digests[name]
        try:
            data = (self._folder / name).read_bytes()
        except OSError as error:
            raise ModelError(f"{self._folder / name} is missing (its SHA-256 should be {wanted}): install the package again.") from error
        if hashlib.sha256(data).hexdigest() != wanted:
            raise ModelError(f"{self._folder / name} is damaged: its SHA-256 should be {wanted}; install the package again.")
        return data

    @property
    def name(self) -> str:
        """Name and digest of the weights, for the manifest."""
        return f"minilm-l6 {self._digests['body.onnx'][:12]}"

    @cached_property
    def _weights(self) -> Weights:
        self._bytes("heads.npz")
        with np.load(self._folder / "heads.npz") as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(self._bytes("body.onnx"), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        import tokenizers

        return tokenizers.Tokenizer.from_str(self._bytes("tokenizer.json").decode("utf-8"))

    def encode(self, text: str, blocks: Sequence[Span]) -> Encoding:
        """The encoding of ``blocks`` of ``text``; offsets are code points of ``text``."""
        return Encoding([window for block in blocks for window in self._windows(text, block)], self._weights)

    def _windows(self, text: str, block: Span) -> Iterator[_Window]:
        coded = self._tokenizer.encode(block.of(text))
        ids, offsets = coded.ids, coded.offsets
        opening, closing = ids[0], ids[-1]
        for first, last in _cuts(offsets[1:-1]):
            piece_ids = [opening, *ids[first + 1 : last + 1], closing]
            at = [(block.start + a, block.start + b) for a, b in offsets[first + 1 : last + 1]]
            vectors = self._session.run(None, {"ids": np.array([piece_ids], dtype=np.int64)})[0][0]
            yield _Window((at[0][0], *(a for a, _ in at), at[-1][1]), (at[0][0], *(b for _, b in at), at[-1][1]), vectors, vectors.mean(0))


def _cuts(offsets: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of word pieces that fit a window, cut between words."""
    at, room = 0, LONGEST - 2
    while at < len(offsets):
        stop = min(len(offsets), at + room)
        while at + room // 2 < stop < len(offsets) and offsets[stop][0] == offsets[stop - 1][1]:
            stop -= 1
        yield at, stop
        at = stop
