"""Which of several reports with one text is the original: the agency's own, else the earliest."""

from __future__ import annotations

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
    ranks: list[tuple[bool, str, int]] = field(default_factory=list)

    def add(self, at: int, *, own: bool, published: str) -> None:
        """Notes the report at ``at``, the next one: whether it is the agency's own, and when it was published."""
        self.ranks.append((not own, published or "9999", at))

    def settle(self, new: int, match: int, both: Shared, copies: Copies) -> Pair:
        """The new report and the original of its text: which is the copy of which."""
        root = self.of.get(match, match)
        if root != match:
            both = shared(copies.text(new), copies.text(root))
        if self.ranks[new] < self.ranks[root]:
            for at, original in list(self.of.items()):
                if original == root:
                    self.of[at] = new
            self.of[root] = new
            return Pair(root, new, Shared(both.theirs, both.mine, both.passages, both.figures_differ, both.enough))
        self.of[new] = root
        return Pair(new, root, both)


def told(article: str, original: str, both: Shared) -> Copy:
    """The copy ``article`` of ``original``, as others see it."""
    return Copy(article, original, both.kind(), round(both.containment, 3), both.passages, both.figures_differ)
