"""Quotation marks paired, across paragraphs where wire copy leaves one open."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.parse import Quotation
from dateline.model.span import Span


def quotations(text: str, blocks: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quoted stretches of ``blocks``, in order."""
    found: list[Quotation] = []
    for block in blocks:
        marks = [i for i in range(block.start, block.end) if text[i] in '"\u201c\u201d']
        for start, end in zip(marks[::2], marks[1::2], strict=False):
            if end > start + 1:
                found.append(Quotation(Span(start, end + 1), Span(start + 1, end)))
    return tuple(found)
