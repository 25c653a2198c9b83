"""Tasks on events: how one sentence of a labelled set is answered."""

from __future__ import annotations

import pytest

from dateline.evaluate.tasks import pair, penta, raw, whowhom
from dateline.pipeline import Pipeline


def marked(text: str, source: str, target: str) -> dict[str, object]:
    spans = {name: [[text.index(words), text.index(words) + len(words)]] for name, words in (("source", source), ("target", target))}
    return {"id": "1", "text": text, "labels": {"char_spans": spans}}


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Norlund bombed the camps of the rebels.", "Norlund", "the rebels", "ASSAULT"),
        ("Norlund refused to meet the envoy of Estavia.", "Norlund", "Estavia", "REJECT"),
        ("Norlund will not lift the ban on Estavia.", "Norlund", "Estavia", "REJECT"),
        ("Norlund will send doctors to Estavia.", "Norlund", "Estavia", "AGREE"),
        ("Norlund said that Estavia must free the crew.", "Norlund", "Estavia", "REQUEST"),
        ("Norlund threatened to shell the ports of Estavia.", "Norlund", "Estavia", "THREATEN"),
        ("Norlund has imposed sanctions on Estavia.", "Norlund", "Estavia", "COERCE"),
    ],
)
def test_pair_the_act_decides_not_what_it_is_about(pipeline: Pipeline, text: str, source: str, target: str, kind: str) -> None:
    assert pair.predict(marked(text, source, target), pipeline) == {"type": kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The minister said that the harvest was good.", "0"),
        ("The minister expressed concern about the harvest.", "0"),
        ("The two ministers met in a border town.", "1"),
        ("The ministry sent medicine to the islands.", "2"),
        ("The minister condemned the coup.", "3"),
        ("Gunmen killed three farmers.", "4"),
    ],
)
def test_penta_class_of_the_main_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert penta.predict({"id": "1", "text": text}, pipeline) == {"penta": kind}


def test_raw_a_refusal_counts_as_refusal(pipeline: Pipeline) -> None:
    events = raw.predict({"id": "1", "text": "France will not send troops to Mali, the foreign minister said."}, pipeline)["events"]
    assert [(e["type"], e["actors"]) for e in events] == [("REJECT", ["FRA"])]


def test_whowhom_phrases_of_source_and_target(pipeline: Pipeline) -> None:
    text = "The rebels of the north shelled two villages on Sunday."
    found = whowhom.predict({"id": "1", "text": text}, pipeline)["spans"]
    assert [(s["role"], text[s["start"] : s["end"]]) for s in found] == [("source", "The rebels of the north"), ("target", "two villages")]
