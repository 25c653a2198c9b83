"""Which numbers are claims, and what they measure. Marked are the words of the figure."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import extract
from dateline.extract.quantities import numbers


def read(pipeline, text):
    record = pipeline.read(f"Report from the region\n\nFriday 29 January 2016\n\nNAIROBI - {text}\n".encode())
    return record, record.figures


CLAIMS = [
    ("The blast killed 12 people in Goma.", "12 people", "killed", 12, "exact", "people"),
    ("At least 15 villagers were killed by shelling.", "At least 15 villagers", "killed", 15, "at-least", "people"),
    ("Some 3.4 million have fled their homes.", "Some 3.4 million", "displaced", 3400000, "about", "people"),
    ("The raid wounded eight and killed three soldiers.", "three soldiers", "killed", 3, "exact", "people"),
    ("More than 1,200 soldiers are in Niger.", "More than 1,200 soldiers", "soldiers", 1200, "at-least", "people"),
    ("Up to 300 fighters were captured.", "Up to 300 fighters", "captured", 300, "at-most", "people"),
    ("Inflation has climbed to 240 per cent.", "240 per cent", "inflation", 240, "exact", "percent"),
    ("Rebels have lost 30 percent of their land in Mali.", "30 percent", "land lost", 30, "exact", "percent"),
    ("Norway pledged $2.5 billion in aid.", "$2.5 billion", "aid", 2500000000, "exact", "dollars"),
    ("Qatar lent them 40 million euros.", "40 million euros", "money", 40000000, "exact", "euros"),
    ("The town lies 80 km north of the capital.", "80 km", "distance", 80, "exact", "km"),
    ("The army put the death toll at 43.", "43", "killed", 43, "exact", "people"),
    ("Rebels said 70 had died.", "70", "killed", 70, "exact", "people"),
    ("Police are accused of killing nine of its members.", "nine of its members", "killed", 9, "exact", "people"),
    ("They burned down 300 houses.", "300 houses", "houses burned", 300, "exact", None),
    ("Kenya has 900 peacekeepers in the country.", "900 peacekeepers", "peacekeepers", 900, "exact", "people"),
    ("The army put its losses at 14.", "14", "killed", 14, "exact", "people"),
    ("The raid brought the number of dead to 96.", "96", "killed", 96, "exact", "people"),
    ("The motion passed by 96 votes to 12.", "96 votes", "votes", 96, "exact", None),
    ("The motion was adopted by 96 to 12.", "96", "votes", 96, "exact", None),
    ("It is a city of 400,000.", "400,000", "population", 400000, "exact", "people"),
    ("Norway offered two transport planes.", "two transport planes", "planes", 2, "exact", None),
    ("The union imposed sanctions on six judges.", "six judges", "sanctioned", 6, "exact", "people"),
    ("The fund announced a loan to Kenya of 2.4 billion dollars.", "2.4 billion dollars", "loan", 2400000000, "exact", "dollars"),
    ("They sent 3,100 soldiers, 700 of them from Ghana.", "700 of them", "soldiers", 700, "exact", "people"),
    ("Police put the crowd at 8,000.", "8,000", "crowd", 8000, "exact", "people"),
    ("A lawyer said that 60 people had been arrested. Police said that it was 31.", "31", "arrested", 31, "exact", "people"),
    ("The mine says twelve of its men were seized. The rebels say they hold fifteen.", "fifteen", "held", 15, "exact", "people"),
    ("Some 34,000 people have been displaced. The ministry counted 12,000.", "12,000", "displaced", 12000, "exact", "people"),
    ("The union says 300 people died. The ministry gave a figure of 90.", "90", "killed", 90, "exact", "people"),
    ("Two dozen hostages were freed.", "Two dozen hostages", "released", 24, "exact", "people"),
    ("The governor spoke of 9,000 displaced people.", "9,000 displaced people", "displaced", 9000, "exact", "people"),
    ("Police spoke of 14 captured officers.", "14 captured officers", "captured", 14, "exact", "people"),
    ("The number of people who have fled has risen to 18,500.", "18,500", "displaced", 18500, "exact", "people"),
    ("The number of those driven from their homes stands at 700.", "700", "displaced", 700, "exact", "people"),
    ("Sixty people were taken into custody.", "Sixty people", "arrested", 60, "exact", "people"),
    ("Lawyers said that 60 were being held.", "60", "held", 60, "exact", "people"),
    ("Seven miners are still missing.", "Seven miners", "missing", 7, "exact", "people"),
    ("The army lowered its count of the dead fighters to 19.", "19", "killed", 19, "exact", "people"),
    ("It corrected the number of dead fighters from 24 to 19.", "19", "killed", 19, "exact", "people"),
    ("A seventh passenger died in hospital.", "A seventh passenger", "killed", 7, "exact", "people"),
    ("Divers found the 12th body on Friday.", "the 12th body", "bodies", 12, "exact", "people"),
    ("Police said 12 people died. Doctors spoke of twice as many.", "twice as many", "killed", 24, "about", "people"),
    ("Unions said 20,000 people had come. The police thought half of that.", "half of that", "people", 10000, "about", "people"),
    ("Police spoke of 5,000 marchers; the union of three times as many.", "three times as many", "marchers", 15000, "about", "people"),
    ("Police put the crowd that crossed the bridge on Sunday at 12,000.", "12,000", "crowd", 12000, "exact", "people"),
    ("Hospital sources put the injured at 67.", "67", "wounded", 67, "exact", "people"),
    ("The ministry raised its count of the dead at the camp from 17 to 44.", "44", "killed", 44, "exact", "people"),
    ("The march drew 9,000.", "9,000", "crowd", 9000, "exact", "people"),
    ("Thousands marched in Kano. Police put the number at 9,000.", "9,000", "crowd", 9000, "exact", "people"),
    ("The clinic treated 120 people. The ministry acknowledges 35.", "35", "treated", 35, "exact", "people"),
    ("Police say 14 men were seized. The families have a list with 17 names.", "17 names", "seized", 17, "exact", "people"),
    ("The port said 18 people were missing. Relatives had a list of 31.", "31", "missing", 31, "exact", "people"),
    ("Unions spoke of 20,000 marchers and the police of 4,500.", "4,500", "marchers", 4500, "exact", "people"),
    ("Police counted 8,000 marchers, the nurses 30,000.", "30,000", "marchers", 30000, "exact", "people"),
    ("The army denied the attack, in which nine people died.", "nine people", "killed", 9, "exact", "people"),
]


@pytest.mark.parametrize(("text", "words", "measure", "value", "bound", "unit"), CLAIMS)
def test_a_claim_has_its_measure_value_bound_and_unit(pipeline, text, words, measure, value, bound, unit):
    record, figures = read(pipeline, text)
    found = {record.evidence(figure)[0]: figure for figure in figures}
    assert words in found
    figure = found[words]
    assert (figure.measure, figure.value, figure.bound, figure.unit) == (measure, value, bound, unit)


NO_CLAIMS = [
    "The 44-year-old minister met both sides.",
    "One of the two sides left the talks.",
    "The council adopted Resolution 1701 in 2006.",
    "They won 3-1 on Tuesday at 10:30 a.m.",
    "Call 555-0199 for details.",
    "The Boeing 737 landed.",
    "It was the second test of the year.",
    "The leaders of the Group of Seven met.",
    "In the first round nothing was agreed.",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_numbers_that_claim_nothing(pipeline, text):
    record, figures = read(pipeline, text)
    assert [record.evidence(figure) for figure in figures] == []


def test_two_shares_in_one_sentence_are_two_figures_with_their_own_places(pipeline):
    record, figures = read(pipeline, "Rebels have lost 30 percent of their land in Mali and 10 percent in Chad.")
    names = {place.id: place.name for place in record.places}
    assert [(figure.value, figure.measure, names.get(figure.place)) for figure in figures] == [
        (30, "land lost", "Mali"),
        (10, "land lost", "Chad"),
    ]


def test_two_tolls_of_two_sources_are_two_figures(pipeline):
    _, figures = read(pipeline, "The interior ministry said 12 people were killed. The Red Cross said 40 people were killed.")
    assert [figure.value for figure in figures] == [12, 40]
    assert figures[0].according_to != figures[1].according_to
    assert all(figure.according_to[0] == "author" and len(figure.according_to) == 2 for figure in figures)


def test_a_range_has_two_ends_and_no_value(pipeline):
    _, (figure,) = read(pipeline, "Between 10 and 15 fighters died near the bridge.")
    assert (figure.value, figure.low, figure.high, figure.measure) == (None, 10, 15, "killed")


def test_dozens_have_a_least_number_only(pipeline):
    _, (figure,) = read(pipeline, "Dozens of villagers were abducted.")
    assert (figure.value, figure.low, figure.high, figure.bound) == (None, 24, None, "about")


def test_members_are_counted_for_their_group(pipeline):
    _, figures = read(pipeline, "The 55-member African Union and the 27-nation bloc met.")
    assert [(figure.measure, figure.value, figure.unit) for figure in figures] == [("members", 55, None), ("members", 27, None)]
    assert figures[0].subject == "au"


def test_what_is_planned_has_befallen_nobody(pipeline):
    _, (figure,) = read(pipeline, "Kenya denied that it was preparing to evacuate 600 citizens.")
    assert figure.measure == "citizens"


WORDS = [
    "two",
    "hundred",
    "and",
    "fifty",
    "thousand",
    "million",
    "half",
    "a",
    "dozen",
    "dozens",
    "of",
    "twenty",
    "-",
    "five",
    "1,500",
    "2.5bn",
    "$",
    "3",
    "m",
    "tens",
    "one",
    "1/2",
    "th",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=10))
def test_numbers_are_read_in_order_and_never_touch(parse, knowledge, words):
    found = numbers(parse(" ".join(words)), knowledge.numerals)
    assert all(number.first < number.last for number in found)
    assert all(one.last <= other.first for one, other in itertools.pairwise(found))


NUMBERS = [
    ("two hundred and fifty thousand men", 250000),
    ("twenty-five men", 25),
    ("half a million men", 500000),
    ("1,500 men", 1500),
    ("3.4 million men", 3400000),
    ("one hundred men", 100),
    ("tens of thousands of men", 20000),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_number_words_and_digits_have_their_value(parse, knowledge, text, value):
    assert [number.value for number in numbers(parse(text), knowledge.numerals)] == [value]


def test_no_text_no_figures(parse, knowledge, pipeline):
    empty = pipeline.read(b"A line of words\n\nNothing is counted here, said the man.\n")
    assert empty.figures == ()
    assert extract.times(parse(""), knowledge) == ()


def test_a_time_belongs_to_the_verb_that_it_hangs_on(pipeline):
    record, figures = read(pipeline, "Envoys met on Wednesday, a day after gunmen killed 12 farmers. Shells wounded 30 people on Thursday.")
    values = {time.id: time.value for time in record.times}
    told = {figure.measure: values.get(figure.time) for figure in figures}
    assert told["wounded"] == "2016-01-28"
    assert told["killed"] != "2016-01-27"


def test_what_a_verb_drives_them_from_is_lost(pipeline):
    _, (first, second) = read(pipeline, "The rebels were driven from 30 percent of the land in Mali and from 10 percent in Chad.")
    assert (first.measure, first.value, second.measure, second.value) == ("land lost", 30, "land lost", 10)
