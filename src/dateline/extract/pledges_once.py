"""Pledges told once each: of overlapping words the surer reading, and which of them say again what was pledged before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model.commitment import Commitment
    from dateline.model.parse import Parse

_ALIKE = 0.6


def in_one_voice(parse: Parse, span: Span) -> Span:
    """``span`` up to the end of the quotation that it begins in: what the report says behind it is no part of the pledge."""
    end = min((each.inner.end for each in parse.quotations if each.inner.start <= span.start < each.inner.end), default=span.end)
    if end >= span.end:
        return span
    return Span(span.start, span.start + len(parse.text[span.start : end].rstrip(" ,.;")))


def without_overlaps(ordered: Sequence[Commitment]) -> list[Commitment]:
    """One commitment for each stretch of text: the surer one where two overlap."""
    kept: list[Commitment] = []
    for commitment in ordered:
        if kept and kept[-1].evidence[0].overlaps(commitment.evidence[0]):
            if commitment.confidence > kept[-1].confidence:
                kept[-1] = commitment
            continue
        kept.append(commitment)
    return kept


def with_repeats(ordered: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """The commitments with those marked that say again what the same actor has pledged before."""
    out: list[Commitment] = []
    for commitment in ordered:
        words = _content_words(commitment)
        again = any(set(c.actors) & set(commitment.actors) and _alike(words, _content_words(c)) for c in out)
        out.append(replace(commitment, status="repeated") if again else commitment)
    return tuple(out)


def _content_words(commitment: Commitment) -> frozenset[str]:
    return frozenset(word[:6].lower() for word in commitment.action.text.split() if len(word) > 3)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) / len(one | other) >= _ALIKE
