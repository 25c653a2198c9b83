"""For whom people speak who are told beside a body that knowledge does not hold, and whose short name an article gives away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline import extract, resolve
from dateline.evaluate.tasks.articles import article_of
from dateline.knowledge import Knowledge
from dateline.model.actor import Actor
from dateline.model.parse import Parse

Read = Callable[[str], dict[str, Actor]]


@pytest.fixture(scope="module")
def read(parse: Callable[[str], Parse], knowledge: Knowledge) -> Read:
    def actors_of(text: str) -> dict[str, Actor]:
        article, told = article_of(text, "2026-05-03"), parse(text)
        mentions = extract.actors(told, extract.places(told, knowledge), knowledge)
        return {actor.name: actor for actor in resolve.actors(mentions, told, article, knowledge)}

    return actors_of


def test_its_leader_speaks_for_the_body_before_and_not_for_the_government(read: Read) -> None:
    told = read("Andean Voice left the coalition in Peru on Sunday. Its leader, Rosa Mamani, said that the army of Peru had lied.")
    assert told["Rosa Mamani"].speaks_for == told["Andean Voice"].id
    assert told["Rosa Mamani"].country is None


def test_the_leader_of_a_group_is_no_official(read: Read) -> None:
    told = read("The government of Peru blamed the Suche Front for it. The leader of the Suche Front, Pedro Quispe, denied it.")
    assert told["Pedro Quispe"].speaks_for == told["Suche Front"].id


def test_a_spokesman_speaks_for_the_body_that_acted_last(read: Read) -> None:
    told = read(
        "News from Peru\n\nPeru's government met its allies in Lima. The Valley Front accused the company of theft. Spokesman Adam Quispe said he had proof."
    )
    assert told["Adam Quispe"].speaks_for == told["Valley Front"].id


def test_a_spokesman_behind_the_army_is_the_states(read: Read) -> None:
    told = read("Peru's army said that it had fired in the air. Spokesman Adam Quispe spoke of a warning.")
    assert told["Adam Quispe"].country == "PER"


def test_who_is_named_behind_a_body_speaks_for_it_whoever_acted_last(read: Read) -> None:
    told = read(
        "News from Peru\n\nThe Valley Front (VFR) met the Red Cross in Peru. The army said that it was glad. "
        '"We were asleep," VFR spokeswoman Lucia Quispe said. VFR commander Raul Paz nodded.'
    )
    assert {told[name].speaks_for for name in ("Lucia Quispe", "Raul Paz")} == {told["Valley Front"].id}
    assert told["Lucia Quispe"].country is None


def test_a_minister_named_behind_his_party_speaks_for_no_party(read: Read) -> None:
    told = read("The Valley Party (VPP) met in Peru. VPP minister Lucia Quispe came late.")
    assert told["Lucia Quispe"].speaks_for != told["Valley Party"].id


def test_the_army_in_a_report_from_the_place_of_talks_is_that_of_the_state_in_the_headline(read: Read) -> None:
    told = read(
        "Mali and rebels agree on truce\n\nMali's government and the Valley Front agreed on Sunday in Algiers on a truce, Algeria said. "
        "The army will stay in its camps."
    )
    assert "Armed forces of Mali" in told


def test_a_bare_spokesman_of_a_body_that_gives_its_short_name_away_serves_no_other(read: Read) -> None:
    told = read(
        "News from Peru\n\nThe Kajamarca People's Army (KPA) met the government of Peru. The KPA denied the raid. Spokesman Adam Quispe spoke of a lie."
    )
    assert told["Adam Quispe"].speaks_for == told["Kajamarca People's Army"].id


def test_the_foreign_minister_of_a_government_stays_its_own(read: Read) -> None:
    told = read("The government of Peru met on Sunday. Its foreign minister, Ana Paz, said that she was sorry.")
    assert told["Ana Paz"].speaks_for == "PER-GOV"


def test_a_short_name_means_the_body_that_the_article_gives_it_to(read: Read) -> None:
    told = read(
        "Kajamarca rebels deny raid. The Kajamarca People's Army (KPA) denied the raid in Peru. The KPA said that it had been asleep."
    )
    assert "Armed forces of North Korea" not in told
    assert [mention.text for mention in told["Kajamarca People's Army"].mentions if mention.form == "name"][-1] == "KPA"


def test_a_short_name_stays_that_of_the_one_known_where_the_article_tells_of_his_state(read: Read) -> None:
    told = read("North Korea tested a missile. The Korean People's Army (KPA) said that the KPA was ready. Pyongyang warned South Korea.")
    assert "Armed forces of North Korea" in told


def test_an_army_called_by_an_unknown_land_is_not_that_of_the_state_where_one_writes(read: Read) -> None:
    told = read("Envoys meet\n\nEnvoys met in Turkey on Monday. The Ruritanian army said that it would come. Turkey was glad.")
    assert "Armed forces of Turkey" not in told
