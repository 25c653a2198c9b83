"""Collecting: reports come in by themselves, from feeds, pages, sitemaps, folders and archives, into the store."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.collect.collector import Collector
    from dateline.collect.config import Config, load
    from dateline.collect.health import SourceState, states

__all__ = ["Collector", "Config", "SourceState", "load", "states"]

_HOMES = (("Collector", "collector"), ("Config", "config"), ("load", "config"), ("SourceState", "health"), ("states", "health"))


def __getattr__(name: str) -> Any:
    """The public name, imported when first asked for."""
    for public, home in _HOMES:
        if name == public:
            return getattr(import_module(f"dateline.collect.{home}"), name)
    raise AttributeError(f"module 'dateline.collect' has no attribute {name!r}")
