"""Sources named beside what they say: "according to", a name before a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.sources import Source, after_dateline, as_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.extract.quotes import Quoted
    from dateline.model.parse import Parse
    from dateline.model.span import Span

_LABEL = 8  # tokens up to the colon behind a speaker
_TAIL = 6  # tokens from the mark before a source at the end of a headline
_LEAST = 8  # characters behind it
_SPEAKERS = frozenset({"NOUN", "PROPN"})


def according_to(parse: Parse, quotes: tuple[Quoted, ...]) -> Iterator[Draft]:
    """What is said "according to" somebody: the rest of the sentence."""
    for index, word in enumerate(parse.lowers[:-2]):
        if word != "according" or parse.lowers[index + 1] != "to":
            continue
        head = parse.child(index + 1, "pobj", "pcomp")
        if head is None:
            head = next((i for i in range(index + 2, parse.sentence(index).last) if parse.pos[i] in _SPEAKERS), None)
        if head is None or head >= parse.sentence(index).last:
            continue
        source = as_source(parse, head)
        content = _around(parse, index, max(source.last, head + 1), quotes)
        if content:
            yield Draft((index, index + 1), source, tuple(content), "assert", "speech", "according-to", 0.9, parse.block_of(index), index)


def _around(parse: Parse, first: int, last: int, quotes: tuple[Quoted, ...]) -> list[Span]:
    """The sentence without the phrase from ``first`` to ``last`` (half-open) and the relative clause behind it."""
    sentence = parse.sentence(first)
    begin, end = sentence.first, sentence.last
    opener = parse.quotation_of[begin]
    if opener >= 0 and quotes[opener].first < begin:
        begin = quotes[opener].first
    begin = after_dateline(parse, begin)
    spans = []
    left = first
    while left > begin and parse.words[left - 1] in (",", "--", "\u2014", "\u2013", "-"):
        left -= 1
    if left > begin:
        spans.append(parse.span(begin, left))
    right = last
    while right < end and parse.words[right] != ",":
        if parse.words[right] in (".", "!", "?"):
            right = end
        right += 1
    while end > right + 1 and parse.words[end - 1] in (".", "!", "?"):
        end -= 1
    whole = not spans or parse.pos[parse.heads[first]] in ("VERB", "AUX")
    loose = right + 1 < end and spans and parse.deps[_top(parse, right + 1, end)] in ("npadvmod", "appos")
    if (
        right + 1 < end
        and whole
        and not loose
        and (not spans or parse.tags[right + 1] not in ("WP", "WDT", "VBG", "VBN", "IN", "DT", "NNP", "CC"))
    ):
        spans.append(parse.span(right + 1, end))
    return spans


def _top(parse: Parse, first: int, last: int) -> int:
    """The token above ``first`` that hangs from outside ``first`` to ``last``."""
    node = first
    for _ in range(last - first):
        if not first <= parse.heads[node] < last or parse.heads[node] == node:
            break
        node = parse.heads[node]
    return node


def colons(parse: Parse) -> Iterator[Draft]:
    """Headlines and lines of a transcript that name the speaker before a colon: "Minister: no talks"."""
    for block, first in _block_firsts(parse):
        last = _block_end(parse, block, first)
        colon = next((i for i in range(first + 1, min(first + _LABEL, last - 1)) if parse.words[i] == ":"), None)
        draft = _colon(parse, first, colon, last, block) if colon is not None else None
        if draft is None and block <= 1:
            draft = _named_last(parse, first, last, block)
        if draft is not None:
            yield draft


def _named_last(parse: Parse, first: int, last: int, block: int) -> Draft | None:
    """A headline that names its source behind a colon or dash: "Air strike kills 20: monitor", "Talks have failed - envoy"."""
    mark = next((i for i in range(last - 2, max(first + 2, last - _TAIL), -1) if parse.words[i] in (":", "-", "\u2013", "\u2014")), None)
    if mark is None or parse.starts[mark + 1] == parse.ends[mark]:
        return None
    named = [i for i in range(mark + 1, last) if parse.pos[i] in _SPEAKERS]
    plain = all(parse.pos[i] in ("NOUN", "PROPN", "ADJ", "PUNCT", "PART", "DET") for i in range(mark + 1, last))
    if not named or not plain or not any(parse.pos[i] in ("VERB", "AUX") for i in range(first, mark)):
        return None
    source = Source(named[-1], mark + 1, last)
    return Draft((mark,), source, (parse.span(first, mark),), "assert", "speech", "colon", 0.6, block, mark, "headline")


def _block_firsts(parse: Parse) -> Iterator[tuple[int, int]]:
    """Each block with its first token."""
    seen = -1
    for sentence in parse.sentences:
        if sentence.block != seen:
            seen = sentence.block
            yield seen, sentence.first


def _block_end(parse: Parse, block: int, first: int) -> int:
    """The token behind the last of a block."""
    number = parse.sentence_of[first]
    while number + 1 < len(parse.sentences) and parse.sentences[number + 1].block == block:
        number += 1
    return parse.sentences[number].last


def _colon(parse: Parse, first: int, colon: int, last: int, block: int) -> Draft | None:
    if parse.starts[colon + 1] == parse.ends[colon]:
        return None
    named = [i for i in range(first, colon) if parse.pos[i] in _SPEAKERS and len(parse.words[i]) > 1]
    if (
        not named
        or any(parse.pos[i] in ("VERB", "AUX", "NUM") for i in range(first, colon))
        or parse.ends[last - 1] - parse.starts[colon] < _LEAST
    ):
        return None
    headline = block <= 1 or parse.words[last - 1] not in (".", "?", "!")
    transcript = all(parse.pos[i] == "PROPN" and parse.words[i][0].isupper() for i in range(first, colon) if parse.pos[i] != "PUNCT")
    if not headline and not transcript:
        return None
    form = "headline" if headline else "transcript"
    source = Source(named[-1], first, colon)
    return Draft((colon,), source, (parse.span(colon + 1, last),), "assert", "speech", "colon", 0.6, block, colon, form)
