from __future__ import annotations

import pytest

from dateline import ingest
from dateline.ingest.datelines import find_dateline
from dateline.model.span import Span

from .spans import marked

REST = "Rebels said on Monday that they had left the town, but the army denied it and kept shelling the hills to the north."

FOUND = [
    ("[ROME] - ", None),
    ("[ABUJA], March 10 (Reuters) - ", "Reuters"),
    ("[MANILA] (AP) _ ", "AP"),
    ("[MANILA], [Philippines] (AP) _ ", "AP"),
    ("[Gaza City]/[Jerusalem] – ", None),
    ("[NIAMEY], March 3 (AFP) - ", "AFP"),
    ("[WASHINGTON]/[BEIJING] (Reuters) - ", "Reuters"),
    ("[UNITED NATIONS] (AP) — ", "AP"),
    ("ABOARD THE [USS KEARSARGE] (AP) — ", "AP"),
    ("NEAR [RAQQA], [Syria] — ", None),
    ("[PORT-AU-PRINCE], [Haiti] -- ", None),
    ("[N'DJAMENA], 4 June 2015 (IRIN) - ", "IRIN"),
    ("[BEIJING], Aug. 7 (Xinhua) -- ", "Xinhua"),
    ("[TOKYO], Kyodo - ", "Kyodo"),
    ("[Seoul], April 3 (Yonhap) -- ", "Yonhap"),
    ("[ISLAMABAD]: ", None),
    ("[Ouagadougou] (AFP) – ", "AFP"),
    ("[LONDON] and [PARIS] (Reuters) - ", "Reuters"),
    ("[ST. LOUIS] (AP) - ", "AP"),
    ("[NAIROBI]/[MOGADISHU] - - ", None),
    ("[KABUL], [Afghanistan] (AP) ", "AP"),
    ("[WAUSAU], [Wis.] (WQRX) -- ", "WQRX"),
    ("[CANBERRA], [Australia] (AP)_ ", "AP"),
    ("(Reuters) - ", "Reuters"),
    ("May 4 (Reuters) - ", "Reuters"),
    ("AFP - ", "AFP"),
    ("[GENEVA] (29 January 2016) – ", None),
    ("[BEIJING], Jan. 29, 2016 /PRNewswire/ -- ", "PR Newswire"),
    ("[SANA'A], Jan. 29 (Saba) - ", "Saba"),
    ("[RAMALLAH] (Ma'an) -- ", "Ma'an"),
    ("[KABUL], [Afghanistan], Jan 29 (Reuters) - ", "Reuters"),
    ("[Addis Ababa], 29 January 2016 - ", None),
    ("[MOSCOW]. Jan 29 (Interfax) - ", "Interfax"),
    ("[BAMAKO], Jan 29, 2016 (AFP) -", "AFP"),
    ("[DEIR AL-ZOR], [Syria] (Reuters) - ", "Reuters"),
    ("[AL-TANF] GARRISON, [Syria] -- ".replace("] GARRISON", " GARRISON]"), None),
    ("[ISTANBUL]—", None),
    ("[HAVANA], [Cuba] – ", None),
    ("[BRUSSELS]/[WASHINGTON]/[MOSCOW] - ", None),
    ("(CNN)", "CNN"),
    ("[BEIRUT]: ", None),
]


@pytest.mark.parametrize(("opening", "agency"), FOUND, ids=[line for line, _ in FOUND])
def test_datelines_of_wire_copy(opening: str, agency: str | None) -> None:
    text, places = marked(opening + REST)
    found = find_dateline(text, Span(0, len(text)))
    assert found is not None
    assert list(found.places) == places
    assert found.agency == agency
    assert text[found.after :] == REST


@pytest.mark.parametrize(
    "text",
    [
        "Rebels in the north - the strongest of four groups - said that they had left the town and would not return to it.",
        "Asked whether the truce would hold, the minister said: We shall see what the other side does before the end of the week.",
        "On July 6, 2015, the president made the following promise: No soldier will cross the river before the elections are held.",
        "Analysis - What the truce means for the people of the valley and for the two governments that never wanted it signed.",
        "Karim Haddad - the doctor who ran the hospital during the siege - said that he had counted more than two hundred dead.",
        "EXCLUSIVE: Rebels to hand over port",
        "DEAR READER: We have often been asked in the last months why the truce does not hold and who it is that breaks it every time.",
        "THE TRUCE HELPS THE GOVERNMENT, BUT THE ECONOMY HELPS THE REBELS - There is little doubt about who wins the next vote.",
        "By Amina Yusuf",
        "—",
        "(",
    ],
)
def test_ordinary_openings_are_no_datelines(text: str) -> None:
    assert find_dateline(text, Span(0, len(text))) is None


def test_the_place_names_and_the_date_of_a_dateline_reach_the_article() -> None:
    article = ingest.from_text(f"Rebels leave town\n\nMarch 12, 2017\n\nABUJA, March 10 (Reuters) - {REST}")
    line = article.dateline
    assert line is not None
    assert [span.of(article.text) for span in line.place_spans] == ["ABUJA"]
    assert (line.agency, line.date) == ("Reuters", "2017-03-10")
    assert article.paragraphs[0].of(article.text).startswith("ABUJA, March 10")


def test_a_dateline_near_the_turn_of_the_year_belongs_to_the_nearest_one() -> None:
    article = ingest.from_text(f"Rebels leave town\n\n2 January 2018\n\nABUJA, Dec 31 (Reuters) - {REST}")
    assert article.dateline is not None
    assert article.dateline.date == "2017-12-31"


def test_a_dateline_alone_on_its_line_opens_the_paragraph_below_it() -> None:
    article = ingest.from_text(f"NAIROBI, Kenya (AP) _\n\n{REST}\n\nThe army said nothing.")
    assert article.dateline is not None
    assert article.dateline.agency == "AP"
    assert len(article.paragraphs) == 2
