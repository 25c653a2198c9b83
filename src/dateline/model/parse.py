"""An article after linguistic analysis: columns over tokens, all offsets code points of the article's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.model.span import Span


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A name found by the parser's entity recogniser: half-open token range and label (OntoNotes labels)."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: half-open token range and the index of its block (headline, standfirst, paragraph)."""

    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, marks included in ``span`` and left out of ``inner``.

    ``opened`` is False where a paragraph goes on inside a quotation without a mark of its own; ``closed`` is False where
    the quotation goes on in the next paragraph (wire copy opens each paragraph and closes only the last) or never ends.
    ``continues`` is the index of the quotation that this one continues.
    """

    span: Span
    inner: Span
    opened: bool = True
    closed: bool = True
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens of the blocks that are read for content, as columns of equal length, with sentences and names.

    ``heads[i]`` is the index of the syntactic head (itself for a root), ``deps`` the ClearNLP labels that spaCy's
    English models use, ``pos`` universal and ``tags`` Penn tags. ``left[i]``, ``right[i]`` are the first and last token of the
    subtree of ``i``. White space is no token. Made by a ``Parser`` or, in tests, by hand through ``Parse.build``.
    """

    text: str
    blocks: tuple[Span, ...]
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[NamedEntity, ...]
    quotations: tuple[Quotation, ...]
    sentence_of: tuple[int, ...] = field(repr=False)
    children: tuple[tuple[int, ...], ...] = field(repr=False)
    left: tuple[int, ...] = field(repr=False)
    right: tuple[int, ...] = field(repr=False)
    entity_of: tuple[int, ...] = field(repr=False)
    quotation_of: tuple[int, ...] = field(repr=False)

    @classmethod
    def build(
        cls,
        text: str,
        blocks: Sequence[Span],
        words: Sequence[tuple[int, int]],
        lemmas: Sequence[str],
        pos: Sequence[str],
        tags: Sequence[str],
        deps: Sequence[str],
        heads: Sequence[int],
        sentences: Sequence[Sentence],
        entities: Sequence[NamedEntity] = (),
        quotations: Sequence[Quotation] = (),
    ) -> Parse:
        """The parse with the columns that follow from the given ones worked out; ``words`` are character ranges."""
        count = len(words)
        surface = tuple(text[start:end] for start, end in words)
        children: list[list[int]] = [[] for _ in range(count)]
        for index, head in enumerate(heads):
            if head != index:
                children[head].append(index)
        left, right = _edges(children, heads)
        starts = tuple(start for start, _ in words)
        return cls(
            text=text,
            blocks=tuple(blocks),
            words=surface,
            lowers=tuple(word.lower() for word in surface),
            lemmas=tuple(lemmas),
            pos=tuple(pos),
            tags=tuple(tags),
            deps=tuple(deps),
            heads=tuple(heads),
            starts=starts,
            ends=tuple(end for _, end in words),
            sentences=tuple(sentences),
            entities=tuple(entities),
            quotations=tuple(quotations),
            sentence_of=_owners(count, [(s.first, s.last) for s in sentences]),
            children=tuple(tuple(c) for c in children),
            left=left,
            right=right,
            entity_of=_owners(count, [(e.first, e.last) for e in entities]),
            quotation_of=_owners(count, [(bisect_left(starts, q.span.start), bisect_left(starts, q.span.end)) for q in quotations]),
        )

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The characters from token ``first`` up to, not including, token ``last``."""
        return Span(self.starts[first], self.ends[last - 1])

    def tokens(self, span: Span) -> range:
        """The tokens that share a character with ``span``."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def token_at(self, offset: int) -> int | None:
        """The token that covers the code point ``offset``, or None between tokens."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else None

    def subtree(self, index: int) -> range:
        """The tokens from the first to the last that hang under ``index``, itself included."""
        return range(self.left[index], self.right[index] + 1)

    def sentence(self, index: int) -> Sentence:
        """The sentence of token ``index``."""
        return self.sentences[self.sentence_of[index]]

    def block_of(self, index: int) -> int:
        """The index of the block (headline, standfirst, paragraph) that token ``index`` stands in."""
        return self.sentences[self.sentence_of[index]].block

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above token ``index``, nearest first."""
        while (head := self.heads[index]) != index:
            yield head
            index = head

    def child(self, index: int, *labels: str) -> int | None:
        """The first child of ``index`` with one of these dependency labels, or None."""
        return next((c for c in self.children[index] if self.deps[c] in labels), None)

    def phrase(self, first: int, last: int) -> str:
        """The characters of the article from token ``first`` to before ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def _edges(children: Sequence[Sequence[int]], heads: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last token of every subtree: from the roots down, then handed up from the leaves, each token once."""
    count = len(heads)
    left, right = list(range(count)), list(range(count))
    order = [index for index in range(count) if heads[index] == index]
    for index in order:  # grows while it is gone through
        order.extend(children[index])
    for index in reversed(order):
        head = heads[index]
        left[head], right[head] = min(left[head], left[index]), max(right[head], right[index])
    return tuple(left), tuple(right)


def _owners(count: int, ranges: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    owner = [-1] * count
    for number, (first, last) in enumerate(ranges):
        for index in range(first, min(last, count)):
            owner[index] = number
    return tuple(owner)
