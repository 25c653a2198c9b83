"""What words do to the factuality of what stands under them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignatureTable:
    """What words do to the factuality of what stands under them."""
