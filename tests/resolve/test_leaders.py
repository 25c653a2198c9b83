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
