"""A wording of a proposition ("military intervention in Libya") as the id that positions fold it into ("assault/LBY")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.knowledge.propositions import PropositionTable

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.knowledge.gazetteer import Gazetteer

LONGEST = 3  # words of one that tells a frame, or names a country


def folded(text: str, gazetteer: Gazetteer, site: Path | None) -> tuple[str, ...]:
    """The ids that ``text`` may fold into, the fullest first; none where its words tell no known frame."""
    words = text.split()
    frame = _frame([word.strip(".,").lower() for word in words], PropositionTable.load(site).frames)
    if frame is None:
        return ()
    countries = (found.country for name in _runs(words) for found in gazetteer.named(name)[:1] if found.kind == "country")
    return (*(f"{frame}/{country}" for country in dict.fromkeys(countries)), frame)


def _frame(words: Sequence[str], frames: Mapping[str, str]) -> str | None:
    """The frame that the longest run of words tells, singular or plural."""
    for run in _runs(words):
        for form in (run, run.removesuffix("s"), run.removesuffix("es")):
            if form in frames:
                return frames[form]
    return None


def _runs(words: Sequence[str]) -> Iterator[str]:
    for length in range(min(LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
