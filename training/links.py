"""Pairs of mentions as a coreference head sees them: what the parse says of both, the encoder's vectors, what the rules say."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.evaluate.tasks import coref
from dateline.linguistics.encoder import Encoder
from dateline.model.parse import Parse
from dateline.model.span import Span
from dateline.pipeline import Pipeline
from dateline.resolve.chains import INDEFINITE, Given, chains, mentions
from dateline.resolve.coreference import FEMININE, MASCULINE, NEUTER, OBJECTS, PLURAL, POSSESSIVE, SUBJECTS

Floats = NDArray[np.float32]
NEAR = 60  # mentions back that every mention is held against; farther ones where something they share speaks for it
ONE = frozenset("i me my mine myself".split())
MANY = frozenset("we us our ours ourselves".split())
KINDS = (MASCULINE, FEMININE, NEUTER, PLURAL, ONE, MANY)
LABELS = ("PERSON", "ORG", "GPE", "NORP", "LOC", "DATE")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """The mentions of one text (``spans``) and the pairs of them: ``before`` and ``of`` are numbers of mentions."""

    id: str
    spans: list[tuple[int, int]]
    vectors: Floats
    before: NDArray[np.int64]
    of: NDArray[np.int64]
    pairs: Floats
    alone: Floats
    ruled: Floats
    ruled_new: Floats
    right: NDArray[np.bool_]
    rules: dict[str, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of one text: its mentions, who is named where, the rules' chains, the vectors."""

    parse: Parse
    given: Sequence[Given]
    known: Mapping[int, str]
    ruled: Sequence[int]
    vectors: Floats


def documents(rows: Sequence[Mapping[str, Any]], pipeline: Pipeline, encoder: Encoder) -> list[Document]:
    """The texts of the labelled set, with the vectors of one encoder."""
    return [_document(row, pipeline, encoder) for row in rows]


def _document(row: Mapping[str, Any], pipeline: Pipeline, encoder: Encoder) -> Document:
    here = coref.setting(row, pipeline)
    parse, spans = here.parse, list(here.spans)
    marked = {(each["span"][0], each["span"][1]): each["chain"] for each in row["entities"]}
    chain = [marked[span] for span in spans]
    ruled = chains(parse, here.tokens, here.by_head, here.nouns)
    vectors = _vectors(encoder, here.article.text, here.article.blocks(), spans)
    setting = Setting(parse, mentions(parse, here.tokens, here.nouns), here.by_head, ruled, vectors)
    pairs = list(_pairs(setting))
    return Document(
        row["id"],
        spans,
        vectors,
        np.array([a for a, _ in pairs]),
        np.array([b for _, b in pairs]),
        np.array([_features(setting, a, b) for a, b in pairs], np.float32),
        np.array([_own(setting, i) for i in range(len(spans))], np.float32),
        np.array([_by_rules(setting.ruled, a, b) for a, b in pairs], np.float32),
        np.array([[float(setting.ruled[i] == i)] for i in range(len(spans))], np.float32),
        np.array([chain[a] == chain[b] for a, b in pairs]),
        {f"{first}-{last}": number for (first, last), number in zip(spans, setting.ruled, strict=True)},
    )


def _vectors(encoder: Encoder, text: str, blocks: Sequence[Span], spans: Sequence[tuple[int, int]]) -> Floats:
    """The mean vector of the word pieces of each mention."""
    encoding = encoder.encode(text, blocks)
    out = []
    for span in spans:
        at = encoding._at(Span(*span))  # noqa: SLF001
        out.append(at[0].vectors[slice(*at[1])].mean(0) if at else np.zeros(384, np.float32))
    return np.array(out)


def _pairs(setting: Setting) -> Iterator[tuple[int, int]]:
    """Each mention with those before it that are near, or share a head, an identity or a chain of the rules."""
    parse, given = setting.parse, setting.given
    for b, mention in enumerate(given):
        who = setting.known.get(mention.head)
        for a in range(b):
            before = given[a]
            same = parse.lemmas[before.head] == parse.lemmas[mention.head] or (who is not None and setting.known.get(before.head) == who)
            if b - a <= NEAR or same or setting.ruled[a] == setting.ruled[b]:
                yield a, b


def _by_rules(ruled: Sequence[int], a: int, b: int) -> list[float]:
    same = ruled[a] == ruled[b]
    return [float(same), float(same and all(ruled[i] != ruled[b] for i in range(a + 1, b))), float(same and len(set(ruled[:b])) < b)]


def _kind(parse: Parse, mention: Given) -> list[float]:
    """Which pronoun it is, or how it is determined."""
    word, first = parse.lowers[mention.head], parse.lowers[mention.first]
    kinds = [float(mention.pronoun and word in kind) for kind in KINDS]
    told = (
        mention.pronoun,
        mention.proper,
        first == "the",
        first in ("this", "that", "these", "those"),
        first in INDEFINITE,
        first in POSSESSIVE,
    )
    return kinds + [float(each) for each in told]


def _own(setting: Setting, i: int) -> list[float]:
    """What is seen of one mention."""
    parse, mention = setting.parse, setting.given[i]
    role = parse.deps[mention.head]
    said = (mention.plural, role in SUBJECTS, role in OBJECTS, role == "appos", role == "attr", parse.quotation_of[mention.head] >= 0)
    many = math.log1p(mention.last - mention.first)
    heard = any(parse.lemmas[setting.given[a].head] == parse.lemmas[mention.head] for a in range(i))
    labels = [float(mention.label == label) for label in LABELS]
    return [1.0, *_kind(parse, mention), *map(float, said), *labels, many, float(heard), math.log1p(i), float(mention.animacy == "person")]


def _features(setting: Setting, a: int, b: int) -> list[float]:
    """What is seen of two mentions."""
    parse, before, mention = setting.parse, setting.given[a], setting.given[b]
    kinds = [_kind(parse, before), _kind(parse, mention)]
    return [*kinds[0], *kinds[1], *_words(setting, before, mention), *_agreeing(before, mention), *_standing(setting, a, b)]


def _words(setting: Setting, before: Given, mention: Given) -> list[float]:
    parse = setting.parse
    mine, theirs = set(mention.words), set(before.words)
    who = setting.known.get(mention.head)
    short, full = sorted((mention.words, before.words), key=len)
    letters = "".join(word[0] for word in full if word not in ("of", "the", "and"))
    told = (
        mention.words == before.words,
        parse.lemmas[mention.head] == parse.lemmas[before.head],
        mine <= theirs,
        theirs <= mine,
        len(short) == 1 and len(full) > 1 and short[0] == letters,
        who is not None and who == setting.known.get(before.head),
        who is not None and setting.known.get(before.head) not in (None, who),
        mention.proper and before.proper and not mine & theirs,
    )
    return [*map(float, told), len(mine & theirs) / max(1, len(mine | theirs))]


def _agreeing(before: Given, mention: Given) -> list[float]:
    genders = {before.gender, mention.gender}
    told = (
        before.plural == mention.plural,
        genders == {"masculine", "feminine"},
        len(genders) == 1 and None not in genders,
        before.animacy == mention.animacy,
        {before.animacy, mention.animacy} in ({"person", "thing"}, {"person", "group"}),
        before.animacy == "person",
        before.animacy == "group",
        bool(before.label) and before.label == mention.label,
        bool(before.label) and bool(mention.label) and before.label != mention.label,
    )
    return [*map(float, told), *(float(before.label == label) for label in LABELS)]


def _standing(setting: Setting, a: int, b: int) -> list[float]:
    """Where both stand to each other."""
    parse, before, mention = setting.parse, setting.given[a], setting.given[b]
    sentences = parse.sentence_of[mention.head] - parse.sentence_of[before.head]
    roles = parse.deps[before.head], parse.deps[mention.head]
    quotes = parse.quotation_of[before.head], parse.quotation_of[mention.head]
    above = parse.heads[mention.head]
    told = (
        sentences == 0, sentences == 1, sentences in (2, 3), parse.block_of(before.head) == parse.block_of(mention.head),
        before.first <= mention.first and mention.last <= before.last, mention.first <= before.first and before.last <= mention.last,
        roles[0] in SUBJECTS, roles[0] in OBJECTS, roles[1] in SUBJECTS, roles[0] in SUBJECTS and roles[1] in SUBJECTS,
        roles[1] == "appos" and above == before.head, roles[1] == "attr" and parse.heads[before.head] == above,
        quotes[0] == quotes[1] >= 0, quotes[0] >= 0 > quotes[1], quotes[1] >= 0 > quotes[0], before.head in parse.ancestors(mention.head),
    )  # fmt: skip
    near = setting.vectors[a] @ setting.vectors[b] / (np.linalg.norm(setting.vectors[a]) * np.linalg.norm(setting.vectors[b]) + 1e-6)
    spoken = sum(1 for i in range(a) if setting.parse.lemmas[setting.given[i].head] == parse.lemmas[before.head])
    return [*map(float, told), math.log1p(max(0, sentences)), math.log1p(b - a), float(near), math.log1p(spoken)]
