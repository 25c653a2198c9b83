"""Event triggers by PLOVER type and mode."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """Event triggers by PLOVER type and mode."""

    @classmethod
    def load(cls, site: Path | None = None) -> TriggerTable:
        """The packaged table with the rows of the folder ``site`` laid over it."""
        return cls()
