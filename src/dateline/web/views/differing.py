"""Two texts of one report side by side: which paragraphs are new, gone or changed, and which words in these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

How = Literal["same", "new", "gone"]
MOST_WORDS = 4_000  # of a paragraph that is compared word by word
MOST_PARAGRAPHS = 3_000
LIKE = 0.35  # paragraphs less alike than that are another one
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts, or in the new or the old one alone."""

    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of either text, in runs."""

    how: Literal["same", "new", "gone", "changed"]
    runs: tuple[Run, ...]


def differences(old: str, new: str) -> tuple[Paragraph, ...]:
    """The paragraphs of both texts in the order of the new one."""
    before, after = _paragraphs(old), _paragraphs(new)
    out: list[Paragraph] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            out.extend(Paragraph("same", (Run("same", text),)) for text in after[c:d])
        else:
            out.extend(_changed(before[a:b], after[c:d]))
    return tuple(out)


def _paragraphs(text: str) -> list[str]:
    found = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    return found if len(found) <= MOST_PARAGRAPHS else [*found[:MOST_PARAGRAPHS], " ".join(found[MOST_PARAGRAPHS:])]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that differ: each new one beside the first old one that it is like."""
    left = list(before)
    for text in after:
        at = next((at for at, old in enumerate(left) if _alike(old, text)), None)
        if at is None:
            yield Paragraph("new", (Run("new", text),))
            continue
        yield from (Paragraph("gone", (Run("gone", old),)) for old in left[:at])
        yield Paragraph("changed", tuple(_runs(left[at], text)))
        left = left[at + 1 :]
    yield from (Paragraph("gone", (Run("gone", old),)) for old in left)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split()[:MOST_WORDS], other.split()[:MOST_WORDS], autojunk=False)
    return matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def _runs(old: str, new: str) -> Iterator[Run]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        yield from (Run("gone", old), Run("new", new))
        return
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            yield Run("same", "".join(after[c:d]))
            continue
        if a < b:
            yield Run("gone", "".join(before[a:b]))
        if c < d:
            yield Run("new", "".join(after[c:d]))
