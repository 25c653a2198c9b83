"""Which words name places: [places] and {actors} marked in our own sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.places import places
from dateline.knowledge import Knowledge
from dateline.model.parse import Parse
from dateline.model.place import Toponym
from dateline.model.span import Span

FOUND = (
    "Shells fell on the outskirts of [Idlib] on Monday, residents said.",
    "Thousands fled from [Mosul] and [Tal Afar] to camps near [Erbil].",
    "The convoy left [Port Sudan] for [Khartoum] at dawn.",
    "Fighting was heaviest in [Bakhmut], [Ukraine], where both sides dug in.",
    "A bomb went off in [Springfield], [Illinois], late on Friday.",
    "The tanker was stopped in the [Strait of Hormuz] by a patrol boat.",
    "Aid lorries queued at the [Rafah crossing] for a third day.",
    "Militants have spread across the [Sahel] and [sub-Saharan Africa].",
    "The army said it had retaken villages in northern [Syria].",
    "Clashes were reported in eastern [Ukraine] and in [Crimea].",
    "Two soldiers died in [Helmand] province, the governor said.",
    "Monitors were sent to [Nagorno-Karabakh] and the [Golan Heights].",
    "Protesters gathered on [Tahrir Square] before dawn.",
    "Floods cut the road between [Peshawar] and [Islamabad].",
    "The blast hit a market in [Deir al-Zor], a city on the [Euphrates].",
    "Rescuers searched the rubble in [Gaza] and the [West Bank].",
    "The ship sank in the [Black Sea] off [Odessa].",
    "Villagers in [Cox's Bazar] took in thousands of refugees.",
    "He was born in [The Hague] and lives in [New York].",
    "Doctors in [N'Djamena] reported new cases.",
    "Gunmen stormed a hotel in [Ouagadougou], the capital of [Burkina Faso].",
    "Snow closed roads in [Hakkari] and [Van] in [Turkey].",
)
NOT_FOUND = (
    "The midfielder joined Paris Saint-Germain on loan from a rival.",
    "She studied law at the University of Oxford before the war.",
    "The Washington Post and the New York Times reported the talks.",
    "Lionel Jordan and Chelsea Georgia Smith opened the shop together.",
    "Syrian troops and Iraqi police searched the Turkish lorries.",
    "In March the minister said that it may rain.",
    "He told us that nothing had changed for us.",
    "Most people said they would rather stay at home on Sunday.",
    "The West Nile virus was found in two birds.",
)
ACTORS = (
    "{Washington} vowed to keep its troops there until the end of the year.",
    "{Paris} denied that it had sent weapons.",
    "{Moscow}'s decision surprised its allies.",
    "{Italy} has taken the lead in the talks.",
    "The talks between {Ankara} and {Athens} broke down.",
    "{Tehran} accused {Riyadh} of stirring up the unrest.",
    "Sanctions against {Russia} were extended.",
    "Diplomats met in [Geneva] while {Beijing} kept silent.",
)


def marked(text: str, opening: str, closing: str) -> tuple[str, list[str]]:
    plain = re.sub(r"[\[\]{}]", "", text)
    return plain, re.findall(rf"{re.escape(opening)}(.*?){re.escape(closing)}", text)


def found(parse: Callable[[str], Parse], knowledge: Knowledge, text: str) -> tuple[Toponym, ...]:
    return places(parse(text), knowledge)


@pytest.mark.parametrize("sentence", FOUND)
def test_places_finds_names_of_places(sentence: str, parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    text, wanted = marked(sentence, "[", "]")
    got = [toponym.span.of(text) for toponym in found(parse, knowledge, text)]
    assert got == wanted


@pytest.mark.parametrize("text", NOT_FOUND)
def test_places_leaves_other_names_alone(text: str, parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    assert [toponym.span.of(text) for toponym in found(parse, knowledge, text)] == []


@pytest.mark.parametrize("sentence", ACTORS)
def test_places_reads_governments_apart(sentence: str, parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    text, wanted = marked(sentence, "{", "}")
    got = [toponym.span.of(text) for toponym in found(parse, knowledge, text) if toponym.reads_as == "actor"]
    assert got == wanted


def test_places_names_the_enclosing_place(parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    text = "Police searched a house in Paris, Texas, on Monday."
    first, *_ = found(parse, knowledge, text)
    assert (first.name, first.within) == ("Paris", Span(text.index("Texas"), text.index("Texas") + 5))


def test_places_takes_no_list_for_an_enclosing_place(parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    text = "There were marches in Paris, Ankara and Beirut."
    assert [toponym.within for toponym in found(parse, knowledge, text)] == [None, None, None]


def test_places_keeps_the_compass_part(parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    (toponym,) = found(parse, knowledge, "Rebels seized two towns in northern Mali last week.")
    assert (toponym.name, toponym.modifier) == ("Mali", "northern")


def test_places_gives_reasons(parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    (toponym,) = found(parse, knowledge, "The envoy arrived in Tripoli on Tuesday.")
    assert toponym.reasons
    assert 0 < toponym.confidence <= 1


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("AaéISUusC.,-'’ \n\"(5北"), max_size=60))
def test_places_reads_any_text(parse: Callable[[str], Parse], knowledge: Knowledge, text: str) -> None:
    for toponym in found(parse, knowledge, text):
        assert toponym.span.of(text).strip() == toponym.name.strip()
