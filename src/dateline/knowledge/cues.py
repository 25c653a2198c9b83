"""Cue verbs and nouns by speech act."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cue verbs and nouns by speech act."""
