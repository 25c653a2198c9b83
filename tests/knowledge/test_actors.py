"""Names of actors: what they stand for, how strongly, and which spellings are taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.actors import ActorTable, load_actors, regular_plural
from dateline.knowledge.phrases import agrees, fold, pieces


@pytest.fixture(scope="module")
def actors() -> ActorTable:
    return load_actors()


def ids(actors: ActorTable, text: str) -> list[str]:
    return [entry.id for entry, _ in actors.named(text)]


@pytest.mark.parametrize(
    ("name", "actor", "strength", "form"),
    [
        ("Italy", "ITA-GOV", "strong", "name"),
        ("Rome", "ITA-GOV", "weak", "place-name"),
        ("Georgia", "GEO-GOV", "weak", "name"),
        ("Jordan", "JOR-GOV", "weak", "name"),
        ("Chad", "TCD-GOV", "weak", "name"),
        ("U.S.", "USA-GOV", "strong", "name"),
        ("US", "USA-GOV", "strong", "name"),
        ("UAE", "ARE-GOV", "strong", "name"),
        ("Kremlin", "RUS-GOV", "strong", "place-name"),
        ("Quai d'Orsay", "FRA-GOV", "strong", "place-name"),
        ("Foggy Bottom", "USA-GOV", "strong", "place-name"),
        ("Pentagon", "USA-MIL", "strong", "name"),
        ("Tatmadaw", "MMR-MIL", "strong", "name"),
        ("Knesset", "ISR-LEG", "strong", "name"),
        ("Daesh", "islamic-state", "strong", "name"),
        ("ISIL/Daesh", "islamic-state", "strong", "name"),
        ("small group", "small-group", "weak", "name"),
        ("FSB", "RUS-FSB", "strong", "name"),
        ("WHO", "who", "weak", "name"),
    ],
)
def test_actors_name_stands_for_its_actor(actors: ActorTable, name: str, actor: str, strength: str, form: str) -> None:
    entry, alias = next((entry, alias) for entry, alias in actors.named(name) if entry.id == actor)
    assert (entry.id, alias.strength, alias.form) == (actor, strength, form)


@pytest.mark.parametrize(
    "word", ["is", "Is", "us", "who", "Who", "aim", "turkey", "fast", "it", "au", "mali", "front", "union", "chad", "pa"]
)
def test_actors_common_words_name_nobody(actors: ActorTable, word: str) -> None:
    assert actors.named(word) == ()


@pytest.mark.parametrize(
    "word", ["Congress", "Union", "Senate", "Diet", "Quad", "Observatory", "Platform", "Brotherhood", "Labour", "Greens", "League"]
)
def test_actors_ambiguous_words_are_never_strong(actors: ActorTable, word: str) -> None:
    assert [alias.strength for _, alias in actors.named(word) if alias.strength == "strong"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Shabaab", "Al Shabab"),
        ("Élysée", "Elysee"),
        ("al-Qa'ida", "al-Qa’ida"),
        ("NATO", "Nato"),
        ("Hezbollah", "HEZBOLLAH"),
        ("Côte d'Ivoire", "Cote d’Ivoire"),
        ("US", "U.S."),
        ("Türkiye", "Turkiye"),
    ],
)
def test_actors_spellings_fold(actors: ActorTable, one: str, other: str) -> None:
    assert ids(actors, one) == ids(actors, other) != []


@pytest.mark.parametrize(
    ("text", "count", "actor"),
    [
        (["al", "-", "Qaeda", "fighters"], 3, "al-qaeda"),
        (["Islamic", "State", "group", "said"], 3, "islamic-state"),
        (["al", "-", "Qaeda", "in", "the", "Islamic", "Maghreb", "said"], 7, "aqim"),
        (["People", "'s", "Liberation", "Army"], 4, "CHN-MIL"),
        (["Papua", "New", "Guinea"], 3, "PNG-GOV"),
        (["South", "Sudan"], 2, "SSD-GOV"),
        (["Democratic", "Republic", "of", "Congo"], 4, "COD-GOV"),
        (["Lord", "’s", "Resistance", "Army"], 4, "lra"),
    ],
)
def test_actors_longest_name_wins_over_shorter(actors: ActorTable, text: list[str], count: int, actor: str) -> None:
    found = actors.longest(text, 0)
    assert found is not None
    assert (found[0], found[1][0][0].id) == (count, actor)


def test_actors_longest_never_ends_on_a_hyphen_or_runs_over(actors: ActorTable) -> None:
    assert actors.longest(["Russia", "-"], 0) is not None
    assert actors.longest(["Russia", "-"], 0)[0] == 1  # type: ignore[index]
    assert actors.longest(["-", "Russia"], 0) is None


@pytest.mark.parametrize(
    ("word", "country", "part"),
    [
        ("Italian", "ITA", "adjective"),
        ("Italians", "ITA", "people"),
        ("Briton", "GBR", "people"),
        ("Britons", "GBR", "people"),
        ("Thai", "THA", "adjective"),
        ("Thais", "THA", "people"),
        ("Philippine", "PHL", "adjective"),
        ("Filipinos", "PHL", "people"),
        ("Dutch", "NLD", "adjective"),
        ("Emirati", "ARE", "adjective"),
        ("South Korean", "KOR", "adjective"),
        ("Burkinabe", "BFA", "adjective"),
        ("Swedes", "SWE", "people"),
    ],
)
def test_actors_demonyms_lead_to_the_state(actors: ActorTable, word: str, country: str, part: str) -> None:
    found = actors.demonym(word)
    assert found is not None
    assert (found.country, found.part) == (country, part)
    assert actors.country_of_demonym(word) == country


def test_actors_longest_demonym_takes_compounds(actors: ActorTable) -> None:
    found = actors.longest_demonym(["South", "Sudanese", "rebels"], 0)
    assert found is not None
    assert (found[0], found[1].country) == (2, "SSD")


def test_actors_regular_plural_knows_those_that_take_none() -> None:
    assert regular_plural("Iraqi") == "Iraqis"
    assert regular_plural("Chinese") is None


def test_actors_every_state_has_its_parts(actors: ActorTable) -> None:
    assert len(actors.states()) >= 200
    for state in actors.states():
        assert state.country is not None
        assert actors.government_of(state.country) is state
        assert actors.armed_force_of(state.country) is not None
        assert state.aliases


def test_actors_are_as_many_as_promised(actors: ActorTable) -> None:
    kinds = [entry.kind for entry in actors.entries if not entry.id.endswith(("-GOV", "-MIL", "-LEG"))]
    assert sum(kind in ("organisation", "coalition") for kind in kinds) >= 150
    assert sum(kind in ("armed-group", "armed-force", "party", "company") for kind in kinds) >= 250


def test_actors_members_follow_the_calendar(actors: ActorTable) -> None:
    nato = actors.get("nato")
    coalition = actors.get("coalition-against-isis")
    assert nato is not None
    assert coalition is not None
    assert "FIN-GOV" not in nato.members_on("2016-01-29")
    assert "FIN-GOV" in nato.members_on("2024-01-01")
    assert "AFG-GOV" in coalition.members_on("2016-02-02")
    assert "AFG-GOV" not in coalition.members_on("2016-01-01")


def test_actors_small_group_had_23_members_and_states_never_share_an_iso_code(actors: ActorTable) -> None:
    small = actors.get("small-group")
    assert small is not None
    assert len(small.members_on("2016-02-02")) == 23
    assert len({state.country for state in actors.states()}) == len(actors.states())


def test_actors_site_rows_win_and_add_aliases(tmp_path: Path) -> None:
    header = "id\tcode\tname\tkind\tcountry\taliases\tdescriptors\tsince\tuntil\n"
    (tmp_path / "actors.tsv").write_text(
        header + "river-guard\tMLIREB\tRiver Guard\tarmed-group\tMLI\t~Guards\tmilitia\t2030\t\n", encoding="utf-8"
    )
    (tmp_path / "aliases.tsv").write_text("id\taliases\nnato\tThe Pact Over There\n", encoding="utf-8")
    actors = load_actors(site=tmp_path)
    assert [(entry.id, alias.strength) for entry, alias in actors.named("Guards")] == [("river-guard", "weak")]
    assert ids(actors, "The Pact Over There") == ["nato"]
    assert ids(actors, "NATO") == ["nato"]


@given(st.text(max_size=40))
def test_phrases_fold_and_pieces_take_any_text(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)
    assert all(piece for piece in pieces(text))


@given(st.lists(st.text(max_size=12), min_size=1, max_size=10))
def test_actors_longest_takes_any_words(words: list[str]) -> None:
    found = _TABLE.longest(words, 0)
    assert found is None or 1 <= found[0] <= min(8, len(words))


_TABLE = load_actors()


@pytest.mark.parametrize(
    ("written", "known", "same"),
    [
        ("Is", "IS", False),
        ("IS", "IS", True),
        ("Nato", "NATO", True),
        ("STATE", "State", True),
        ("state", "State", False),
        ("Of", "of", True),
        ("i", "I", False),
    ],
)
def test_phrases_case_rules(written: str, known: str, same: bool) -> None:
    assert agrees(written, known) is same
