"""Something doubtful about the article itself."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.span import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful about the article: its kind, one plain sentence, and the words it is about."""

    kind: str
    message: str
    spans: tuple[Span, ...]
