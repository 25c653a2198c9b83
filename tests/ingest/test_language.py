from __future__ import annotations

import pytest

from dateline import ingest

OTHERS = {
    "French": "Le ministre a rejeté lundi l'idée d'une intervention dans le nord du pays, et il a dit que les soldats ne partiraient pas avant la fin du mois.",
    "Spanish": "El ministro rechazó el lunes la idea de una intervención en el norte del país y dijo que los soldados no saldrán antes del fin de mes.",
    "German": "Der Minister lehnte am Montag eine Intervention im Norden des Landes ab und sagte, dass die Soldaten nicht vor Ende des Monats gehen.",
    "Arabic or Persian": "رفض الوزير يوم الاثنين فكرة التدخل في شمال البلاد وقال إن الجنود لن يغادروا قبل نهاية الشهر.",
    "Chinese": "部长周一拒绝了在该国北部进行干预的想法，并表示士兵不会在月底之前离开。",
    "Turkish": "Bakan pazartesi günü ülkenin kuzeyine müdahale fikrini reddetti ve askerlerin ay sonundan önce bir yere gitmeyeceğini de söyledi, ama daha sonra bu karar değil dedi.",
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_another_language_is_said_so_and_still_read(name: str) -> None:
    article = ingest.from_text(OTHERS[name])
    assert [note.message for note in article.notes] == [f"Dateline reads English; this looks like {name}."]
    assert article.notes[0].kind == "not-english"
    assert article.paragraphs
    assert article.language != "en"


@pytest.mark.parametrize(
    "text",
    [
        "The minister rejected the idea of an intervention in the north on Monday and said that no soldier would leave before the end of the month.",
        "Ghana rejects plan",
        "Police: 3 dead, 12 hurt after truck bomb hits market in Maiduguri, Nigeria",
    ],
)
def test_english_and_texts_too_short_to_tell_raise_no_finding(text: str) -> None:
    assert ingest.from_text(text).notes == ()
