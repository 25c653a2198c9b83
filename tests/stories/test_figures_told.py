"""Two who count one thing, whatever it is, and counts that grow: things, losses, distances, spans of time, shares, people still held."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from stories.test_changes import Told, found

DIFFER = [
    "MOPTI, May 8 - The mayor of Bandiagara said on Thursday that 31 schools in the district are closed. The teachers' union counts 54.",
    ("GOMA, May 8 - Some 22,000 people have fled their homes around Rutshuru since Monday, the United Nations refugee agency said on Thursday. "
    "The provincial government put the number of displaced at 35,000."),
    ("GOMA, May 8 - The UN said on Thursday that 40,000 people had been driven out by the fighting near Rutshuru. "
    "The governor, Paul Kabila Ngoy, spoke of no more than 15,000, most of them in the camps around Goma."),
    ("GOMA, May 8 - Some 18,000 people have been driven from their homes in Rutshuru, the United Nations said on Thursday. "
    "The welfare department in Kinshasa has registered 6,500 in its centres."),
    ("LIMA, May 8 - The column said in a statement on Thursday that it had captured 14 rifles and a machine gun at the post near Satipo. "
    "The police said that six rifles were missing."),
    ("QUITO, May 8 - Lawyers said on Thursday that 26 people were still being held after Sunday's march. "
    "According to the interior ministry only four remain in custody."),
    ("DURBAN, May 8 - Thursday's strike was followed by 70 percent of the dockers, according to the union. "
    "The port authority gave a figure of 25 percent."),
    "LAGOS, May 8 - The company said on Thursday that 800 barrels of oil had run into the creek. Fishermen say that it was ten times as much.",
    "BRASILIA, May 8 - Lorry owners put their losses at 12 million dollars on Thursday. The government spoke of 3 million dollars.",
    ("SANAA, May 8 - Herders in Hajar said on Thursday that soldiers had driven off 300 head of cattle. "
    "The army said it had taken 40 cows which belonged to nobody."),
    ("YANGON, May 8 - A patrol of the army came within 500 metres of the camp on Wednesday, the front's spokesman said. "
    "The army denied this and said that its soldiers had stayed three kilometres away."),
    "YANGON, May 8 - Repairing the bridge will take three days, the railway said on Thursday. Engineers of the army spoke of two weeks.",
    ("JUBA, May 8 - The ministry said on Thursday that 84 percent of the villages had been vaccinated. "
    "Médecins Sans Frontières said half of them."),
    ("JUBA, May 8 - Seventeen villages in the county are cut off, according to the governor. "
    "The World Food Programme said that 29 villages could not be reached."),
    "JUBA, May 8 - Official records list 86 deaths since November. Church groups speak of more than 130.",
    ("JUBA, May 8 - Raiders shot two herders dead near Bor, police said. How many animals were lost is in dispute. "
    "The police put the figure at 212. The council of elders spoke of 640."),
]  # fmt: skip


@pytest.mark.parametrize("text", DIFFER)
def test_two_who_count_one_thing_side_by_side_differ(pipeline: Pipeline, text: str) -> None:
    assert "figures-differ" in {each.kind for each in found(pipeline, ("2025-05-08", text))}


BOMB = "BOR, May 7 - A bomb exploded at the market of Bor on Wednesday and killed six people, police said."
REVISED = [
    (f"{BOMB} About 20 people were wounded.",
     ("BOR, May 7 - The bomb at the market of Bor on Wednesday killed nine people, the governor said. "
     "Thirty-four others are being treated in the hospital, its director said.")),
    (f"{BOMB} At least 20 people were hurt, a nurse said.",
     "BOR, May 8 - The bomb at the market of Bor killed six people and wounded 41, the governor said on Thursday."),
    ("BOR, May 7 - A bomb exploded at the market of Bor on Wednesday. Six people were killed and 20 others were hurt, police said.",
     "BOR, May 8 - Doctors in Bor said on Thursday that the number of people wounded by the bomb at the market was now 27."),
    ("JUBA, May 2 - The strike at the mines has cost the country 20 million dollars so far, the chamber of mines said on Friday.",
     "JUBA, May 12 - The mines opened again on Monday. The strike cost the country 65 million dollars, according to the chamber of mines."),
    ("JUBA, May 2 - Rebels blew up a power line near Bor on Friday. The power company said that the repair would take four days.",
     "JUBA, May 3 - The power line near Bor that rebels blew up on Friday will not be repaired for at least two weeks, the power company said."),
    ("JUBA, May 2 - Twelve schools in Yei are closed because of the fighting, the ministry of education said on Friday.",
     "JUBA, May 9 - The number of schools in Yei that are closed because of the fighting has risen to 20, the ministry of education said."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now"), REVISED)
def test_a_count_that_has_grown_takes_the_place_of_the_first(pipeline: Pipeline, before: str, now: str) -> None:
    told: tuple[Told, Told] = (("2025-05-02", before), ("2025-05-08", now))
    assert "figure-revised" in {each.kind for each in found(pipeline, *told)}


AGREE = [
    ("JUBA, May 8 - The army said on Thursday that 14 rebels and three soldiers had been killed in Pibor. "
    "The village teacher, John Lual, said that he had seen six bodies in the school."),
    ("JUBA, May 8 - The army said on Thursday that 14 rebels and three soldiers had been killed in Pibor. "
    "The hospital said that it had received five bodies."),
    "JUBA, May 8 - The police said that 31 people were arrested in Juba on Thursday. In Malakal, the lawyers said, it was eleven.",
    ("JUBA, May 8 - The road from Juba to Bor is 200 kilometres long, and the army said that it controls it. "
    "The front said that its nearest post is 30 kilometres away from the road."),
    "JUBA, May 8 - The UN said that 12,000 people had fled from Pibor. In the camp at Bor, the Red Cross said, 3,000 people had arrived.",
    "JUBA, May 8 - Norway said that it would give 12 million dollars. Sweden said that it would give 5 million dollars.",
    "JUBA, May 8 - The union wants a rise of 12 percent. The company has offered four percent.",
    "JUBA, May 8 - The talks have been going on for three days, a diplomat said. The minister said that they would end in two weeks.",
    "JUBA, May 8 - Police said that 26 people were arrested after the march. The council announced another one for May 23.",
    "JUBA, May 8 - The roadblock costs the town two million pounds a day, the traders say. The governor called it the best news in two weeks.",
]  # fmt: skip


@pytest.mark.parametrize("text", AGREE)
def test_counts_that_may_all_be_right_do_not_differ(pipeline: Pipeline, text: str) -> None:
    assert "figures-differ" not in {each.kind for each in found(pipeline, ("2025-05-08", text))}
