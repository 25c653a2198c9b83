"""Words for one body of people: an army, its soldiers, its patrols (``data/bodies.tsv``)."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from dateline.stories.changes_matter import root


def bodies(words: frozenset[str]) -> frozenset[int]:
    """What bodies of people folded words name, by the lines of ``data/bodies.tsv``."""
    return frozenset(place for place, line in enumerate(_bodies()) if line & words)


@lru_cache(maxsize=1)
def _bodies() -> tuple[frozenset[str], ...]:
    text = (files("dateline.stories") / "data" / "bodies.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith(("#", "body\t"))]
    return tuple(frozenset(root(word) for word in words.split()) for _, words in rows)
