"""The line of effort of an event that is drawn, by the same rows as that of a change."""

from __future__ import annotations

import re

from dateline.model.span import Span
from dateline.stories.changes_matter import Matter
from dateline.stories.deeds import Deed
from dateline.stories.efforts import OTHER, line_of

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NOWHERE = Span(0, 1)


def line_of_deed(deed: Deed) -> str:
    """The line of effort: negotiations, military, humanitarian ..., or ``other``."""
    told = frozenset(word.lower() for word in _WORD.findall(deed.sentence))
    return line_of(
        Matter(
            deed.article, "events", deed.number, deed.type, deed.mode, deed.status, (), (), None, frozenset(), frozenset(), None,
            frozenset(), frozenset(), told, _NOWHERE, deed.sentence, deed.trigger, 0, None, contexts=deed.contexts,
        )
    )  # fmt: skip


def ordered(lines: list[str]) -> tuple[str, ...]:
    """The lines that occur, the most frequent first, ``other`` last."""
    return tuple(sorted(set(lines), key=lambda line: (line == OTHER, -lines.count(line), line)))
