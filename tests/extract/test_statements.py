"""Who said what: braces mark what must be found as content, brackets the speaker."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.statements import statements
from dateline.knowledge import Knowledge
from dateline.linguistics import SpacyParser
from dateline.model.actor import Actors
from dateline.model.parse import Parse
from dateline.model.span import Span
from dateline.model.statement import Statement

TRIM = " .,\"'\u201c\u201d\u2018\u2019"


@pytest.fixture(scope="session")
def read(parse: Callable[[str], Parse], knowledge: Knowledge) -> Callable[[str], tuple[Statement, ...]]:
    """The statements of a text without any known actor."""
    return lambda text: statements(parse(text), Actors(()), knowledge)


def content(text: str, statement: Statement) -> str:
    return " ... ".join(span.of(text).strip(TRIM) for span in statement.content.spans)


def speaker(text: str, statement: Statement) -> str | None:
    return statement.speaker.spans[0].of(text) if statement.speaker is not None else None


CASES = [
    # marked text, act, manner
    ("[The minister] said {that the road was open}.", "assert", "indirect"),
    ("[The minister] said {the road was open}.", "assert", "indirect"),
    ("{The road was open}, [the minister] said.", "assert", "indirect"),
    ("{The road was open}, said [the minister].", "assert", "indirect"),
    ("{\u201cThe road is open,\u201d} [the minister] said.", "assert", "direct"),
    ("[The minister] said: {\u201cThe road is open. It will stay open.\u201d}", "assert", "direct"),
    ("{\u201cThe road is open. It will stay open,\u201d} [the minister] said.", "assert", "direct"),
    ("{\u2018The road is open,\u2019} said [the minister].", "assert", "direct"),
    ("[The minister] said {the road was \u201copen to all\u201d}.", "assert", "mixed"),
    ("[The minister] told reporters {that the road was open}.", "assert", "indirect"),
    ("{The road was open}, [the minister] told reporters on Friday.", "assert", "indirect"),
    ("{The road was open}, according to [the minister].", "assert", "indirect"),
    ("According to [the minister], {the road was open}.", "assert", "indirect"),
    ("[The minister] vowed {to keep the road open}.", "pledge", "indirect"),
    ("[The minister] vowed Tuesday {to keep the road open}.", "pledge", "indirect"),
    ("[The general] threatened {to close the border}.", "threaten", "indirect"),
    ("[The general] denied {shelling the town}.", "deny", "indirect"),
    ("[The general] rejected {the accusations}.", "deny", "indirect"),
    ("[The general] rejected {the truce}.", "reject", "indirect"),
    ("[The general] ruled out {a longer truce}.", "reject", "indirect"),
    ("[The general] played down {the need for a truce}.", "deny", "indirect"),
    ("[The general] accused {the rebels of shelling the town}.", "accuse", "indirect"),
    ("[The general] urged {the rebels to lay down their arms}.", "call", "indirect"),
    ("[The general] called on {the rebels to lay down their arms}.", "call", "indirect"),
    ("[The council] called for {an end to the siege}.", "call", "indirect"),
    ("[The council] expressed concern over {the spread of cholera}.", "concern", "indirect"),
    ("[The council] warned {that cholera could spread}.", "concern", "indirect"),
    ("[The council] praised {the doctors for their courage}.", "praise", "indirect"),
    ("[The council] welcomed {the release of the hostages}.", "praise", "indirect"),
    ("{\u201cWe will send more doctors,\u201d} [the council] said.", "pledge", "direct"),
    ("{\u201cWe will not send doctors,\u201d} [the council] said.", "reject", "direct"),
    ("{\u201cThere is no cholera in the camps,\u201d} [the council] said.", "deny", "direct"),
    ("[The council] said {that the army must leave}.", "call", "indirect"),
    ("{\u201cThe town is quiet,\u201d} [the mayor] told the broadcaster.", "assert", "direct"),
    ("[The general] threatened {the town with reprisals}.", "threaten", "indirect"),
    ("[The envoy] spoke of {\u201ca glimmer of hope\u201d}.", "praise", "mixed"),
    ("[The general] warned {the rebels against entering the town}.", "threaten", "indirect"),
    ("[The ministry] warned {its citizens against travelling to the coast}.", "concern", "indirect"),
    ("[The council], which met on Friday, called for {an end to the siege}.", "call", "indirect"),
    ("[The general], quoting \u201ca friend\u201d, insisted {that he had conceded nothing}.", "deny", "indirect"),
    ("[The envoy], denying any rift, urged {the rebels to lay down their arms}.", "call", "indirect"),
    ("[The army] denied {having shelled the town}.", "deny", "indirect"),
    ("{A longer truce was not up for discussion}, [the general] said.", "reject", "indirect"),
    ("{\u201cThere will be no truce,\u201d} [the general] said.", "reject", "direct"),
    ("{\u201cThis road is what feeds the war,\u201d} [the envoy] told reporters.", "accuse", "direct"),
    ("{\u201cThis deal prevents a war,\u201d} [the envoy] told reporters.", "praise", "direct"),
    ("[The general] vowed {to ignore the truce}.", "reject", "indirect"),
    ("[The council] said {that cholera might spread to the coast}.", "concern", "indirect"),
    ("[The general] said {that his men were ready to march on the town unless the mayor left}.", "threaten", "indirect"),
    ("[The mayor] thanked {the doctors for their courage}.", "praise", "indirect"),
    ("[The mayor] said {that the siege was cruel and should be lifted}.", "call", "indirect"),
]


def unmarked(marked: str) -> tuple[str, str, str]:
    """The plain text, the marked content and the marked speaker."""
    inside = re.search(r"\{(.*?)\}", marked)
    who = re.search(r"\[(.*?)\]", marked)
    assert inside
    assert who
    return re.sub(r"[{}\[\]]", "", marked), inside.group(1).strip(TRIM), who.group(1)


@pytest.mark.parametrize(("marked", "act", "manner"), CASES)
def test_a_statement_has_its_content_speaker_act_and_manner(
    marked: str, act: str, manner: str, read: Callable[[str], tuple[Statement, ...]]
) -> None:
    text, wanted, who = unmarked(marked)
    found = [s for s in read(text) if content(text, s) == wanted]
    assert found, [content(text, s) for s in read(text)]
    assert (speaker(text, found[0]), found[0].act, found[0].manner) == (who, act, manner)


def test_a_content_around_its_speaker_has_two_spans(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "The convoy, officials said, would leave at dawn."
    (statement,) = read(text)
    assert content(text, statement) == "The convoy ... would leave at dawn"
    assert speaker(text, statement) == "officials"


def test_a_quotation_around_its_speaker_is_one_statement(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "\u201cWe have food,\u201d the mayor said, \u201cand water for a week.\u201d"
    (statement,) = read(text)
    assert content(text, statement) == "We have food ... and water for a week"
    assert statement.manner == "direct"


def test_a_second_quotation_without_a_speaker_goes_on_from_the_first(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "\u201cWe have food for a week,\u201d the mayor said. \u201cWater is running out.\u201d"
    one, two = read(text)
    assert two.continues == one.id
    assert speaker(text, two) == "the mayor"
    assert two.cue is None


def test_a_paragraph_that_opens_with_a_mark_goes_on_with_the_last_speaker(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "The mayor added: \u201cWe have food for a week.\n\u201cWater is running out.\u201d"
    one, two = read(text)
    assert (two.continues, speaker(text, two)) == (one.id, "The mayor")


def test_an_unrelated_quoted_phrase_is_no_statement(read: Callable[[str], tuple[Statement, ...]]) -> None:
    assert read("The town\u2019s \u201cold bridge\u201d fell into the river.") == ()


def test_a_saying_inside_a_saying_is_nested(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "The mayor said the army had claimed that the road was open."
    outer, inner = read(text)
    assert inner.inside == outer.id
    assert (speaker(text, inner), content(text, inner)) == ("the army", "that the road was open")


def test_what_two_coordinated_sayings_say_is_kept_apart(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "The ministers said progress was being made and pledged to step up their work."
    one, two = read(text)
    assert content(text, one) == "progress was being made"
    assert (content(text, two), two.act, speaker(text, two)) == ("to step up their work", "pledge", "The ministers")


def test_a_participle_of_saying_has_the_speaker_of_its_sentence(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "The envoy said the talks had failed, adding that he would fly home."
    one, two = read(text)
    assert content(text, one) == "the talks had failed"
    assert (speaker(text, two), content(text, two)) == ("The envoy", "that he would fly home")


def test_a_relative_pronoun_leads_to_the_one_it_stands_for(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "The envoy, who said that the talks had failed, flew home."
    (statement,) = read(text)
    assert speaker(text, statement) == "The envoy"


def test_the_addressee_is_no_part_of_the_content(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "The envoy told the council that the talks had failed."
    (statement,) = read(text)
    assert statement.addressee is not None
    assert statement.addressee.spans[0].of(text) == "the council"


@pytest.mark.parametrize(
    "text",
    [
        "The envoy declined to be named.",
        "The envoy did not say that the talks had failed.",
        "The envoy may say that the talks have failed.",
        "The rebels attacked the town at dawn.",
        "The army called off the search.",
        "The group calls itself the Front for the North.",
        "Nobody was there to say what had happened.",
    ],
)
def test_what_was_not_said_is_no_statement(text: str, read: Callable[[str], tuple[Statement, ...]]) -> None:
    assert [s for s in read(text) if s.rule.startswith(("governed", "clause", "quote"))] == []


def test_headlines_name_a_speaker_before_a_colon(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "UN envoy: truce is over"
    found = [s for s in read(text) if s.rule == "colon"]
    assert [(speaker(text, s), content(text, s)) for s in found] == [("UN envoy", "truce is over")]


def test_a_subject_behind_an_opening_participle_is_the_speaker(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "Meeting in Accra, envoys of the bloc accused the junta of stalling."
    assert [speaker(text, s) for s in read(text) if s.act == "accuse"] == ["envoys of the bloc"]


def test_a_dateline_is_no_part_of_speaker_or_content(read: Callable[[str], tuple[Statement, ...]]) -> None:
    text = "ACCRA (Reuters) - The bloc said the talks had failed."
    (statement,) = read(text)
    assert speaker(text, statement) == "The bloc"


WORDS = st.sampled_from(
    [
        "he",
        "said",
        ",",
        '"',
        "\u201c",
        "\u201d",
        ".",
        "that",
        "the",
        "army",
        "vowed",
        "to",
        "leave",
        "\n",
        ":",
        "according",
        "who",
        "told",
        "us",
        "and",
    ]
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=25))
def test_any_text_is_read_and_every_span_lies_in_it(words: list[str], parser: SpacyParser, knowledge: Knowledge) -> None:
    text = " ".join(words)
    blocks = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    found = statements(parser.parse(text, blocks), Actors(()), knowledge)
    ids = {s.id for s in found}
    for statement in found:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.content.spans)
        assert {statement.continues, statement.inside} <= ids | {None}
        assert 0 <= statement.confidence <= 1
