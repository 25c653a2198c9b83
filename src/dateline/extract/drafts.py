"""Statements while they are put together: what a cue, its speaker and its content give, before speakers are known as actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.extract.sources import Source
    from dateline.model.span import Span
    from dateline.model.statement import Act


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making.

    ``cue`` are token indices; ``kind`` is the kind of its cue (``speech``, ``thought``, ``evidence`` ...), ``block`` where its content
    begins, ``verb`` the token that the cue turns on, ``form`` the grammatical form of the content. ``follows`` is the draft that this one
    goes on from; ``plain`` its confidence were it not inside another statement.
    """

    cue: tuple[int, ...]
    source: Source | None
    content: tuple[Span, ...]
    act: Act
    kind: str
    rule: str
    confidence: float
    block: int
    verb: int | None = None
    form: str = ""
    addressee: int | None = None
    follows: Draft | None = None
    plain: float = 1.0

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.content[-1].end
