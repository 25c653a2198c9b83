"""Stories: reports of the same happening put together, copies of one text found, each story told in the reports' own words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.stories.book import StoryBook

__all__ = ["StoryBook"]


def __getattr__(name: str) -> Any:
    """The public name, imported when first asked for: the data base's packages take a while."""
    if name in __all__:
        return getattr(import_module("dateline.stories.book"), name)
    raise AttributeError(f"module 'dateline.stories' has no attribute {name!r}")
