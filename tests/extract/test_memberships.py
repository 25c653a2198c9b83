"""Who belongs to which group, who joined, left, applied or was suspended."""

from __future__ import annotations

import pytest


def told(pipeline, text):
    record = pipeline.read(f"Report from the region\n\nFriday 29 January 2016\n\nNAIROBI - {text}\n".encode())
    return [(each.group, each.member, each.change) for each in record.memberships]


CHANGES = [
    ("Mali withdrew from the African Union.", ("au", "MLI-GOV", "left")),
    ("Niger was suspended from the African Union.", ("au", "NER-GOV", "suspended")),
    ("The African Union suspended Guinea.", ("au", "GIN-GOV", "suspended")),
    ("Poland joined the European Union in 2004.", ("eu", "POL-GOV", "joined")),
    ("Moldova has applied to join the European Union.", ("eu", "MDA-GOV", "applied")),
    ("Finland became the 31st member of NATO.", ("nato", "FIN-GOV", "joined")),
    ("Turkey is a member of NATO.", ("nato", "TUR-GOV", "member")),
    ("NATO member Turkey objected.", ("nato", "TUR-GOV", "member")),
    ("Britain, which left the European Union, said nothing.", ("eu", "GBR-GOV", "left")),
    ("The 55-member African Union, which includes Morocco, met.", ("au", "MAR-GOV", "member")),
    ("EU members France and Germany disagreed.", ("eu", "DEU-GOV", "member")),
    ("The Commonwealth suspended Zimbabwe's membership.", ("commonwealth", "ZWE-GOV", "suspended")),
    ("Finland and Sweden became members of NATO.", ("nato", "SWE-GOV", "joined")),
    ("The bloc, which Croatia joined, met. Russia was thrown out of the Council of Europe.", ("council-of-europe", "RUS-GOV", "left")),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_memberships_that_a_sentence_tells(pipeline, text, expected):
    assert expected in told(pipeline, text)


NONE = [
    "Georgia wants to join NATO.",
    "Sweden may join NATO next year.",
    "Kosovo did not join the European Union.",
    "Kenya joined the African Union in condemning the coup.",
    "Ukraine will never leave the European Union.",
    "If Serbia joins the European Union, trade will grow.",
    "Iran denied that it had left OPEC.",
    "Canada withdrew its jets from the European Union.",
    "Norway urged Iceland to join the European Union.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_may_or_should_come_is_no_membership(pipeline, text):
    assert told(pipeline, text) == []


def test_the_latest_country_to_join_joins_the_coalition_named_before(pipeline):
    text = "Norway has built a 40-nation coalition against the pirates, with Kenya becoming the latest country to join."
    record = pipeline.read(f"Report\n\nFriday 29 January 2016\n\nOSLO - {text}\n".encode())
    (each,) = record.memberships
    assert (each.member, each.change, each.count) == ("KEN-GOV", "joined", 40)
