"""Whom pronouns mean."""

from __future__ import annotations

import pytest

from dateline.resolve.chains import Nouns, chains
from dateline.resolve.coreference import Referent, agrees, antecedent

NOUNS = Nouns(frozenset({"minister", "nurse"}), frozenset({"army"}))


def tokens(parsed, words, nth=0):
    starts = [i for i in range(len(parsed)) if parsed.phrase(i, min(len(parsed), i + len(words.split()))) == words]
    return starts[nth], starts[nth] + len(words.split())


def joined(parse, text, *mentions):
    parsed = parse(text)
    spans = sorted(tokens(parsed, *mention) if isinstance(mention, tuple) else tokens(parsed, mention) for mention in mentions)
    return chains(parsed, spans, {}, NOUNS)


@pytest.mark.parametrize(
    ("pronoun", "plural", "animacy", "gender", "fits"),
    [
        ("he", False, "person", "masculine", True),
        ("he", False, "person", "feminine", False),
        ("she", False, "person", None, True),
        ("he", False, "group", None, False),
        ("it", False, "group", None, True),
        ("it", False, "person", None, False),
        ("they", False, "group", None, True),
        ("they", True, "person", None, True),
        ("they", False, "person", None, False),
    ],
)
def test_coreference_number_gender_and_kind_must_agree(pronoun, plural, animacy, gender, fits):
    assert agrees(pronoun, Referent(0, 1, 0, "x", animacy, plural, gender)) is fits


def test_coreference_he_means_the_speaker_not_the_one_he_names(parse):
    text = '"Peter Walsh is a friend," said Thomas Okoro. He left.'
    found = joined(parse, text, "Peter Walsh", "Thomas Okoro", "He")
    assert found[1] == found[2] != found[0]


def test_coreference_gender_decides_between_two(parse):
    found = joined(parse, "Maria Keller met Thomas Okoro. She left early.", "Maria Keller", "Thomas Okoro", "She")
    assert found[0] == found[2] != found[1]


def test_coreference_a_verb_does_not_act_on_its_own_subject(parse):
    parsed = parse("Thomas saw him.")
    seen = [Referent(0, 1, 0, "thomas", "person", plural=False)]
    assert antecedent(parsed, 2, seen) is None


def test_coreference_i_means_the_speaker(parse):
    found = joined(parse, '"I will stay," Thomas said.', "I", "Thomas")
    assert found[0] == found[1]


def test_coreference_names_fold_with_their_surnames(parse):
    found = joined(parse, "The nurse Grace Miller spoke. Miller left.", "Grace Miller", ("Miller", 1))
    assert found[0] == found[1]
