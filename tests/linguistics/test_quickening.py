"""A quickened pipeline says what the pipeline says that it was made of."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from dateline.linguistics.quickening import RULER, RememberingRuler, quicken
from dateline.linguistics.spacy_parser import DEFAULT_MODEL

TEXTS = (
    "Norway's foreign minister said on Tuesday that its frigates hadn't left port, and he'd not say when they would.",
    "There's a risk, there are others, and there was one who ain't gonna talk: let's go, y'all gotta see. C'm on!",
    "Nothin' doing; somethin' else  with two  spaces,\nand a second line of 1,200 words. \n\n It was his, and hers; I am me.",
    "To be or not to be, that's what they've been asking: who's whose, which, whatever and whom?",
    "\U0001f1f3\U0001f1f4 Oslo \u0627\u0644\u063a\u0627\u0631\u0629 \u2026 (sic) $5m-a-year",
)


@pytest.fixture(scope="module")
def plain() -> spacy.Language:
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def quick() -> spacy.Language:
    nlp = spacy.load(DEFAULT_MODEL)
    quicken(nlp)
    return nlp


def said(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.text, t.ent_type_) for t in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_a_quickened_pipeline_says_the_same(plain: spacy.Language, quick: spacy.Language, text: str) -> None:
    assert said(quick(text)) == said(plain(text))


def test_what_is_remembered_outlives_the_memory_it_was_asked_in(quick: spacy.Language) -> None:
    with quick.memory_zone():
        first = said(quick(TEXTS[0]))
    with quick.memory_zone():
        assert said(quick(TEXTS[0])) == first


def test_the_ruler_is_asked_once_for_each_kind_of_token(plain: spacy.Language) -> None:
    ruler = RememberingRuler(plain.get_pipe(RULER))
    doc = plain(TEXTS[0])
    ruler(doc)
    known = len(ruler._said)
    ruler(doc)
    assert known == len(ruler._said)
