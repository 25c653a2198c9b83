"""Canonical frames that positions are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PropositionTable:
    """Canonical frames that positions are about."""
