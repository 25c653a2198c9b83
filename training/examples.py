"""Labelled rows as training examples: word pieces of a window, and what each head should say about them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

IGNORE = -100
FOLDS = 5
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tags:
    """A label a word piece for one tagging head; ``IGNORE`` where there is none."""

    head: str
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a span head should say of some ranges of word pieces (one or two): a class, or a number on a scale."""

    head: str
    ranges: tuple[Range, ...]
    value: float
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A window: its word pieces, its labels, its set, and the fold that its text belongs to."""

    key: str
    source: str
    ids: tuple[int, ...]
    fold: int
    tags: tuple[Tags, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    classes: tuple[int, ...] = field(default=())  # multi-label classes of the whole window


def fold_of(text: str) -> int:
    """The fold (0 to 4) of a text, decided by its digest: the same text is in the same fold in every set."""
    return int(hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8], 16) % FOLDS


class Window:
    """A stretch of text as word pieces with exact offsets to code points."""

    def __init__(self, tokenizer: Tokenizer, text: str, start: int, end: int, longest: int) -> None:
        coded = tokenizer.encode(text[start:end])
        self.ids = tuple(coded.ids[:longest])
        self.starts = [start + a for a, _ in coded.offsets[: len(self.ids)]]
        self.ends = [start + b for _, b in coded.offsets[: len(self.ids)]]
        if len(coded.ids) > longest:
            self.ids = (*self.ids[:-1], coded.ids[-1])
            self.starts[-1] = self.ends[-1] = start

    def pieces(self, start: int, end: int) -> Range | None:
        """The word pieces that share a character with the span, or None if none does."""
        inside = [i for i, (a, b) in enumerate(zip(self.starts, self.ends, strict=True)) if a < end and start < b and a < b]
        return (inside[0], inside[-1] + 1) if inside else None

    def bio(self, spans: Sequence[tuple[int, int, int]]) -> tuple[int, ...]:
        """Begin/inside labels (2k+1, 2k+2) of typed spans; 0 outside, ``IGNORE`` on marks that are no text."""
        labels = [0 if a < b else IGNORE for a, b in zip(self.starts, self.ends, strict=True)]
        for start, end, kind in spans:
            found = self.pieces(start, end)
            if found:
                labels[found[0]] = 2 * kind + 1
                for i in range(found[0] + 1, found[1]):
                    labels[i] = 2 * kind + 2
        return tuple(labels)

    def kinds(self, spans: Sequence[tuple[int, int, int]]) -> list[int]:
        """The kind, counted from 1, of the span that each word piece lies in; 0 outside, ``IGNORE`` on marks that are no text."""
        labels = [0 if a < b else IGNORE for a, b in zip(self.starts, self.ends, strict=True)]
        for start, end, kind in spans:
            for i in range(*(self.pieces(start, end) or (0, 0))):
                labels[i] = kind + 1
        return labels


def windows(tokenizer: Tokenizer, text: str, longest: int) -> Iterator[Window]:
    """The paragraphs of a text, each a window, as the program reads them; a longer one is cut between words."""
    for first, last in _paragraphs(text):
        window = Window(tokenizer, text, first, last, longest)
        if len(window.ids) < longest:
            yield window
        else:
            yield from (Window(tokenizer, text, start, end, longest) for start, end in _cut(tokenizer, text, first, last, longest))


def _paragraphs(text: str) -> Iterator[Range]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _cut(tokenizer: Tokenizer, text: str, first: int, last: int, longest: int) -> list[Range]:
    offsets = tokenizer.encode(text[first:last]).offsets[1:-1]
    out, at, room = [], 0, longest - 2
    while at < len(offsets):
        stop = min(len(offsets), at + room)
        while stop < len(offsets) and stop > at + room // 2 and offsets[stop][0] == offsets[stop - 1][1]:
            stop -= 1
        out.append((first + offsets[at][0], first + offsets[stop - 1][1]))
        at = stop
    return out
