"""What a sentence does to a pledge by the functions that a record tells of it, once party and matter are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories import ledger, pledge_voice
from dateline.stories.changes_matter import Matter, Party
from dateline.stories.changes_same import Reason, Same

KENYA = Party(frozenset(("KEN-GOV",)), frozenset(("kenya",)), "Kenya", "KEN", firm=True)
NONE = Same((), 0.0)


def _matter(noun: str, text: str, says: str, day: int) -> Matter:
    empty: frozenset[str] = frozenset()
    told = frozenset(text.rstrip(".").split())
    return Matter(
        str(day), noun, 0, "", None, "open", (KENYA,), (), None, empty, empty, None, empty, empty, told, Span(0, 1), text, says, 1, day
    )


PLEDGE = _matter("commitments", "Kenya will send forty surgeons to the camps.", "send forty surgeons to the camps", 739_000)


@pytest.mark.parametrize(
    ("text", "function", "change"),
    [
        ("Kenya's forty surgeons are off the list.", "withdrawn", "pledge-withdrawn"),
        ("Surgeons from Kenya are at work in the camps.", "kept", "pledge-acted-on"),
        ("Kenya's word on the surgeons for the camps is good.", "again", "pledge-repeated"),
        ("Kenya's surgeons are drinking tea in the camps.", "count", None),
        ("Kenya's harvest is off.", "withdrawn", None),
    ],
)
def test_a_sentence_does_to_a_pledge_what_the_record_says_it_does(text: str, function: FunctionKind, change: str | None) -> None:
    now = replace(_matter("sentences", text, text, 739_005), functions=((function, 0.8),))
    assert pledge_voice.step(now, PLEDGE, NONE) == change


def test_without_a_voice_nothing_is_said() -> None:
    now = _matter("sentences", "Kenya's forty surgeons are off the list.", "", 739_005)
    assert pledge_voice.step(now, PLEDGE, NONE) is None


def test_a_word_given_again_breaks_nothing_and_is_no_new_one() -> None:
    again = replace(_matter("commitments", "Kenya said again that forty surgeons would come.", "forty surgeons", 739_005), number=1)
    again = replace(again, functions=(("again", 0.7), ("broken", 0.3)))
    assert pledge_voice.only_given(again)
    assert ledger.echoes(again, "pledge-repeated", PLEDGE)
    assert not ledger.echoes(again, "pledge-acted-on", PLEDGE)


def test_what_is_promised_beside_a_known_pledge_is_another() -> None:
    more = _matter("commitments", "Kenya will send ten more surgeons to the camps.", "send ten more surgeons to the camps", 739_005)
    once = _matter("commitments", "Kenya will send surgeons to the camps.", "send surgeons to the camps", 739_005)
    same = Same((Reason("doer", 1.0, 1.5), Reason("words", 1.0, 1.0)), 2.5)
    words = frozenset(("surgeon",))
    known, once, more = (replace(each, own=words, words=words) for each in (PLEDGE, once, more))
    assert ledger.told_before(once, known, same)
    assert not ledger.told_before(more, known, same)
