"""What the encoder hears of statements beside the rules, in the shape of PolNeAR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.linguistics.voices import voices
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.linguistics.encoding import Encoding, TaggedSpan

SHORTEST = 20  # code points of a content: shorter ones are pieces of something else
NEAR = 120  # code points between a content and the words that name its source
REST = 60  # code points up to which words that touch a content are the rest of it
FEW = 12  # code points at an end of a content that may be left out
TOUCHING = 3  # code points between words that touch: a comma, a quotation mark, a space


def heard(encoding: Encoding, blocks: Sequence[Span], told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The statements ``told`` by the rules, longer by what the encoder hears right beside them, and those that it alone hears.

    The latter have the nearest source and cue of their block. ``told`` is in the shape of PolNeAR and stays as it is.
    """
    least = voices().cut.content
    sources, cues = list(encoding.tagged("source")), list(encoding.tagged("cue"))
    known = [{**each, "content": [list(span) for span in each["content"]]} for each in told]
    taken = [Span(*span) for each in told for span in each["content"]]
    alone: list[dict[str, Any]] = []
    for each in encoding.tagged("content"):
        block = next(block for block in blocks if block.overlaps(each.span))
        for content in _beside(each.span, taken):
            neighbour = next((other for other in known if _touches(content, other["content"])), None)
            if neighbour is not None and content.end - content.start < REST:
                neighbour["content"] = sorted([*neighbour["content"], [content.start, content.end]])
            elif each.probability >= least and content.end - content.start >= SHORTEST:
                alone.append(
                    {
                        "source": _nearest(content, sources, block),
                        "cue": _nearest(content, cues, block),
                        "content": [[content.start, content.end]],
                    }
                )
    return [*known, *alone]


def shortened(content: Sequence[Span], encoding: Encoding) -> tuple[Span, ...]:
    """The content without the words at its ends that the encoder takes for something else, if these are many enough."""
    doubt = voices().cut.doubt
    out = []
    for span in content:
        said = [piece for piece, told in encoding.carried("content", span) if told >= doubt]
        start = said[0].start if said and said[0].start - span.start >= FEW else span.start
        end = said[-1].end if said and span.end - said[-1].end >= FEW else span.end
        out.append(Span(start, end))
    return tuple(out)


def _touches(span: Span, content: Sequence[Sequence[int]]) -> bool:
    return any(_apart(span, Span(start, end)) <= TOUCHING for start, end in content)


def _beside(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches of ``span`` that are not taken and hold more than a mark."""
    start = span.start
    for other in sorted((other for other in taken if other.overlaps(span)), key=lambda o: o.start):
        if other.start - start > TOUCHING:
            yield Span(start, other.start)
        start = max(start, other.end)
    if span.end - start > TOUCHING:
        yield Span(start, span.end)


def _nearest(content: Span, marked: Sequence[TaggedSpan], block: Span) -> list[list[int]]:
    """The marked words of the block that are nearest to the content, if any are near."""
    apart = [(_apart(content, each.span), each.span) for each in marked if block.overlaps(each.span)]
    best = min(apart, key=lambda found: (found[0], found[1].start), default=None)
    return [[best[1].start, best[1].end]] if best is not None and best[0] <= NEAR else []


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
