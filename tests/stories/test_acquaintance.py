"""A party that an earlier report named is known again by its name, where a later report does not tell what it is."""

from __future__ import annotations

from dataclasses import replace

from dateline.model.span import Span
from dateline.stories.acquaintance import Acquaintance
from dateline.stories.changes_matter import Matter, Party, Sight

EMPTY: frozenset[str] = frozenset()
HERONS = Party(
    frozenset(("organisation/grey-heron-brigade",)), frozenset(("grey", "heron", "brigade")), "Grey Heron Brigade", None, firm=True
)
ARMY = Party(frozenset(("TCD-MIL",)), frozenset(("army",)), "Armed forces of Chad", "TCD", firm=True)


def _matter(noun: str, text: str, *doers: Party) -> Matter:
    told = frozenset(text.lower().split())
    return Matter(
        "1", noun, 0, "", None, "told", doers, (), None, EMPTY, EMPTY, None, EMPTY, EMPTY, told, Span(0, len(text)), text, text, 1, 739_000
    )


def _sight(*matters: Matter, names: tuple[tuple[str, str], ...] = ()) -> Sight:
    return Sight("1", 1, 1, "2024-05-02", False, "", False, matters, names)


def _greeted(text: str, noun: str = "sentences", *doers: Party) -> Matter:
    known = Acquaintance()
    known.meet(_sight(_matter("sentences", "The Grey Heron Brigade met the army.", HERONS, ARMY)))
    return known.greet(_sight(_matter(noun, text, *doers))).matters[0]


def test_a_name_of_an_earlier_report_is_a_party_in_a_later_one() -> None:
    assert _greeted("The Grey Heron Brigade burned the mill.").doers == (HERONS,)
    assert _greeted("The Grey Heron Brigade burned the mill.", "events").doers == (HERONS,)


def test_parties_stand_in_the_order_of_the_sentence() -> None:
    assert _greeted("The army chased the Grey Heron Brigade.", "sentences", ARMY).doers == (ARMY, HERONS)
    assert _greeted("The Grey Heron Brigade fled from the army.", "sentences", ARMY).doers == (HERONS, ARMY)


def test_words_that_stand_for_nobody_give_way_to_the_party() -> None:
    loose = Party(EMPTY, frozenset(("heron", "brigade")), "Heron Brigade", None, firm=False)
    assert _greeted("Heron Brigade men, the Grey Heron Brigade, left.", "events", loose).doers == (HERONS,)


def test_a_longer_name_and_a_name_for_a_place_are_not_taken_for_it() -> None:
    assert not _greeted("The Grey Heron Brigades were many.").doers
    known = Acquaintance()
    known.meet(_sight(_matter("sentences", "Grey Heron Brigade", HERONS), names=(("1", "Grey Heron Brigade"),)))
    assert known.greet(_sight(replace(_matter("sentences", "They went to Grey Heron Brigade."), doers=()))).matters[0].doers == ()
