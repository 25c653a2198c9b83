"""What times mean: TIMEX3 values against the day of publication and against each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import extract
from dateline.resolve.calendar import day_of, interval, stepped, unit_of, value_at
from dateline.resolve.durations import length
from dateline.resolve.times import anchored

FRIDAY = date(2016, 1, 29)


def read(parse, knowledge, text, published=FRIDAY):
    parsed = parse(text)
    return anchored(extract.times(parsed, knowledge), parsed, published)


VALUES = [
    ("The talks opened on Tuesday.", "DATE", "2016-01-26"),
    ("The talks will open on Tuesday.", "DATE", "2016-02-02"),
    ("The talks are due to open on Monday.", "DATE", "2016-02-01"),
    ("They met on Friday.", "DATE", "2016-01-29"),
    ("They met last Friday.", "DATE", "2016-01-22"),
    ("They have until Monday to leave.", "DATE", "2016-02-01"),
    ("The city fell yesterday.", "DATE", "2016-01-28"),
    ("The city fell two days ago.", "DATE", "2016-01-27"),
    ("The city fell last week.", "DATE", "2016-W03"),
    ("The city fell earlier this month.", "DATE", "2016-01"),
    ("The city fell in 2011.", "DATE", "2011"),
    ("Oil was cheap in the 1990s.", "DATE", "199"),
    ("The city fell in March 2014.", "DATE", "2014-03"),
    ("The city fell on 10 March.", "DATE", "2015-03-10"),
    ("The vote will be held on 10 March.", "DATE", "2016-03-10"),
    ("The pact of March 10, 2015 holds.", "DATE", "2015-03-10"),
    ("The city fell on Jan. 12.", "DATE", "2016-01-12"),
    ("The city fell in December.", "DATE", "2015-12"),
    ("The vote will be held in May.", "DATE", "2016-05"),
    ("They have fought for two years.", "DURATION", "P2Y"),
    ("It took several months.", "DURATION", "PXM"),
    ("It took two and a half years.", "DURATION", "P2Y6M"),
    ("It lasted 30 minutes.", "DURATION", "PT30M"),
    ("The council meets every week.", "SET", "P1W"),
    ("The council meets every Tuesday.", "SET", "XXXX-WXX-2"),
    ("Clashes broke out Tuesday morning.", "TIME", "2016-01-26TMO"),
    ("Jets struck overnight.", "TIME", "2016-01-28TNI"),
    ("The city fell at 10:30 a.m. on Tuesday.", "TIME", "2016-01-26T10:30"),
    ("He is now in Geneva.", "DATE", "PRESENT_REF"),
    ("He spoke recently.", "DATE", "PAST_REF"),
    ("Exports fell in the third quarter.", "DATE", "2015-Q3"),
    ("Exports rose in the second quarter of 2014.", "DATE", "2014-Q2"),
    ("They fled last summer.", "DATE", "2015-SU"),
    ("The town was shelled at the weekend.", "DATE", "2016-W03-WE"),
    ("It was the worst drought of the 20th century.", "DATE", "19"),
    ("He leaves by the end of the year.", "DATE", "2016"),
    ("The city fell a decade ago.", "DATE", "2006"),
    ("The city fell on Monday, 5 June 2017.", "DATE", "2017-06-05"),
]


@pytest.mark.parametrize(("text", "kind", "value"), VALUES)
def test_values_against_a_report_of_friday_29_january_2016(parse, knowledge, text, kind, value):
    told = read(parse, knowledge, text)
    assert [(timex.type, timex.value) for timex in told] == [(kind, value)]


def test_a_time_told_from_another_one_names_it_as_anchor(parse, knowledge):
    first, second = read(parse, knowledge, "The truce began on 3 May 2014. It broke down two days later.")
    assert (second.value, second.anchor) == ("2014-05-05", first.id)


def test_a_weekday_gives_its_other_reading_and_the_day_it_covers(parse, knowledge):
    (told,) = read(parse, knowledge, "They vowed Tuesday to fight on.")
    assert told.alternatives == ("2016-02-02",)
    assert (told.begin, told.end, told.anchor) == ("2016-01-26", "2016-01-26", "published")


def test_a_month_covers_its_days(parse, knowledge):
    (told,) = read(parse, knowledge, "The city fell in February 2012.")
    assert (told.begin, told.end) == ("2012-02-01", "2012-02-29")


def test_without_a_day_of_publication_a_weekday_stays_open(parse, knowledge):
    (told,) = read(parse, knowledge, "The talks opened on Tuesday.", None)
    assert (told.value, told.begin, told.anchor) == ("XXXX-WXX-2", None, None)


def test_history_is_told_from_its_own_years(parse, knowledge):
    text = (
        "The war began in 1866. The army crossed the river in June 1866. On 3 July it won. "
        "Peace came in 1866. By 1867 the state was gone. In March 1867 a new one was founded."
    )
    assert "1866-07-03" in [timex.value for timex in read(parse, knowledge, text)]


def test_a_year_earlier_than_a_quarter_is_the_same_quarter(parse, knowledge):
    told = read(parse, knowledge, "Profit rose in the third quarter from $2 million a year earlier.")
    assert [timex.value for timex in told] == ["2015-Q3", "2014-Q3"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "Y", "E", "C"]))
def test_a_value_covers_the_day_it_was_made_from(day, unit):
    value = value_at(day, unit)
    begin, end = interval(value)
    assert begin <= day <= end
    assert unit_of(value) == unit


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(-40, 40))
def test_steps_by_days_and_weeks_come_back(day, count):
    for unit in ("D", "W"):
        assert stepped(stepped(day, count, unit), -count, unit) == day


def test_the_end_of_the_calendar_is_no_error():
    assert stepped(date(9999, 12, 31), 1, "D") is None
    assert stepped(date(2, 1, 1), -5, "C") is None
    assert day_of("2016-02-30") is None
    assert interval("0000-13") is None


def test_lengths_of_unknown_number():
    assert [length(None, unit) for unit in ("D", "W", "Y", "E", "H")] == ["PXD", "PXW", "PXY", "PXE", "PTXH"]
