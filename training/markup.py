"""Our own labelled sentences: lines of text with marks, ``[LABEL words]``, as plain text and labelled spans.

The format is described in training/data/GUIDELINE.md. Square brackets stand for marks alone; marks may nest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span: code points ``[start, end)`` of the line's plain text."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line: its id, its text without marks, its marks in order of their begin."""

    key: str
    text: str
    marks: tuple[Mark, ...]


class MarkupError(ValueError):
    """A line that breaks the format; the message says how."""


def lines(path: Path) -> Iterator[Line]:
    """The labelled lines of a file; paragraphs, written ``¶``, become line ends."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        key, tab, marked = raw.partition("\t")
        if not tab:
            raise MarkupError(f"{path}:{number}: no tab between id and text")
        try:
            yield parsed(key, marked.strip().replace(" ¶ ", "\n"))
        except MarkupError as wrong:
            raise MarkupError(f"{path}:{number}: {wrong}") from None


def parsed(key: str, marked: str) -> Line:
    """The line with its marks taken out of the text."""
    text: list[str] = []
    length = 0
    opened: list[tuple[str, int]] = []
    marks: list[Mark] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == "[":
            label, blank, _ = marked[at + 1 :].partition(" ")
            if not blank or "]" in label:
                raise MarkupError(f"a mark without words after “{marked[at : at + 20]}”")
            opened.append((label, length))
            at += len(label) + 2
            continue
        if char == "]":
            if not opened:
                raise MarkupError(f"“]” without “[” before “{marked[at + 1 : at + 20]}”")
            label, start = opened.pop()
            if start == length:
                raise MarkupError(f"mark {label} has no words")
            marks.append(Mark(label, start, length))
        else:
            text.append(char)
            length += 1
        at += 1
    if opened:
        raise MarkupError(f"mark {opened[-1][0]} is not closed")
    return Line(key, "".join(text), tuple(sorted(marks, key=lambda m: (m.start, -m.end))))
