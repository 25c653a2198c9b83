"""Slips of the parser put right: main verbs behind insertions, fellows of finite verbs, torn names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.linguistics.repairs import repaired
from dateline.model.parse import Parse

HEADS = [
    # sentence, word, the word that it must hang from (itself: the root)
    ("The council, which approved the force in May, called in Geneva for its deployment.", "called", "called"),
    ("Oman, the only member of the bloc that has not joined the campaign, offered to host the talks.", "Oman", "offered"),
    ("The envoy urged the army not to fire and called on the rebels to leave.", "called", "urged"),
    ("They will not talk to anyone, their spokesman Zaid al-Basri said.", "al", "Basri"),
    ("The army shelled the town and the rebels left.", "left", "shelled"),
]


@pytest.mark.parametrize(("text", "word", "head"), HEADS)
def test_a_word_hangs_from_its_head(text: str, word: str, head: str, parse: Callable[[str], Parse]) -> None:
    whole = repaired(parse(text))
    assert whole.words[whole.heads[whole.words.index(word)]] == head


def test_a_parse_without_slips_is_left_as_it_is(parse: Callable[[str], Parse]) -> None:
    whole = parse("The army shelled the town on Friday.")
    assert repaired(whole) is whole


def test_a_repaired_parse_is_repaired_no_further(parse: Callable[[str], Parse]) -> None:
    once = repaired(parse(HEADS[0][0]))
    assert repaired(once).heads == once.heads
