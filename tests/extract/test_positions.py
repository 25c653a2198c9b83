"""Where parties stand: own sentences with party, stance and wording."""

import pytest

from dateline.evaluate.tasks.articles import article_of


@pytest.fixture(scope="module")
def taken(pipeline):
    def positions(text):
        return [(p.actor, p.stance, p.proposition.text) for p in pipeline.record(article_of(text)).positions]

    return positions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A call by Kenya for peace talks in Sudan went unheard.", ("KEN-GOV", "supports", "peace talks in Sudan")),
        ("Kenya rejected sanctions on Sudan.", ("KEN-GOV", "opposes", "sanctions on Sudan")),
        ("Kenya ruled out military intervention in Sudan.", ("KEN-GOV", "opposes", "military intervention in Sudan")),
        ("Kenya is opposed to sanctions on Sudan.", ("KEN-GOV", "opposes", "sanctions on Sudan")),
        ("Kenya supports peace talks in Sudan.", ("KEN-GOV", "supports", "peace talks in Sudan")),
        ("Kenya called for a ceasefire in Sudan.", ("KEN-GOV", "supports", "ceasefire in Sudan")),
        ("Kenya distanced itself from calls for an embargo on Sudan.", ("KEN-GOV", "opposes", "embargo on Sudan")),
        ("Kenya played down the need for an embargo on Sudan.", ("KEN-GOV", "opposes", "embargo on Sudan")),
        ("Kenya has no plans to send soldiers to Sudan.", ("KEN-GOV", "opposes", "sending soldiers to Sudan")),
        ("Kenya does not support sanctions on Sudan.", ("KEN-GOV", "opposes", "sanctions on Sudan")),
        ("Kenya urged Sudan to release the envoys.", ("KEN-GOV", "supports", "releasing envoys")),
        ("Kenya demanded that the blockade be lifted.", ("KEN-GOV", "opposes", "blockade")),
        ("Kenya refused to negotiate with the rebels unless they disarm.", ("KEN-GOV", "conditional", "negotiating with rebels")),
        ("Kenya wants Sudan to hold elections.", ("KEN-GOV", "supports", "Sudan holding elections")),
        ("Kenya sees no need for sanctions on Sudan.", ("KEN-GOV", "opposes", "sanctions on Sudan")),
        ("There is no reason for sanctions on Sudan, Kenya said.", ("KEN-GOV", "opposes", "sanctions on Sudan")),
        ("Kenya blocked a ceasefire in Sudan.", ("KEN-GOV", "opposes", "ceasefire in Sudan")),
        ("The African Union is committed to the ceasefire in Sudan.", ("au", "supports", "ceasefire in Sudan")),
        ("Kenya remains neutral on sanctions against Sudan.", ("KEN-GOV", "neutral", "sanctions against Sudan")),
        ("Kenya is in favour of sanctions against Sudan.", ("KEN-GOV", "supports", "sanctions against Sudan")),
        ('"We will never accept a blockade," Kenya said.', ("KEN-GOV", "opposes", "blockade")),
        ("Kenya said that the attacks must be stopped.", ("KEN-GOV", "opposes", "attacks")),
        ("Kenya voiced opposition to sanctions on Sudan.", ("KEN-GOV", "opposes", "sanctions on Sudan")),
        ("Kenya turned down a proposal for talks with Sudan.", ("KEN-GOV", "opposes", "talks with Sudan")),
        ("Kenya condemned the coup in Sudan.", ("KEN-GOV", "opposes", "coup in Sudan")),
        ("The sanctions that Kenya rejected will start in May.", ("KEN-GOV", "opposes", "sanctions")),
        ("France pushed for an embargo. Kenya opposed it.", ("KEN-GOV", "opposes", "embargo")),
        ("Kenya voiced support for the ceasefire in Sudan.", ("KEN-GOV", "supports", "ceasefire in Sudan")),
        ("Kenya is ready to lift the blockade if Sudan withdraws.", ("KEN-GOV", "conditional", "lifting blockade")),
        ('"There will be no compromise and no partition," the Kenyan president said.', ("KEN-GOV", "opposes", "partition")),
        ("Peacekeepers were not up for discussion, Kenya said.", ("KEN-GOV", "opposes", "Peacekeepers")),
        ("Kenya told Sudan to withdraw its troops. Sudan refused.", ("SDN-GOV", "opposes", "withdrawing troops")),
        ("The Kenyan president called the accord a betrayal.", ("KEN-GOV", "opposes", "accord")),
        ("Kenya urged Sudan not to invade.", ("KEN-GOV", "opposes", "Sudan invading")),
        ("Kenya rejected a role for Ghana in the talks.", ("KEN-GOV", "opposes", "role for Ghana in talks")),
        ("Kenya wants the rebels driven from Sudan.", ("KEN-GOV", "supports", "rebels driven from Sudan")),
        ("Kenya threw out a proposal for talks with Sudan.", ("KEN-GOV", "opposes", "talks with Sudan")),
        ("Kenya blocked a Security Council statement on Sudan.", ("KEN-GOV", "opposes", "Security Council statement on Sudan")),
        (
            "Kenya said it would under no circumstances allow the rebels to cross its border.",
            ("KEN-GOV", "opposes", "allowing rebels to cross border"),
        ),
        ("Kenya backed the mission in Sudan. Ghana opposed the strikes.", ("GHA-GOV", "opposes", "strikes")),
    ],
)
def test_a_party_takes_a_stance(text, expected, taken):
    assert expected in taken(text)


def test_who_speaks_for_a_government_takes_its_position(pipeline):
    text = '"There is no question of an armed intervention in Chad," French Foreign Minister Laurent Fabius said in January 2015.'
    positions = pipeline.record(article_of(text, "2015-01-20")).positions
    assert [(p.actor, p.stance) for p in positions] == [("FRA-GOV", "opposes")]


def test_turning_down_a_proposal_is_about_what_was_proposed(pipeline):
    text = "Russia and China proposed that Kenya withdraw its soldiers. Kenya rejected the proposal."
    positions = pipeline.record(article_of(text)).positions
    rejected = next(p for p in positions if p.actor == "KEN-GOV")
    assert rejected.stance == "opposes"
    assert "withdraw" in rejected.proposition.text
    assert [span.of(text) for span in rejected.evidence][-1] == "rejected the proposal"


def test_the_condition_is_kept(pipeline):
    [position] = pipeline.record(article_of("Kenya would back sanctions only if Sudan attacked the dam.")).positions
    assert position.stance == "conditional"
    assert position.condition == "only if Sudan attacked the dam"


@pytest.mark.parametrize(
    "text",
    [
        "Kenya rejected the figures.",
        "Kenya rejected claims that its army had shelled the town.",
        "Kenya denied shelling the town.",
        "Kenyan jets bombed the port of Kismayo on Monday.",
        "Kenya may support the plan.",
        "Kenya welcomed the minister.",
        "Kenya accused Sudan of supporting the rebels.",
    ],
)
def test_reports_of_facts_and_denials_are_no_positions(text, taken):
    assert taken(text) == []


def test_every_position_is_backed_by_words_of_the_text(pipeline, samples):
    for path in sorted(samples.glob("*.txt"))[:4]:
        record = pipeline.read(path)
        assert all(position.evidence for position in record.positions)
