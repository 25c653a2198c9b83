"""Cue verbs and nouns by speech act."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cue verbs and nouns by speech act."""

    @classmethod
    def load(cls, site: Path | None = None) -> CueTable:
        """The packaged table with the rows of the folder ``site`` laid over it."""
        return cls()
