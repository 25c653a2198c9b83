"""Counts that make one together, and names that two sentences share without being about one thing."""

from __future__ import annotations

from dataclasses import replace

from dateline.model.span import Span
from dateline.stories import pledge_words
from dateline.stories.changes_matter import Matter, Party, root
from dateline.stories.parts import whole


def _party(name: str) -> Party:
    return Party(frozenset((f"actor/{name}",)), frozenset(root(word) for word in name.lower().split()), name, None, firm=True)


def _matter(noun: str, text: str, says: str, *doers: Party) -> Matter:
    empty: frozenset[str] = frozenset()
    return Matter(
        "a", noun, 0, "killed" if noun == "figures" else "", None, "happened", doers, (), None, empty, empty, None, empty, empty,
        frozenset(text.lower().split()), Span(0, len(text)), text, says, 1, 739_000,
    )  # fmt: skip


def test_two_counts_joined_by_and_are_parts_of_one() -> None:
    text = "The doctor said that four nurses and three drivers had been killed."
    four, three = _matter("figures", text, "four nurses"), replace(_matter("figures", text, "three drivers"), number=1)
    told = whole((replace(four, low=4, high=4), replace(three, low=3, high=3)))
    assert [each.part for each in told] == [True, True]


def test_a_count_alone_is_no_part() -> None:
    text = "The doctor said that four nurses had been killed."
    assert [each.part for each in whole((replace(_matter("figures", text, "four nurses"), low=4, high=4),))] == [False]


def test_the_name_of_a_third_party_ties_no_sentence_to_a_pledge() -> None:
    league, norway = _party("Salt Coast League"), _party("Norway")
    pledge = _matter("commitments", "Norway will host talks with the Salt Coast League.", "host talks with the Salt Coast League", norway)
    text = "Two pilots whom the Salt Coast League had promised to free were still missing."
    assert not pledge_words.tie(_matter("sentences", text, text, league), pledge)
