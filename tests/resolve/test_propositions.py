"""Wordings folded into propositions: one id, one wording, each stance of a party told once."""

from dateline.model.position import Position, Proposition
from dateline.model.span import Span
from dateline.resolve.propositions import propositions


def position(actor, stance, name, text, start=0, confidence=0.8):
    evidence = (Span(start, start + 5),)
    return Position(actor, Proposition(name, text), stance, None, None, evidence, "stance:back", confidence)


def test_the_same_stance_of_the_same_party_is_told_once_with_all_its_evidence(knowledge):
    folded = propositions(
        (
            position("FRA-GOV", "opposes", "assault/LBY", "military intervention in Libya", 0),
            position("FRA-GOV", "opposes", "assault/LBY", "air strikes in Libya", 50),
        ),
        knowledge,
    )
    assert [p.proposition.text for p in folded] == ["military intervention in Libya"]
    assert folded[0].evidence == (Span(0, 5), Span(50, 55))


def test_a_wording_without_a_country_takes_that_of_the_same_frame(knowledge):
    folded = propositions(
        (
            position("FRA-GOV", "opposes", "assault/LBY", "military intervention in Libya"),
            position("FRA-GOV", "supports", "assault/SYR", "strikes in Syria"),
            position("ITA-GOV", "opposes", "assault", "hasty military intervention"),
        ),
        knowledge,
    )
    assert folded[2].proposition == Proposition("assault/LBY", "military intervention in Libya")


def test_a_wording_with_a_name_of_its_own_keeps_its_id(knowledge):
    folded = propositions(
        (
            position("FRA-GOV", "opposes", "assault/LBY", "military intervention in Libya"),
            position("ITA-GOV", "opposes", "assault", "raid on Kufra"),
        ),
        knowledge,
    )
    assert folded[1].proposition.id == "assault"


def test_nobody_is_for_and_against_the_same(knowledge):
    folded = propositions(
        (
            position("FRA-GOV", "supports", "assault/SYR", "strikes in Syria"),
            position("FRA-GOV", "opposes", "assault/SYR", "bomb in Syria"),
        ),
        knowledge,
    )
    assert len({p.proposition.id for p in folded}) == 2


def test_folding_twice_changes_nothing(knowledge):
    once = propositions((position("FRA-GOV", "opposes", "assault/LBY", "military intervention in Libya"),), knowledge)
    assert propositions(once, knowledge) == once
