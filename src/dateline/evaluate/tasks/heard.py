"""Statements that the encoder hears where the rules have found none, in the shape of PolNeAR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.linguistics.voices import voices
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.linguistics.encoding import Encoding, TaggedSpan

SHORTEST = 25  # code points of a content: shorter ones are pieces of something else
NEAR = 120  # code points between a content and the words that name its source


def heard(encoding: Encoding, blocks: Sequence[Span], taken: Sequence[Span]) -> list[dict[str, Any]]:
    """What the encoder takes for content beside ``taken``, each with the nearest source and cue of its block."""
    least = voices().cut.content
    sources, cues = list(encoding.tagged("source")), list(encoding.tagged("cue"))
    out: list[dict[str, Any]] = []
    for each in encoding.tagged("content"):
        block = next(block for block in blocks if block.overlaps(each.span))
        for content in _beside(each.span, taken) if each.probability >= least else ():
            out.append(
                {
                    "source": _nearest(content, sources, block),
                    "cue": _nearest(content, cues, block),
                    "content": [[content.start, content.end]],
                }
            )
    return out


def _beside(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches of ``span`` that are not taken, as far as they are long enough to be a content."""
    start = span.start
    for other in sorted((other for other in taken if other.overlaps(span)), key=lambda o: o.start):
        if other.start - start >= SHORTEST:
            yield Span(start, other.start)
        start = max(start, other.end)
    if span.end - start >= SHORTEST:
        yield Span(start, span.end)


def _nearest(content: Span, marked: Sequence[TaggedSpan], block: Span) -> list[list[int]]:
    """The marked words of the block that are nearest to the content, if any are near."""
    apart = [(_apart(content, each.span), each.span) for each in marked if block.overlaps(each.span)]
    best = min(apart, key=lambda found: (found[0], found[1].start), default=None)
    return [[best[1].start, best[1].end]] if best is not None and best[0] <= NEAR else []


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
