"""Clauses: who does what to whom in a sentence, and what the form of its verbs says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.linguistics.clauses import agents, clause, conjuncts, patients, subjects
from dateline.linguistics.verb_groups import is_passive, verb_group
from dateline.model.parse import Parse, Sentence
from dateline.model.span import Span


def at(parsed: Parse, word: str) -> int:
    return parsed.words.index(word)


def words(parsed: Parse, tokens: tuple[int, ...]) -> list[str]:
    return [parsed.words[token] for token in tokens]


@pytest.mark.parametrize(
    ("text", "verb", "doers", "done_to"),
    [
        ("The rebels shelled the port.", "shelled", ["rebels"], ["port"]),
        ("The port was shelled by rebels and deserters.", "shelled", ["rebels", "deserters"], ["port"]),
        ("Kenya and Uganda agreed to send troops.", "send", ["Kenya", "Uganda"], ["troops"]),
        ("Norway denied bombing the dam.", "bombing", ["Norway"], ["dam"]),
        ("Chad accused Sudan of arming the rebels.", "arming", ["Sudan"], ["rebels"]),
        ("Chad accused the separatists of burning farms.", "burning", ["separatists"], ["farms"]),
        ("London urged Kabul to release the crew.", "release", ["Kabul"], ["crew"]),
        ("Envoys called on Moscow to withdraw its soldiers.", "withdraw", ["Moscow"], ["soldiers"]),
        ("Meeting in Oslo, ministers condemned the raid.", "condemned", ["ministers"], ["raid"]),
        ("The ministry has no plans to send aid.", "send", ["ministry"], ["aid"]),
        ("The group, which killed three guards, fled.", "killed", ["group"], ["guards"]),
        ("They are training and arming local forces.", "training", ["They"], ["forces"]),
        ("Norway and Chad, which promised soldiers, left.", "promised", ["Norway", "Chad"], ["soldiers"]),
        ("Russia backed the text, as did China and Egypt.", "backed", ["Russia", "China", "Egypt"], ["text"]),
        ("The text was adopted by 13 votes.", "adopted", [], ["text"]),
    ],
)
def test_clauses_doers_and_those_it_is_done_to(
    parse: Callable[[str], Parse], text: str, verb: str, doers: list[str], done_to: list[str]
) -> None:
    parsed = parse(text)
    assert words(parsed, agents(parsed, at(parsed, verb))) == doers
    assert words(parsed, patients(parsed, at(parsed, verb))) == done_to


@pytest.mark.parametrize(
    ("text", "verb", "tense", "negated", "passive", "modals"),
    [
        ("Italy sent troops.", "sent", "past", False, False, ()),
        ("Italy will not send troops.", "send", "future", True, False, ()),
        ("Italy might never send troops.", "send", "none", True, False, ("might",)),
        ("Troops were sent to the border.", "sent", "past", False, True, ()),
        ("They will not negotiate or surrender.", "surrender", "future", True, False, ()),
    ],
)
def test_clauses_verb_group(
    parse: Callable[[str], Parse], text: str, verb: str, tense: str, negated: bool, passive: bool, modals: tuple[str, ...]
) -> None:
    parsed = parse(text)
    group = verb_group(parsed, at(parsed, verb))
    assert (group.tense, group.negated, group.passive, group.modals) == (tense, negated, passive, modals)


def test_clauses_progressive_and_perfect(parse: Callable[[str], Parse]) -> None:
    parsed = parse("Jets are bombing the town. Jets have bombed the town.")
    assert verb_group(parsed, at(parsed, "bombing")).progressive
    assert verb_group(parsed, at(parsed, "bombed")).perfect


def test_clauses_a_clause_ends_where_the_next_coordinated_one_begins(parse: Callable[[str], Parse]) -> None:
    parsed = parse("The army shelled the town and the rebels fled.")
    found = clause(parsed, at(parsed, "town"))
    assert parsed.words[found.head] == "shelled"
    assert "fled" not in parsed.words[found.first : found.last]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_clauses_answer_on_any_tree(data: st.DataObject) -> None:
    """Whatever a parser hangs where, nothing loops or raises, and tokens of the text come back."""
    count = data.draw(st.integers(1, 8))
    heads = [data.draw(st.integers(0, i)) for i in range(count)]  # trees whose heads stand before
    deps = [
        data.draw(st.sampled_from(["conj", "xcomp", "acl", "nsubj", "dobj", "pcomp", "prep", "advcl", "relcl", "aux", "ccomp"]))
        for _ in range(count)
    ]
    pos = [data.draw(st.sampled_from(["VERB", "NOUN", "ADP", "PRON"])) for _ in range(count)]
    tags = [data.draw(st.sampled_from(["VBG", "VBN", "VB", "TO", "NN", "WDT"])) for _ in range(count)]
    text = "ab " * count
    spans = [(3 * i, 3 * i + 2) for i in range(count)]
    made = Parse.build(text, [Span(0, len(text))], spans, ["ab"] * count, pos, tags, deps, heads, [Sentence(0, count, 0)])
    for token in range(count):
        for found in (subjects(made, token), agents(made, token), patients(made, token), conjuncts(made, token)):
            assert all(0 <= t < count for t in found)
        is_passive(made, token)
        assert 0 <= clause(made, token).first < clause(made, token).last <= count
