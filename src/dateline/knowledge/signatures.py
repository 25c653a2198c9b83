"""What words do to the factuality of what stands under them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SignatureTable:
    """What words do to the factuality of what stands under them."""

    @classmethod
    def load(cls, site: Path | None = None) -> SignatureTable:
        """The packaged table with the rows of the folder ``site`` laid over it."""
        return cls()
