"""Words for one body of people: an army, its soldiers, its patrols (``data/bodies.tsv``)."""

from __future__ import annotations

from functools import lru_cache

from dateline.stories.changes_matter import root
from dateline.stories.tables import rows_of


def bodies(words: frozenset[str]) -> frozenset[int]:
    """What bodies of people folded words name, by the lines of ``data/bodies.tsv``."""
    return frozenset(place for place, line in enumerate(_bodies()) if line & words)


@lru_cache(maxsize=1)
def _bodies() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(root(word) for word in words.split()) for _, words in rows_of("bodies.tsv"))
