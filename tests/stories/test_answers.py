"""Who answers whom: a denial stands against the charge that is made against the denier, and against nothing else."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from stories.test_changes import found


def _denied(pipeline: Pipeline, *reports: tuple[str, str]) -> list[tuple[str, str]]:
    """What is denied and the denial, of the last report."""
    changes = found(pipeline, *reports)
    return [(each.before.text, each.now.text) for each in changes if each.kind == "claim-contradicted" and each.before is not None]


@pytest.mark.parametrize(
    "text",
    [
        "OUAGA - Herders in Bilanga accused the army of burning four villages on Monday. The army said that none of its men had been there.",
        "OUAGA - Shopkeepers said that gendarmes had looted the market of Bilanga. A colonel of the gendarmerie called this a fairy tale.",
        "OUAGA - The union blames the company for the collapse of the gallery. It rained hard that night. The company rejects the charge.",
        (
            "OUAGA - The army's spokesman, Colonel Issa Kere, blamed the Sahel Front (FS) and said that it had mistaken the lorry for one of his. "
            "The FS called the statement disgraceful."
        ),
        (
            "OUAGA - The drivers were asked to stop and they drove on, police spokesman Jean Zida told reporters. "
            "The mayor of Bilanga, Awa Kone, said that no driver had been asked anything."
        ),
        (
            "OUAGA - The Red Column denied on Monday that it had burnt the granary in Bilanga. "
            "Interior Minister Paul Sana had accused the group at noon. It has rained since."
        ),
        "OUAGA - The mayor pointed to the Red Column. In an audio message, the Red Column's Commander Zongo denied any part in it.",
        "OUAGA - The guild had offered the mill a pass and got no answer, it said. Owner Paul Rex denied having been offered anything of the kind.",
        '"These were no shepherds," Colonel Issa Kere said. He showed us nine drums. The herders\' league contradicts him.',
        "OUAGA - The governor held the Herders' League responsible for the fire at the granary, a charge that the league flatly rejected.",
        "OUAGA - The mill's owner, Rex Mining, said that not one litre of acid had left its tanks. Residents say brown water ran past their doors.",
        (
            "OUAGA - A priest accused the mayor of Bilanga, Awa Kone, of taking money. As a clerk she had signed three false bills, he said. "
            "Kone answered that she had never taken a coin."
        ),
        "OUAGA - The governor blamed the Red Column for the grenade. The column had no hand in it, its commander, Ali Zongo, said on the radio.",
        (
            "OUAGA - They took children out of the school, a lawyer told our reporter. "
            "Colonel Issa Kere replied that everybody who was held had been caught at the bridge."
        ),
        (
            "OUAGA - The captain of the ferry said that the pilot had steered it onto the rocks, and blamed the pilots' guild. "
            "The guild said that its man had kept to the marked channel of 40 metres."
        ),
    ],
)
def test_a_charge_and_the_denial_of_the_one_who_is_charged_stand_against_each_other(pipeline: Pipeline, text: str) -> None:
    assert len(_denied(pipeline, ("2025-05-05", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        'OUAGA - "Whoever laid this hates children," a teacher said. The Sahel Front (FS) condemned it and said that it had no part in it.',
        "OUAGA - A mine killed three men near Bilanga, the mayor said. The Sahel Front (FS) had no men there and accused the army of mining it.",
        'OUAGA - The delegations met at noon in the town hall. "Nobody sang, and nobody looked at the clock," the mediator said.',
        "OUAGA - The Sahel Front (FS) accused the army of shelling Bilanga. The army said that it was examining the reports.",
        "OUAGA - A lawyer said that 60 people had been arrested in Bilanga. The police said that it was 31.",
        "OUAGA - A shepherd said that he had heard shots near Bilanga. The mayor of Bilanga said that he knew nothing of a crash.",
        "OUAGA - The council of Bilanga confirmed the curfew on Monday with 20 votes to 9. The Herders' Party voted against it.",
        (
            'OUAGA - "The road blocks will be gone," the head of the delegation, Awa Kone, said. '
            "Lorry drivers in Bilanga say that no road block has been removed so far."
        ),
        (
            "OUAGA - General Kere blamed the Red Column, a group that broke away from the Sahel Front (FS) in April. "
            "The FS said that its fighters had not been in the area."
        ),
    ],
)
def test_who_was_not_charged_contradicts_nobody(pipeline: Pipeline, text: str) -> None:
    assert _denied(pipeline, ("2025-05-05", text)) == []


def test_a_charge_is_remembered_until_it_is_denied(pipeline: Pipeline) -> None:
    charge = ("2025-05-05", "OUAGA - The Sahel Front (FS) accused an army patrol of having opened fire on a bus near Bilanga on Monday.")
    denial = ("2025-05-06", "OUAGA - The army of Burkina Faso denied on Tuesday that its soldiers had fired at a bus near Bilanga.")
    [(before, now)] = _denied(pipeline, charge, denial)[:1]
    assert "patrol" in before
    assert "denied" in now


def test_who_quotes_one_of_those_who_tell_a_thing_denies_it_not(pipeline: Pipeline) -> None:
    text = (
        'OUAGA - Survivors said that the shots came from an army checkpoint behind the mill. "There was no warning, no light. '
        'They just fired," Mariam Zida told a nurse.'
    )
    assert _denied(pipeline, ("2025-05-05", text)) == []


def test_a_charge_that_does_not_tell_itself_of_what_is_answered_within_days(pipeline: Pipeline) -> None:
    news = "OUAGA - Men on motorcycles burnt the granary of Bilanga on Monday night. A herder, Mariam Zida, blamed the Herders' League."
    denial = "OUAGA - The Herders' League has dismissed claims that its men were behind the fire in Bilanga."
    assert len(_denied(pipeline, ("2025-05-05", news), ("2025-05-06", denial))) == 1


def test_who_denies_a_deed_of_his_own_contradicts_no_bare_news_of_the_deed(pipeline: Pipeline) -> None:
    news = (
        "2025-05-05",
        "OUAGA - A bomb exploded at the cattle market of Bilanga on Monday and killed four people, the fire brigade said.",
    )
    denial = ("2025-05-06", "OUAGA - The Red Column denied on Tuesday that it had planted the bomb at the cattle market of Bilanga.")
    assert _denied(pipeline, news, denial) == []


def test_who_has_nothing_against_others_denies_nothing(pipeline: Pipeline) -> None:
    charge = ("2025-05-05", "OUAGA - Colonel Issa Kere blamed the Sahel Front (FS) for the fire in Bilanga on Monday.")
    kind = ("2025-05-09", "OUAGA - A spokesman for the Sahel Front (FS) said in Bilanga that the front had nothing against the Danes.")
    assert _denied(pipeline, charge, kind) == []


def test_a_recalled_refusal_stands_against_the_deed_that_the_report_tells(pipeline: Pipeline) -> None:
    text = (
        "OUAGA - The government declared a state of emergency in the east on Tuesday. The curfew begins at nine. "
        "Prime Minister Awa Sana had ruled out a state of emergency three weeks ago."
    )
    kinds = [each.kind for each in found(pipeline, ("2025-05-06", text))]
    assert "done-after-ruled-out" in kinds


def test_who_owns_up_beside_what_he_had_said_admits_it(pipeline: Pipeline) -> None:
    text = (
        "OUAGA - The police admitted on Friday that Corporal Zida had been in the station that night. They had said before that he was ill. "
        "His family is waiting for news."
    )
    assert "admitted" in [each.kind for each in found(pipeline, ("2025-05-09", text))]


def test_who_says_that_it_was_mistaken_in_what_it_had_charged_others_with_owns_up(pipeline: Pipeline) -> None:
    text = (
        "OUAGA - The pilot was found in a quarry on Friday, alive and thirsty. "
        "The government of Burkina Faso had accused the Sahel Front (FS) of the kidnapping. "
        "The defence ministry said on Friday that it had been mistaken."
    )
    assert "admitted" in [each.kind for each in found(pipeline, ("2025-05-09", text))]
