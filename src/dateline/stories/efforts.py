"""Lines of effort: what a value belongs to (military, negotiations, finance ...), so that talks and bombing stand side by side in time."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from dateline.stories.changes_matter import Matter, root

OTHER = "other"
FIGURES = {"killed": "military", "wounded": "military", "displaced": "humanitarian", "money": "finance"}


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = (files("dateline.stories") / "data" / "efforts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple((line, by, root(name) if by == "word" else name) for line, by, name in rows)


def line_of(value: Matter) -> str:
    """The line of effort that ``value`` belongs to."""
    if value.noun == "figures" and value.kind in FIGURES:
        return FIGURES[value.kind]
    told = {root(word) for word in value.told}
    has = {"word": told, "context": set(value.contexts), "type": {value.kind.partition("/")[0].upper()}, "mode": {value.mode or ""}}
    return next((line for line, by, name in _rows() if name in has[by]), OTHER)
