"""Trees that weigh pairs of sentences: how they are read, which pairs are looked at, what they find where no rule does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories import claim_pairs, count_pairs, rejoinders
from dateline.stories.changes_matter import Matter, Party, root
from dateline.stories.weighing import raw_score, weighed

EMPTY: frozenset[str] = frozenset()


def _party(name: str) -> Party:
    return Party(frozenset((f"organisation/{name}",)), frozenset(root(word) for word in name.lower().split()), name, None, firm=True)


LEAGUE, GUARD, UNION = _party("Fen League"), _party("Northern Guard"), _party("Dockers' Union")


def _told(*sentences: tuple[str, Party | None, dict[FunctionKind, float]]) -> list[Matter]:
    """The sentences of one paragraph, whose word each is, and what each does."""
    out, start = [], 0
    for number, (text, teller, does) in enumerate(sentences):
        named = tuple(party for party in (LEAGUE, GUARD, UNION) if party.name in text)
        matter = Matter(
            "a", "sentences", number, "", None, "told", named, (), teller, EMPTY, EMPTY, None, EMPTY, EMPTY,
            frozenset(text.lower().split()), Span(start, start + len(text)), text, text, 1 if number else 0, 739_000,
        )  # fmt: skip
        out.append(replace(matter, functions=tuple(does.items())))
        start += len(text) + 1
    return out


STUMP = {
    "feature": np.array([[1, 0, 0], [0, 0, 0]]), "threshold": np.array([[0.5, 0.0, 0.0], [0.0, 0.0, 0.0]]),
    "low": np.array([[1, 1, 2], [0, 1, 2]]), "high": np.array([[2, 1, 2], [0, 1, 2]]),
    "value": np.array([[0.0, -1.0, 2.0], [0.25, 0.0, 0.0]]), "bias": np.float64(-0.5),
}  # fmt: skip


def test_each_tree_leads_a_pair_to_one_leaf_and_the_leaves_add_up() -> None:
    assert raw_score(STUMP, np.array([[9.0, 0.5], [9.0, 0.6]], np.float32)).tolist() == [-1.25, 1.75]


def test_no_pair_needs_no_tree() -> None:
    assert weighed("claims", []) == []
    assert claim_pairs.denied([]) == {}
    assert count_pairs.differing([]) == {}


def test_a_denial_is_held_against_what_others_say_nearby() -> None:
    told = _told(
        ("The Fen League said that guards had burned its hall.", LEAGUE, {"accuses": 0.9}),
        ("Rain fell all day.", None, {}),
        ("The Northern Guard denied burning any hall.", GUARD, {"denies": 0.97}),
    )
    chances = claim_pairs.denied(told)
    assert set(chances) == {(2, 0), (2, 1)}
    assert chances[2, 0] > 0.6 > chances[2, 1]


def test_nobody_denies_his_own_quotation() -> None:
    told = _told(
        ('"Not one of our men was at the hall.', None, {"denies": 0.8}),
        ('We mend nets, we burn nothing," the Northern Guard said.', GUARD, {"denies": 0.9}),
    )
    assert claim_pairs.denied(told) == {}


@pytest.mark.parametrize(
    ("text", "opens"),
    [('"We have the logs.', True), ('We have the logs," she said.', False), ('"No," she said.', False), ('"No," she said. "We have', True),
     ("“Not one.", True), ("“Not one,” he said.", False), ("No quotation.", False)],
)  # fmt: skip
def test_a_quotation_that_goes_on_is_known(text: str, opens: bool) -> None:
    assert claim_pairs.opens_quote(text) is opens


def test_the_trees_choose_another_claim_only_where_they_are_much_surer() -> None:
    assert rejoinders.preferred(5, 3, {(5, 3): 0.1, (5, 1): 0.7}) == 1
    assert rejoinders.preferred(5, 3, {(5, 3): 0.4, (5, 1): 0.7}) == 3
    assert rejoinders.preferred(5, 3, {(5, 3): 0.1, (5, 1): 0.3}) == 3
    assert rejoinders.preferred(5, 3, {}) == 3


def test_two_who_count_one_thing_otherwise_are_held_against_each_other() -> None:
    told = _told(
        ("The police say 6,000.", _party("police"), {"count": 0.98}),
        ("The Dockers' Union, which called the march, says 30,000.", UNION, {"count": 0.93}),
    )
    assert count_pairs.differing(told)[1, 0] > 0.5


@pytest.mark.parametrize(
    "later",
    [
        "Nine are fitters, three are cooks and two are drivers, the Dockers' Union said.",
        "The Dockers' Union also spoke of fourteen.",
        "A first count had spoken of nine.",
    ],
)
def test_parts_the_same_number_and_what_was_counted_before_contradict_no_count(later: str) -> None:
    told = _told(("The Northern Guard said that 14 men were missing.", GUARD, {"count": 0.9}), (later, UNION, {"count": 0.9}))
    assert count_pairs.differing(told) == {}


def test_a_number_in_millions_is_one() -> None:
    told = _told(
        ("Traders put their losses at 1.3 billion crowns.", _party("traders"), {"count": 0.95}),
        ("The council put them at 700 million.", _party("council"), {"count": 0.95}),
    )
    assert count_pairs.differing(told)[1, 0] > 0.5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet='aB 12,."“”', min_size=1, max_size=30), max_size=6))
def test_any_sentences_can_be_weighed(texts: list[str]) -> None:
    told = _told(*((text, LEAGUE if at % 2 else None, {"denies": 0.5, "count": 0.5}) for at, text in enumerate(texts)))
    chances = [*claim_pairs.denied(told).values(), *count_pairs.differing(told).values()]
    assert all(0 <= each <= 1 for each in chances)
