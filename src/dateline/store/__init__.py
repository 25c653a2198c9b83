"""Keeping records: SQLite or PostgreSQL, readable tables, every value with its evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.store.keeping import Item, Kept
    from dateline.store.store import Store

__all__ = ["Item", "Kept", "Store"]


def __getattr__(name: str) -> Any:
    """The public name, imported when first asked for: the data base's packages take a while."""
    if name == "Store":
        return import_module("dateline.store.store").Store
    if name in __all__:
        return getattr(import_module("dateline.store.keeping"), name)
    raise AttributeError(f"module 'dateline.store' has no attribute {name!r}")
