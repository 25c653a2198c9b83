"""The gazetteer: what a name may mean, which meaning is best known, and what a site adds."""

from __future__ import annotations

import pickle
import runpy
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer import GAZETTEER, KINDS, Gazetteer
from dateline.knowledge.tables import TableError
from dateline.knowledge.toponyms import name_key

ROOT = Path(__file__).parents[2]
BEST = (
    ("Paris", "Paris", "FRA", "city"),
    ("U.S.", "United States", "USA", "country"),
    ("Britain", "United Kingdom", "GBR", "country"),
    ("Kiev", "Kyiv", "UKR", "city"),
    ("Burma", "Myanmar", "MMR", "country"),
    ("Deir Ezzor", "Deir ez-Zor", "SYR", "province"),
    ("Calif.", "California", "USA", "province"),
    ("Strait of Hormuz", "Strait of Hormuz", None, "water"),
    ("Golan Heights", "Golan Heights", None, "region"),
    ("Donbass", "Donbas", "UKR", "region"),
    ("the Kremlin", "Kremlin", "RUS", "facility"),
    ("Sinai", "Sinai", "EGY", "region"),
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(("name", "shown", "country", "kind"), BEST)
def test_gazetteer_puts_the_best_known_place_first(gazetteer: Gazetteer, name: str, shown: str, country: str | None, kind: str) -> None:
    best = gazetteer.named(name)[0]
    assert (best.name, best.country, best.kind) == (shown, country, kind)


@pytest.mark.parametrize(
    ("one", "other"), [("Côte d'Ivoire", "Cote d’Ivoire"), ("St. Petersburg", "Saint Petersburg"), ("GUINEA-BISSAU", "Guinea Bissau")]
)
def test_gazetteer_ignores_marks_case_and_hyphens(gazetteer: Gazetteer, one: str, other: str) -> None:
    assert gazetteer.named(one)
    assert gazetteer.named(one) == gazetteer.named(other)


def test_gazetteer_knows_states_and_capitals(gazetteer: Gazetteer) -> None:
    state, capital = gazetteer.country("LBY"), gazetteer.capital("LBY")
    assert state is not None
    assert capital is not None
    assert (state.name, capital.name, capital.capital) == ("Libya", "Tripoli", True)
    assert gazetteer.country("XXX") is None


def test_gazetteer_knows_no_invented_town(gazetteer: Gazetteer) -> None:
    assert gazetteer.named("Zurbaqistown") == ()


def test_gazetteer_finds_names_alike_inside_a_division(gazetteer: Gazetteer) -> None:
    california = gazetteer.named("California")[0]
    names = [key for key, _ in gazetteer.alike("Sacremento", "USA", california.id)]
    assert "sacramento" in names


def test_gazetteer_survives_pickling(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)).named("Sirte") == gazetteer.named("Sirte")


def test_gazetteer_says_when_its_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="missing"):
        Gazetteer(tmp_path / "none.sqlite").named("Rome")


def test_gazetteer_lays_site_places_over(tmp_path: Path) -> None:
    table = "# source: own survey\nname\taliases\tkind\tfeature\tcountries\tlatitude\tlongitude\nCamp Delta Nine\tDelta Nine\tfacility\tS.CMP\tIRQ\t33.1\t44.2\n"
    (tmp_path / "places.tsv").write_text(table, encoding="utf-8")
    (entry,) = Gazetteer.load(tmp_path).named("Delta Nine")
    assert (entry.name, entry.country, entry.geonameid) == ("Camp Delta Nine", "IRQ", None)


def test_gazetteer_names_file_and_line_of_a_bad_site_table(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("name\tkind\tfeature\tcountries\tlatitude\tlongitude\nHere\tplanet\tX\t\t1\t1\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"places\.tsv:2"):
        Gazetteer.load(tmp_path)


def test_gazetteer_file_is_whole_and_small() -> None:
    base = sqlite3.connect(f"file:{GAZETTEER}?mode=ro", uri=True)
    count, kinds = base.execute("SELECT count(*), max(kind) FROM entry").fetchone()
    astray = base.execute("SELECT count(*) FROM entry WHERE abs(latitude) > 900000 OR abs(longitude) > 1800000").fetchone()[0]
    base.close()
    assert count > 200_000
    assert kinds < len(KINDS)
    assert astray == 0
    assert GAZETTEER.stat().st_size < 25_000_000


def test_gazetteer_is_made_from_the_tables_as_they_are() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "build_gazetteer.py"))
    assert made["recorded_digest"]() == made["inputs_digest"](), "run python tools/build_gazetteer.py"


@given(st.text(max_size=40))
def test_name_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
