"""Canonical frames that positions are about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PropositionTable:
    """Canonical frames that positions are about."""

    @classmethod
    def load(cls, site: Path | None = None) -> PropositionTable:
        """The packaged table with the rows of the folder ``site`` laid over it."""
        return cls()
