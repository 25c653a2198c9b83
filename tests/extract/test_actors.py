"""Which words name an actor, and how far the mention reaches. Marked are the words that must be a mention, exactly."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import extract

MARK = re.compile(r"\[([^\]]*)\]")


def spoken(parse, knowledge, text):
    parsed = parse(text)
    return parsed, extract.actors(parsed, extract.places(parsed, knowledge), knowledge)


MENTIONED = [
    "[Italian Foreign Minister Maria Rossi] met [her] staff.",
    "[US Secretary of State Anna Miller] left on Monday.",
    "[Gen. Peter Walsh] said the road was open.",
    "[Fighters of al-Shabaab] entered the town.",
    "[The extremist group] has lost ground.",
    "Jets hit [IS fighters] near the river.",
    "The pact was signed by [ministers from the 15 countries] on Friday.",
    "[The Italian army] sent a convoy.",
    "[The rebels] withdrew overnight.",
    "[Syria's foreign ministry] rejected the offer.",
    "[UN peacekeepers] patrol the bridge.",
    "[The statement] expressed regret.",
    "[They] agreed to meet again.",
    "[Libyan civilians] fled the shelling.",
]


@pytest.mark.parametrize("marked", MENTIONED)
def test_actors_mention_reaches_from_its_first_word_to_its_head(parse, knowledge, marked):
    text, wanted = MARK.sub(r"\1", marked), [match[1] for match in MARK.finditer(marked)]
    _, mentions = spoken(parse, knowledge, text)
    assert set(wanted) <= {mention.span.of(text) for mention in mentions}


UNMENTIONED = [
    ("The police station burned down.", "police"),
    ("Flights to Cairo resumed on Tuesday.", "Tuesday"),
    ("He lives near the army base.", "army"),
    ("US-led talks failed.", "US"),
    ("It is clear that the truce failed.", "It"),
    ("Heavy rain fell in Kenya.", "Kenya"),
    ("The report was published in Geneva.", "The report"),
]


@pytest.mark.parametrize(("text", "words"), UNMENTIONED)
def test_actors_leaves_out_what_is_no_party(parse, knowledge, text, words):
    _, mentions = spoken(parse, knowledge, text)
    assert words not in {mention.span.of(text) for mention in mentions}


def test_actors_title_and_state_of_a_person(parse, knowledge):
    text = "Kenyan Foreign Minister Grace Wanjiku spoke first."
    _, mentions = spoken(parse, knowledge, text)
    person = next(mention for mention in mentions if mention.kind == "person")
    assert (person.name, person.title, person.country) == ("Grace Wanjiku", "Foreign Minister", "KEN")


def test_actors_an_envoy_belongs_to_his_organisation(parse, knowledge):
    text = "A NATO spokesman declined to comment."
    _, mentions = spoken(parse, knowledge, text)
    assert [mention.affiliation for mention in mentions if mention.kind == "person"] == ["nato"]


def test_actors_a_possessive_stands_inside_what_it_owns(parse, knowledge):
    text = "Kenya sent its army."
    _, mentions = spoken(parse, knowledge, text)
    assert {"its", "its army"} <= {mention.span.of(text) for mention in mentions}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("Italian army IS the US-led 'its\" said,.\n()-ISIS’s"), max_size=60))
def test_actors_never_raises_and_every_span_lies_in_the_text(parse, knowledge, text):
    parsed, mentions = spoken(parse, knowledge, text)
    for mention in mentions:
        assert mention.first <= mention.head < mention.last <= len(parsed)
        assert parsed.span(mention.first, mention.last) == mention.span
