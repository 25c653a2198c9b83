"""Where events are when their own clause does not say: our own sentences, the trigger and the place that is meant."""

from __future__ import annotations

import pytest

CASES = (
    ("Gunmen attacked Gao on Sunday, a day after militants had captured it from the army.", "captured", ("Gao",)),
    ("He told reporters in Oslo, where the ministers were meeting, that nothing was agreed.", "meeting", ("Oslo",)),
    ("The rebels pulled out of Bambari. The army denied looting shops there.", "looting", ("Bambari",)),
    ("Jets bombed a depot used by smugglers in Sabha.", "bombed", ("Sabha",)),
    ("Rebels accused the army of burning huts in Darfur.", "burning", ("Darfur",)),
    ("Fighters marched on Kidal at dawn. By noon the militants had captured the town.", "captured", ("Kidal",)),
    ("Shells hit a market in Aden. A doctor said nine people were killed.", "killed", ("Aden",)),
    ("Talks between Baku and Yerevan will open in Vienna.", "Talks", ("Vienna",)),
    ("Troops of the government in Tripoli shelled Tarhuna.", "shelled", ("Tarhuna",)),
    ("Parliament voted against sending soldiers to Yemen.", "sending", ("Yemen",)),
    ("Parliament in Lima voted against the war in Yemen.", "voted", ()),
    ("The assembly imposed sanctions on Chad.", "sanctions", ()),
    ('"We attacked their camps," the spokesman told reporters in Paris.', "attacked", ()),
)


@pytest.mark.parametrize(("text", "word", "wanted"), CASES)
def test_whereabouts_of_an_event(pipeline, text, word, wanted):
    record = pipeline.read(f"Report from the region\n\nFriday 29 January 2016\n\nNAIROBI (Reuters) - {text}\n".encode())
    named = {place.id: place.name for place in record.places}
    found = [e for e in record.events if any(word in record.article.text[s.start : s.end] for s in e.trigger.spans)]
    assert found, [record.article.text[e.trigger.spans[0].start : e.trigger.spans[0].end] for e in record.events]
    assert tuple(named[place] for place in found[0].places) == wanted
