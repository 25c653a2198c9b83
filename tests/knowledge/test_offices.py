"""Offices and their holders: titles as printed, and who held what on a day."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from dateline.knowledge.offices import LEVELS, OfficeTable, load_offices, surname_keys


@pytest.fixture(scope="module")
def offices() -> OfficeTable:
    return load_offices()


@pytest.mark.parametrize(
    ("words", "count", "title", "level", "speaks"),
    [
        ("Foreign Minister Paolo Gentiloni", 2, "foreign minister", "foreign", True),
        ("Minister of Foreign Affairs of Norway", 4, "foreign minister", "foreign", True),
        ("Secretary of State John Kerry", 3, "Secretary of State", "foreign", True),
        ("Defense Secretary Ash Carter", 2, "defence secretary", "defence", True),
        ("defence minister resigned", 2, "defence minister", "defence", True),
        ("Prime Minister", 2, "prime minister", "head-of-government", True),
        ("emir of Qatar", 1, "emir", "head-of-state", True),
        ("foreign ministry spokeswoman", 3, "foreign ministry spokeswoman", "other", True),
        ("Gen. Joseph Dunford", 1, "Gen.", "other", False),
        ("opposition leader", 2, "opposition leader", "other", False),
        ("foreign ministers met", 2, "foreign minister", "foreign", True),
        ("UN special envoy", 3, "UN special envoy", "other", True),
    ],
)
def test_offices_title_as_printed(offices: OfficeTable, words: str, count: int, title: str, level: str, speaks: bool) -> None:
    found = offices.longest_title(words.split(), 0)
    assert found is not None
    assert (found[0], found[1].title, found[1].level, found[1].speaks_for) == (count, title, level, speaks)


HELD = [
    ("ITA", "foreign", "2016-01-29", "Paolo Gentiloni"),
    ("USA", "foreign", "2016-01-29", "John Kerry"),
    ("FRA", "foreign", "2016-01-29", "Laurent Fabius"),
    ("RUS", "foreign", "2005-05-05", "Sergei Lavrov"),
    ("DEU", "foreign", "2015-03-01", "Frank-Walter Steinmeier"),
    ("DEU", "head-of-government", "2020-01-01", "Angela Merkel"),
    ("GBR", "foreign", "2012-01-01", "William Hague"),
    ("GBR", "head-of-government", "2022-10-01", "Liz Truss"),
    ("SAU", "foreign", "2010-01-01", "Saud al-Faisal"),
    ("IRN", "foreign", "2015-07-14", "Mohammad Javad Zarif"),
    ("IRN", "head-of-government", "2006-01-01", "Mahmoud Ahmadinejad"),
    ("EGY", "head-of-state", "2012-12-01", "Mohamed Morsi"),
    ("LBY", "head-of-state", "2005-01-01", "Muammar Gaddafi"),
    ("LBY", "head-of-government", "2018-01-01", "Fayez al-Sarraj"),
    ("UKR", "head-of-state", "2022-02-24", "Volodymyr Zelensky"),
    ("USA", "defence", "2002-01-01", "Donald Rumsfeld"),
    ("ISR", "head-of-government", "2007-01-01", "Ehud Olmert"),
    ("SYR", "head-of-state", "2013-08-21", "Bashar al-Assad"),
    ("IND", "foreign", "2016-01-01", "Sushma Swaraj"),
    ("CHN", "head-of-state", "2010-01-01", "Hu Jintao"),
    ("PAK", "head-of-government", "2014-01-01", "Nawaz Sharif"),
    ("IRQ", "head-of-government", "2016-01-01", "Haider al-Abadi"),
    ("TUR", "head-of-government", "2010-01-01", "Recep Tayyip Erdogan"),
    ("FRA", "head-of-state", "2001-09-11", "Jacques Chirac"),
    ("MLI", "head-of-state", "2014-01-01", "Ibrahim Boubacar Keita"),
    ("COL", "head-of-state", "2016-09-26", "Juan Manuel Santos"),
    ("THA", "head-of-government", "2010-01-01", "Abhisit Vejjajiva"),
    ("AFG", "head-of-state", "2004-01-01", "Hamid Karzai"),
]


@pytest.mark.parametrize(("country", "level", "day", "name"), HELD)
def test_offices_holder_on_a_day(offices: OfficeTable, country: str, level: str, day: str, name: str) -> None:
    holder = offices.holder_of(country, level, day)
    assert holder is not None
    assert holder.name == name
    assert holder.speaks_for == f"{country}-GOV"


def test_offices_person_keeps_one_id_through_several_offices(offices: OfficeTable) -> None:
    terms = offices.holders_by_surname("Gentiloni")
    assert {term.id for term in terms} == {"ITA-GENTILONI"}
    assert [term.title for term in terms] == ["Foreign Minister", "Prime Minister"]
    assert (terms[0].begin, terms[0].end) == ("2014-10-31", "2016-12-12")
    assert [term.title for term in offices.holders_by_surname("Gentiloni", "2015-06-01")] == ["Foreign Minister"]


@pytest.mark.parametrize("name", ["Muammar Gaddafi", "Moammar Gadhafi", "Moamer Kadhafi", "Muammar Qaddafi", "Moammar Khadafy"])
def test_offices_agency_spellings_are_one_person(offices: OfficeTable, name: str) -> None:
    assert {term.id for term in offices.holders_named(name)} == {"LBY-GADDAFI"}


@pytest.mark.parametrize(
    ("surname", "person"),
    [
        ("Hemedti", "SDN-DAGLO"),
        ("al-Assad", "SYR-ASSAD"),
        ("Assad", "SYR-ASSAD"),
        ("Xi", "CHN-XI"),
        ("Erdoğan", "TUR-ERDOGAN"),
        ("Nasrallah", "LBN-NASRALLAH"),
    ],
)
def test_offices_surname_alone(offices: OfficeTable, surname: str, person: str) -> None:
    assert person in {term.id for term in offices.holders_by_surname(surname)}


def test_offices_middle_initial_is_no_bar(offices: OfficeTable) -> None:
    assert {term.id for term in offices.holders_named("Joseph L. Votel")} == {"USA-VOTEL"}
    assert offices.holders_named("John F. Kerry") == offices.holders_named("John Kerry")


def test_offices_group_leaders_speak_for_their_group(offices: OfficeTable) -> None:
    (term,) = (term for term in offices.holders_named("Abu Bakr al-Baghdadi") if term.begin == "2010-05-16")
    assert (term.speaks_for, term.sector) == ("islamic-state", "REB")
    assert offices.holders_named("Hassan Nasrallah")[0].speaks_for == "hezbollah"


def test_offices_full_name_is_found_in_running_words(offices: OfficeTable) -> None:
    found = offices.longest_name(["Jean", "-", "Yves", "Le", "Drian", "said"], 0)
    assert found is not None
    assert (found[0], {term.id for term in found[1]}) == (5, {"FRA-LE-DRIAN"})


@pytest.mark.parametrize("word", ["Francis", "Barbecue", "Abdullah", "Salman"])
def test_offices_single_words_are_no_full_names(offices: OfficeTable, word: str) -> None:
    assert offices.longest_name([word, "said"], 0) is None


def test_offices_are_as_many_as_promised(offices: OfficeTable) -> None:
    heads = {h.country for h in offices.holders if h.level in ("head-of-state", "head-of-government")}
    cabinets = [{h.country for h in offices.holders if h.level == level} for level in ("foreign", "defence", "interior")]
    assert len(offices.titles) >= 400
    assert len(heads) >= 180
    assert len(set.intersection(*cabinets)) >= 66
    assert {title.level for title in offices.titles} == set(LEVELS)


def test_offices_site_holder_replaces_and_adds(tmp_path: Path) -> None:
    header = "id\tname\taliases\tcountry\ttitle\tlevel\tsector\tfrom\tuntil\twikidata\n"
    (tmp_path / "holders.tsv").write_text(
        header + "ITA-ROSSI\tGiulia Rossi\tGiulietta Rossi\tITA\tForeign Minister\tforeign\tGOV\t2040-01-01\t\t\n", encoding="utf-8"
    )
    offices = load_offices(site=tmp_path)
    assert offices.holders_named("Giulietta Rossi")[0].id == "ITA-ROSSI"
    holder = offices.holder_of("ITA", "foreign", "2041-01-01")
    assert holder is not None
    assert holder.name == "Giulia Rossi"


@pytest.mark.parametrize(
    ("name", "first", "keys"),
    [
        ("Bashar al-Assad", False, ("assad", "al assad")),
        ("Xi Jinping", True, ("jinping", "xi")),
        ("Ferdinand Marcos Jr.", False, ("marcos",)),
        ("Ursula von der Leyen", False, ("leyen", "der leyen", "von der leyen")),
        ("", False, ()),
    ],
)
def test_offices_surname_keys(name: str, first: bool, keys: tuple[str, ...]) -> None:
    assert surname_keys(name, family_first=first) == keys


ROOT = Path(__file__).parents[2]
FACTS = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared")) / "facts"


@pytest.mark.skipif(not (FACTS / "office_holders.tsv").is_file(), reason="the fact table is not beside the repository")
def test_offices_made_table_is_what_the_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("make_holders", ROOT / "tools/make_holders.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules["make_holders"] = script  # dataclasses look their module up
    spec.loader.exec_module(script)
    assert script.made(FACTS) == script.OUT.read_text(encoding="utf-8")
