"""Which place a name means in its article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline import extract, resolve
from dateline.evaluate.tasks.articles import article_of
from dateline.extract.places import SPELLING_RULE
from dateline.knowledge import Knowledge
from dateline.model.actor import Actors
from dateline.model.article import Dateline
from dateline.model.parse import Parse
from dateline.model.place import Place, Places
from dateline.model.span import Span
from dateline.resolve.spelling import edits

Read = Callable[[str], Places]
MEANT = (
    ("Paris", "FRA", "A bomb went off in Paris on Monday, and the president left for Lyon."),
    ("Paris", "USA", "A storm hit Paris, Texas, and nearby Dallas."),
    ("Tripoli", "LBY", "Militias clashed in Tripoli while troops marched on Benghazi in eastern Libya."),
    ("Tripoli", "LBN", "Gunmen fought the army in Tripoli, north of Beirut, and in the Bekaa Valley in Lebanon."),
    ("Georgia", "GEO", "Troops crossed into Georgia from South Ossetia and shelled Gori near Tbilisi."),
    ("Georgia", "USA", "Voters queued in Atlanta and Savannah, in the US state of Georgia, and in Florida."),
    ("Sirte", "LBY", "Jets struck targets in Sirte."),
    ("Washington", "USA", "The prime minister flew to Washington for talks at the White House."),
    ("Geneva", "CHE", "Envoys of Syria met in Geneva. The United States will send observers to Syria and to Iraq."),
    ("Diabaly", "MLI", "Jets bombed Diabaly in central Mali."),
    ("Logvinove", "UKR", "Shells fell on the village of Logvinove near Debaltseve."),
    ("San Jose", "CRI", "Marchers filled the streets of San Jose, Costa Rica."),
)


@pytest.fixture(scope="module")
def read(parse: Callable[[str], Parse], knowledge: Knowledge) -> Read:
    def places_of(text: str) -> Places:
        parsed = parse(text)
        return resolve.places(extract.places(parsed, knowledge), Actors(()), parsed, article_of(text), knowledge)

    return places_of


def named(places: Places, text: str) -> Place:
    return next(place for place in places if any(mention.text == text for mention in place.mentions))


@pytest.mark.parametrize(("name", "country", "text"), MEANT)
def test_places_takes_the_place_that_the_article_is_about(name: str, country: str, text: str, read: Read) -> None:
    assert named(read(text), name).country == country


def test_places_folds_names_of_one_place(read: Read) -> None:
    places = read("Clashes spread in the United States. Police in the U.S. closed roads, and shops in the US shut.")
    assert [(place.name, len(place.mentions)) for place in places] == [("United States", 3)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels took Novoazovsk on Thursday.", "Novoazovsk"),
        ("Monks fled Maaloula in Syria.", "Maaloula"),
        ("Gunmen attacked Kaga Bandoro, officials said.", "Kaga Bandoro"),
        ("The minister flew to Washington on Monday.", "Washington"),
    ],
)
def test_places_shows_towns_by_their_agency_spelling(text: str, name: str, read: Read) -> None:
    assert [(place.name, place.kind) for place in read(text) if place.kind == "city"] == [(name, "city")]


def test_places_prefers_the_town_unless_told(read: Read) -> None:
    assert named(read("Shells fell on Aleppo overnight."), "Aleppo").kind == "city"
    assert named(read("Shells fell across Aleppo province overnight."), "Aleppo").kind == "province"


def test_places_mends_a_misspelt_town(read: Read) -> None:
    place = named(read("The gunman lived in Sacremento, California."), "Sacremento")
    assert (place.name, place.admin1, place.mentions[0].rule) == ("Sacramento", "California", SPELLING_RULE)


def test_places_leaves_an_unknown_town_open(read: Read) -> None:
    place = named(read("Rebels attacked the village of Qarmazustan in northern Syria."), "Qarmazustan")
    assert (place.geonameid, place.latitude, place.country) == (None, None, None)


def test_places_leaves_governments_out(read: Read) -> None:
    assert [place.name for place in read("Moscow denied that it had shelled the port of Odesa.")] == ["Odesa"]


def test_places_calls_part_of_a_country_a_region(read: Read) -> None:
    place = named(read("Rebels seized two towns in northern Mali."), "Mali")
    assert (place.kind, place.precision) == ("country", "region")


def test_places_lists_other_candidates_with_reasons(read: Read) -> None:
    place = named(read("A fire broke out in Paris."), "Paris")
    assert place.candidates[0].geonameid == place.geonameid
    assert len(place.candidates) > 1
    assert all(candidate.reasons for candidate in place.candidates)


def test_places_marks_the_place_of_the_dateline(parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    text = "MANILA, Philippines (AP) - Talks opened in Oslo on Monday."
    line = Dateline((Span(0, 26),), (Span(0, 6), Span(8, 19)), "AP")
    article, parsed = replace(article_of(text), dateline=line), parse(text)
    places = resolve.places(extract.places(parsed, knowledge), Actors(()), parsed, article, knowledge)
    here = places.get(resolve.dateline_place(article, places))
    assert here is not None
    assert (here.name, here.role) == ("Manila", "dateline")
    assert [place.name for place in places if place.role == "dateline"] == ["Manila"]


def test_places_gives_the_same_for_the_same_text(read: Read) -> None:
    text = "Fighting in Springfield, Columbus and Georgia spread to Cambridge."
    assert read(text).all == read(text).all


@pytest.mark.parametrize(
    ("one", "other", "count"), [("rome", "rome", 0), ("rmoe", "rome", 1), ("kismayu", "kismayo", 1), ("rome", "paris", None)]
)
def test_edits_counts_letters_up_to_a_limit(one: str, other: str, count: int | None) -> None:
    assert edits(one, other, 2) == count
