"""Dateline reads news reports into an auditable record: who did and said what, and whether it happened.

``dateline.read("report.txt")`` gives a ``Record``; a ``Pipeline`` keeps models and knowledge loaded between reports.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.client import Client
    from dateline.knowledge import Knowledge
    from dateline.model.article import Article
    from dateline.model.record import Record
    from dateline.model.span import Span
    from dateline.pipeline import Pipeline, read
    from dateline.store.store import Store

__all__ = ["Article", "Client", "Knowledge", "Pipeline", "Record", "Span", "Store", "read"]

_HOMES = (
    ("Article", "dateline.model.article"),
    ("Client", "dateline.client"),
    ("Knowledge", "dateline.knowledge"),
    ("Pipeline", "dateline.pipeline"),
    ("Record", "dateline.model.record"),
    ("Span", "dateline.model.span"),
    ("Store", "dateline.store"),
    ("read", "dateline.pipeline"),
)


def __getattr__(name: str) -> Any:
    """The public name, imported when first asked for: importing the package loads no engine."""
    for public, home in _HOMES:
        if name == public:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
