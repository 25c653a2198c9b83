"""Which words tell a time, and how far they reach. Marked are the words that must be a time, exactly, and no others."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import extract
from dateline.extract.time_units import units
from dateline.knowledge.calendar import Calendar
from dateline.knowledge.numerals import Numerals

MARK = re.compile(r"\[([^\]]*)\]")

TIMES = [
    "The talks opened on [Tuesday] and closed [yesterday].",
    "Shelling began [two days ago] and stopped [last week].",
    "The army said [earlier this month] that the road was open.",
    "He was elected in [2011] and left in [March 2014].",
    "The pact of [10 March 2015] was signed [March 12, 2015] by all.",
    "The ship left on [Jan. 29] and arrived on [Sept 11].",
    "Oil was cheap in [the 1990s].",
    "Oil was cheap in [early 2015] and in [mid-March].",
    "They have fought for [two years].",
    "It took [several months] to rebuild the bridge.",
    "The council meets [every week].",
    "Jets struck [overnight].",
    "Clashes broke out [Tuesday morning].",
    "The blast was heard at [10:30 a.m.] in the port.",
    "The convoy will leave at [0600 GMT].",
    "Exports fell in [the first quarter].",
    "The border was shut [the same day].",
    "Sales were lower than [a year earlier].",
    "The minister spoke [recently] of peace and is [now] in Geneva.",
    "There is hope for [the future].",
    "They fled [last summer] and [this weekend].",
    "It was the worst drought of [the 20th century].",
    "The truce ended in [the past two months].",
    "The [two-week] truce holds.",
    "The war ended in [nineteen ninety-six].",
    "On [Monday, June 5, 2017], ties were cut.",
    "By [the end of the year] all troops will be home.",
    "The siege ended [more than three years ago].",
    "Aid arrives [daily].",
]


@pytest.mark.parametrize("marked", TIMES)
def test_times_are_found_from_their_first_word_to_their_last(parse, knowledge, marked):
    text = MARK.sub(r"\1", marked)
    found = [mention.span.of(text) for mention in extract.times(parse(text), knowledge)]
    assert found == MARK.findall(marked)


NO_TIMES = [
    "May said that the vote may be lost.",
    "April Jones met the Sun King.",
    "They took part in a march to the square.",
    "The second man was freed, the third was not.",
    "The 44-year-old teacher was arrested.",
    "They seized 1,500 rifles and 2000 shells.",
    "The team won 3-1 and paid $2,000.",
    "Resolution 1973 was adopted.",
    "They drive on the left and sit in the sun.",
    "Prices fell by 12 percent to $1.95.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_looks_like_a_time_and_is_none(parse, knowledge, text):
    assert [mention.span.of(text) for mention in extract.times(parse(text), knowledge)] == []


def test_every_pattern_takes_its_own_example(parse):
    calendar, numerals = Calendar.load(), Numerals.load()
    unmatched = []
    for pattern in calendar.patterns:
        table = units(parse(f"Then {pattern.example} it was."), calendar, numerals)
        if not any(match.end() - match.start() > 0 for match in pattern.regex.finditer(table.codes)):
            unmatched.append(pattern.example)
    assert unmatched == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "last",
                "May",
                "2014",
                ",",
                "two",
                "-",
                "days",
                "ago",
                "'",
                "90s",
                "s",
                "Friday",
                "10:30",
                "a.m.",
                "31",
                "99",
                "every",
                "of",
                "half",
                "a",
                "quarter",
            ]
        ),
        max_size=12,
    )
)
def test_any_words_give_times_in_order_that_do_not_touch(parse, knowledge, words):
    text = " ".join(words)
    spans = [mention.span for mention in extract.times(parse(text), knowledge)]
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
