"""Lines of effort: what a value belongs to (military, negotiations, finance ...), so that talks and bombing stand side by side in time."""

from __future__ import annotations

from functools import lru_cache

from dateline.stories.changes_matter import Matter, root
from dateline.stories.tables import rows_of

OTHER = "other"
FIGURES = {"killed": "military", "wounded": "military", "displaced": "humanitarian", "money": "finance"}


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str], ...]:
    return tuple((line, by, root(name) if by == "word" else name) for line, by, name in rows_of("efforts.tsv"))


def line_of(value: Matter) -> str:
    """The line of effort that ``value`` belongs to."""
    if value.noun == "figures" and value.kind in FIGURES:
        return FIGURES[value.kind]
    told = {root(word) for word in value.told}
    has = {"word": told, "context": set(value.contexts), "type": {value.kind.partition("/")[0].upper()}, "mode": {value.mode or ""}}
    return next((line for line, by, name in _rows() if name in has[by]), OTHER)
