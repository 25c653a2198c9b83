"""Two parties count one thing otherwise, a later count takes an earlier one's place: in the words of many reporters."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from stories.test_changes import found

MARCH = "Marchers fill Torvan square\n\nTORVAN, May 4 (NPA) - Opponents of the new water tax marched through the centre of Torvan on Sunday.\n\n"
ARRESTS = "Arrests after march in Torvan\n\nTORVAN, May 4 (NPA) - Police broke up a march against the water tax in Torvan on Sunday.\n\n"
STRIKE = "Strike on Kell\n\nKELL, May 4 (NPA) - An air strike hit the market of Kell on Monday.\n\n"
FLIGHT = "Thousands flee Ardel\n\nARDEL, May 4 (NPA) - "
KELL = "News from Kell\n\nKELL, May 4 (NPA) - "

DIFFER = [
    (MARCH + "Police said 9,000 people had taken part. The organisers spoke of four times as many.", 9000, 36000),
    (MARCH + "Forty thousand had come, the unions said. The police counted 9,000.", 40000, 9000),
    (MARCH + "Police put the number at 9,000, the organisers at 40,000.", 9000, 40000),
    (MARCH + "The organisers spoke of 40,000 participants and the police of 9,000.", 40000, 9000),
    (MARCH + "According to the police, 9,000 people took part. The organisers said there were 40,000.", 9000, 40000),
    (MARCH + "The crowd numbered 40,000, the organisers said, while the police counted only 9,000.", 40000, 9000),
    (MARCH + "Police said 9,000 people had marched; the organisers gave a figure of 40,000.", 9000, 40000),
    (MARCH + "Organisers claimed a turnout of 40,000. The city administration estimated that 9,000 people had attended.", 40000, 9000),
    (ARRESTS + "The interior ministry reported 25 arrests. The lawyer Ana Dorel has a list of 60 names.", 25, 60),
    (ARRESTS + "Twenty-five people were taken into custody, the police said. According to the lawyers' association, 60 were being held.", 25, 60),
    (ARRESTS + "The police arrested 25 people. Lawyers for the marchers said that at least 60 people had been taken away.", 25, 60),
    (ARRESTS + "The police chief put the number of arrests at 25. A defence lawyer knew of 60.", 25, 60),
    (FLIGHT + "Some 30,000 people have fled their homes in Ardel, the United Nations said on Monday.\n\n"
     "The government has registered 12,000 displaced people.", 30000, 12000),
    (FLIGHT + "The number of people who have left their homes in Ardel stands at 30,000, the Red Cross said on Monday.\n\n"
     "The interior ministry says there are 12,000.", 30000, 12000),
    (FLIGHT + "The United Nations counts 30,000 displaced in Ardel.\n\nThe authorities in Torvan do not accept the number. "
     "They have registered 12,000, the interior ministry said.", 30000, 12000),
    (STRIKE + "Twenty-two bodies were brought to the hospital, a nurse said. The defence ministry confirmed 14 deaths.", 22, 14),
    (KELL + "Gunmen overran a sawmill near Kell on Monday and took workers away.\n\n"
     "The police spoke of 14 captured workers. The families have a list with 17 names.", 14, 17),
    (KELL + "Villagers near Kell fell ill on Monday after waste from the mine ran into the river.\n\n"
     "The clinic has treated 120 people, its director said. The health ministry acknowledges 35.", 120, 35),
    (KELL + "A pipeline near Kell burst on Monday.\n\nThe company said that 2,000 barrels had escaped. "
     "The environment ministry spoke of 5,500 barrels.", 2000, 5500),
    (KELL + "A ferry sank off Kell on Monday.\n\nThe coast guard said 18 people were missing. Relatives at the port had a list of 31.", 18, 31),
    (KELL + "The first buses from the besieged town of Orm reached Kell on Monday.\n\nThe Kell Courier counted about 950 people. "
     "The administration says that it registered 820.", 950, 820),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), DIFFER)
def test_two_who_count_one_thing_differ(pipeline: Pipeline, text: str, one: int, other: int) -> None:
    told = [each for each in found(pipeline, ("2025-05-04", text)) if each.kind == "figures-differ" and each.before is not None]
    assert {one, other} in [{each.now.low, each.before.low} for each in told if each.before is not None]


AGREE = [
    KELL + "Gunmen killed 13 people near Kell on Monday, the mayor said.\n\n(Corrects the toll. An earlier version gave 34, wounded among them.)",
    KELL + "The camp at Kell has taken in 3,000 displaced people, the Red Cross said on Monday.\n\nAnother 1,200 are expected, the governor said.",
    KELL + "Three people were killed by a bomb in Kell on Monday, police said.\n\nIn Varn, 12 people died, the hospital said.",
    KELL + "Three people were killed by a bomb in Kell on Monday, police said.\n\nThe army said its men had killed 11 fighters.",
    KELL + "A storm killed 14 people in Kell on Monday, the mayor said.\n\nThe storm of last March killed three people, the governor said.",
    KELL + "An air strike on Kell killed 14 people on Monday, the mayor said.\n\nSince January 320 people have been killed, the United Nations says.",
    KELL + "An air strike on Kell killed 14 people on Monday, the mayor said.\n\nFour of them were children, the hospital said.",
    KELL + "About 9,000 people marched through Kell on Sunday, the police said.\n\nThe water company, which supplies 40,000 people, said prices would fall.",
    KELL + "The government will send 300 policemen to Kell, the minister said on Monday.\n\nThe mayor said the town, which has 12 policemen, needed them.",
    KELL + "The front said on Monday that it was holding nine soldiers.\n\nThe army said that it had captured 14 fighters.",
    KELL + 'The United Nations counts 34,000 displaced in Kell.\n\n"On Tuesday alone 5,000 people left their villages," the mayor said.',
]  # fmt: skip


@pytest.mark.parametrize("text", AGREE)
def test_counts_of_two_things_do_not_differ(pipeline: Pipeline, text: str) -> None:
    assert [each.kind for each in found(pipeline, ("2025-05-04", text)) if each.kind == "figures-differ"] == []


BOMB = KELL + "A bomb exploded at the market of Kell on Monday and killed four people, police said.\n\nAt least 20 were wounded."
MINE = KELL + "A shaft of the Kell coal mine collapsed on Monday. Three miners were killed and twelve were missing, the company said."
RAID = KELL + "The army said on Monday that it had killed 24 fighters in a raid on a camp of the front near Orm."
LATER = [
    (BOMB, "Ten people have now died after the bomb at the market of Kell, the hospital said on Tuesday.", 4, 10),
    (BOMB, "A fifth person has died after the bomb at the market of Kell, the hospital said on Tuesday.", 4, 5),
    (BOMB, "The number of people killed by a bomb at the market of Kell rose to ten on Tuesday, police said.\n\nThirty-seven people were wounded.", 20, 37),
    (BOMB, "Interior Minister Jon Varr accused the front of having planted the bomb at the market of Kell, in which ten people were killed.", 4, 10),
    (MINE, "Rescuers found five more miners alive in the Kell coal mine on Tuesday.\n\nSeven miners are still missing, the company said.", 12, 7),
    (MINE, "Rescuers found the bodies of four miners in the Kell coal mine on Tuesday.\n\nThat brings the death toll to seven.", 3, 7),
    (RAID, "The army lowered its count of the fighters killed in the raid near Orm to 19 on Tuesday.", 24, 19),
]  # fmt: skip


@pytest.mark.parametrize(("first", "then", "old", "new"), LATER)
def test_a_later_count_takes_the_place_of_an_earlier_one(pipeline: Pipeline, first: str, then: str, old: int, new: int) -> None:
    later = KELL.replace("May 4", "May 5") + then
    told = [each for each in found(pipeline, ("2025-05-04", first), ("2025-05-05", later)) if each.before is not None]
    assert ("figure-revised", old, new) in [(each.kind, each.before.low, each.now.low) for each in told if each.before is not None]
    assert not [each for each in told if each.kind == "figures-differ"]
