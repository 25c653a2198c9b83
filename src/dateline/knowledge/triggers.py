"""Event triggers by PLOVER type and mode."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """Event triggers by PLOVER type and mode."""
