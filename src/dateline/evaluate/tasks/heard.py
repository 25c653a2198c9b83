"""Statements that the encoder hears where the rules have found none, in the shape of PolNeAR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.linguistics.voices import voices
from dateline.model.span import any_overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.linguistics.encoding import Encoding, TaggedSpan
    from dateline.model.span import Span

SHORTEST = 25  # code points of a content: shorter ones are pieces of something else
NEAR = 120  # code points between a content and the words that name its source


def heard(encoding: Encoding, blocks: Sequence[Span], taken: Sequence[Span]) -> list[dict[str, Any]]:
    """The contents that the encoder is sure of and that share nothing with ``taken``, each with the nearest source and cue of its block."""
    least = voices().cut.content
    contents = [
        t for t in encoding.tagged("content") if t.probability >= least and len(t.span) >= SHORTEST and not any_overlap([t.span], taken)
    ]
    sources, cues = list(encoding.tagged("source")), list(encoding.tagged("cue"))
    out: list[dict[str, Any]] = []
    for content in contents:
        block = next(block for block in blocks if block.overlaps(content.span))
        out.append(
            {
                "source": _nearest(content, sources, block),
                "cue": _nearest(content, cues, block),
                "content": [[content.span.start, content.span.end]],
            }
        )
    return out


def _nearest(content: TaggedSpan, marked: Sequence[TaggedSpan], block: Span) -> list[list[int]]:
    """The marked words of the block that are nearest to the content, if any are near."""
    apart = [(_apart(content.span, each.span), each.span) for each in marked if block.overlaps(each.span)]
    best = min(apart, key=lambda found: (found[0], found[1].start), default=None)
    return [[best[1].start, best[1].end]] if best is not None and best[0] <= NEAR else []


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
