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


def test_the_dead_of_two_sides_make_no_one_count() -> None:
    text = "The general said that four marines and nine rebels had been killed."
    four, nine = _matter("figures", text, "four marines"), replace(_matter("figures", text, "nine rebels"), number=1)
    told = whole((replace(nine, low=9, high=9), replace(four, low=4, high=4)))
    assert [each.part for each in told] == [False, False]


def test_some_of_those_counted_leave_the_count_whole() -> None:
    text = "We have a list of 52 names, and seven of them are of nurses."
    names, some = _matter("figures", text, "52 names"), replace(_matter("figures", text, "seven of them"), number=1, part=True)
    told = whole((replace(names, low=52, high=52), replace(some, low=7, high=7)))
    assert [each.part for each in told] == [False, True]


def test_a_count_alone_is_no_part() -> None:
    text = "The doctor said that four nurses had been killed."
    assert [each.part for each in whole((replace(_matter("figures", text, "four nurses"), low=4, high=4),))] == [False]


def test_the_name_of_a_third_party_ties_no_sentence_to_a_pledge() -> None:
    league, norway = _party("Salt Coast League"), _party("Norway")
    pledge = _matter("commitments", "Norway will host talks with the Salt Coast League.", "host talks with the Salt Coast League", norway)
    text = "Two pilots whom the Salt Coast League had promised to free were still missing."
    assert not pledge_words.tie(_matter("sentences", text, text, league), pledge)


def test_what_is_promised_ties_a_sentence_though_it_speaks_of_those_concerned() -> None:
    norway = _party("Norway")
    miners = replace(_party("stranded miners"), firm=False)
    pledge = _matter("commitments", "Norway will fly out the stranded miners.", "fly out the stranded miners", norway)
    text = "The stranded miners were still at the pit on Friday."
    assert pledge_words.tie(_matter("sentences", text, text, miners), pledge)
