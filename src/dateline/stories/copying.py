"""Which of several reports with one text is the original: the agency's own, else the earliest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.model.story import Copy
from dateline.stories.copies import Copies, Shared, shared


@dataclass(frozen=True, slots=True)
class Pair:
    """A copy and its original, by position, and what they share, seen from the copy."""

    copy: int
    original: int
    shared: Shared


@dataclass(slots=True)
class Roots:
    """The original of each report that is a copy, by position, and what decides between two reports of one text."""

    of: dict[int, int] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)
    ranks: list[tuple[bool, str, int]] = field(default_factory=list)

    def add(self, at: int, *, own: bool, published: str) -> None:
        """Notes the report at ``at``, the next one: whether it is the agency's own, and when it was published."""
        self.ranks.append((not own, published or "9999", at))

    def hang(self, copy: int, original: int) -> None:
        """Notes that ``copy`` is one of ``original``."""
        self.of[copy] = original
        self.below.setdefault(original, []).append(copy)

    def settle(self, new: int, matches: Sequence[int], copies: Copies) -> list[Pair]:
        """What follows from the new report's having the text of ``matches``: every copy that has another original now.

        All of them, and what they were copies of, are one text from now on; of these the first in rank is the original.
        """
        roots = dict.fromkeys(self.of.get(match, match) for match in matches)
        original = min((new, *roots), key=lambda at: self.ranks[at])
        displaced = [at for at in (*roots, new) if at != original]
        for root in (each for each in roots if each != original):
            for at in self.below.pop(root, ()):
                self.hang(at, original)
        pairs = []
        for at in displaced:
            self.hang(at, original)
            pairs.append(Pair(at, original, shared(copies.text(at), copies.text(original))))
        return pairs


def told(article: str, original: str, both: Shared) -> Copy:
    """The copy ``article`` of ``original``, as others see it."""
    return Copy(article, original, both.kind(), round(both.containment, 3), both.passages, both.figures_differ)
