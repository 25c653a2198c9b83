"""One small learned pass over each block of a text; many heads read its vectors (``encoding``).

A MiniLM of six layers (Wang et al. 2020), trained on several tasks at once (docs/models.md), run as 8 bit ONNX on one thread. A block
(headline, standfirst, paragraph) is encoded alone, so that what is read in it depends on nothing else: not on the other
blocks, not on a batch. This is the only place that knows onnxruntime and tokenizers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dateline.errors import ModelError
from dateline.linguistics.encoding import Encoding, Range, Weights, Window
from dateline.model.span import Span

FOLDER = Path(__file__).parent / "data" / "encoder"
LONGEST = 192  # word pieces a window, as in training
OVERLAP = 48  # word pieces that neighbouring windows of a long block share: each answers for its half of them


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

    def _windows(self, text: str, block: Span) -> Iterator[Window]:
        coded = self._tokenizer.encode(block.of(text))
        ids, offsets, words = coded.ids, coded.offsets, coded.word_ids
        for first, last, own_first, own_last in _cuts(offsets[1:-1]):
            piece_ids = [ids[0], *ids[first + 1 : last + 1], ids[-1]]
            at = [(block.start + a, block.start + b) for a, b in offsets[first + 1 : last + 1]]
            vectors, *further = (told[0] for told in self._session.run(None, {"ids": np.array([piece_ids], dtype=np.int64)}))
            yield Window(
                (at[0][0], *(a for a, _ in at), at[-1][1]),
                (at[0][0], *(b for _, b in at), at[-1][1]),
                (-1, *words[first + 1 : last + 1], -1),
                vectors,
                vectors.mean(0),
                own_first - first + 1,
                own_last - first + 1,
                *further,
            )


def _cuts(offsets: Sequence[Range]) -> Iterator[tuple[int, int, int, int]]:
    """Ranges of word pieces that fit a window and overlap, and within each the pieces that it answers for; cut between words."""
    room = LONGEST - 2
    at = own = 0
    while at < len(offsets):
        stop = _between_words(offsets, min(len(offsets), at + room), at + room // 2)
        last = stop == len(offsets)
        own_stop = stop if last else _between_words(offsets, stop - OVERLAP // 2, own)
        yield at, stop, own, own_stop
        if last:
            return
        at, own = _between_words(offsets, max(own + 1, stop - OVERLAP), at), own_stop


def _between_words(offsets: Sequence[Range], stop: int, least: int) -> int:
    """The nearest border between words at or before ``stop``, or ``stop`` itself where there is none after ``least``."""
    here = stop
    while least < here < len(offsets) and offsets[here][0] == offsets[here - 1][1]:
        here -= 1
    return here if here > least else stop
