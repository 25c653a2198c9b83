"""What was pledged: each pledged action by itself, with whom it binds."""

from __future__ import annotations

import pytest

from dateline.ingest import article
from dateline.model.record import Record
from dateline.pipeline import Pipeline


def record(pipeline: Pipeline, body: str) -> Record:
    return pipeline.record(article(f"Envoys meet in Accra\n\nFriday 15/01/2021\n\nACCRA - {body}\n".encode()))


def pledged(found: Record) -> list[str]:
    return [commitment.action.text for commitment in found.commitments]


@pytest.mark.parametrize(
    ("body", "actions"),
    [
        ("Italy pledged to send a hospital ship.", ["send a hospital ship"]),
        (
            "\u201cWe will open the port, rebuild the road and train the police,\u201d Italy said in a statement.",
            ["open the port", "rebuild the road", "train the police"],
        ),
        ("\u201cWe will widen and deepen the harbour,\u201d Italy said.", ["widen and deepen the harbour"]),
        ("Italy said it would host the talks.", ["host the talks"]),
        ("Italy agreed to send a hospital ship.", ["send a hospital ship"]),
        ("\u201cWe are ready to host the talks,\u201d Italy said.", ["host the talks"]),
        ("Italy offered to host the talks.", ["host the talks"]),
        ("Italy pledged $15 million for the port.", ["$15 million for the port"]),
        ("Italy promised that the ship would leave on Friday.", ["leave on Friday"]),
        ("\u201cWe are going to rebuild the port,\u201d Italy said.", ["rebuild the port"]),
        ("Italy confirmed that it was prepared to host the talks.", ["host the talks"]),
        ("\u201cWe will not send a ship,\u201d Italy said.", ["not send a ship"]),
        ("Italy vowed never to close the port.", ["never to close the port"]),
        ("Italy offered the islanders a ship.", ["a ship"]),
        ("Italy said that it accepted the plan and would send a ship on Friday.", ["send a ship on Friday"]),
        ("Italy said it would not only open the port but would rebuild the road.", ["open the port", "rebuild the road"]),
    ],
)
def test_each_pledged_action_is_one_commitment(body: str, actions: list[str], pipeline: Pipeline) -> None:
    found = record(pipeline, body)
    assert pledged(found) == actions
    assert all("ITA-GOV" in commitment.actors for commitment in found.commitments)


@pytest.mark.parametrize(
    "body",
    [
        "Italy said the talks would fail.",
        "Italy said that Libya must open the port.",
        "Italy refused to send a hospital ship.",
        "Italy denied reports that it would send a ship.",
        "\u201cWe will see,\u201d Italy said.",
        "Italy urged Libya to open the port.",
    ],
)
def test_predictions_refusals_and_the_duties_of_others_are_no_commitments(body: str, pipeline: Pipeline) -> None:
    assert pledged(record(pipeline, body)) == []


def test_all_who_speak_together_are_bound(pipeline: Pipeline) -> None:
    (commitment,) = record(pipeline, "Italy and Spain said they would send a hospital ship.").commitments
    assert {"ITA-GOV", "ESP-GOV"} <= set(commitment.actors)


def test_a_pledge_made_twice_is_marked_as_repeated(pipeline: Pipeline) -> None:
    found = record(pipeline, "Italy pledged to send a hospital ship.\n\nItaly vowed to send a hospital ship soon.")
    assert [commitment.status for commitment in found.commitments] == ["open", "repeated"]


@pytest.mark.parametrize(("deadline", "status"), [("8 May 2020", "overdue"), ("12 May 2020", "due"), ("30 May 2020", "open")])
def test_a_deadline_tells_whether_a_pledge_is_open_due_or_overdue(deadline: str, status: str, pipeline: Pipeline) -> None:
    found = pipeline.read(f"Ships for the coast\n\n12 May 2020\n\nItaly pledged to send a hospital ship by {deadline}.")
    assert [(each.status, each.deadline is not None) for each in found.commitments] == [(status, True)]


def test_a_pledge_leads_to_its_statement_and_its_words(pipeline: Pipeline) -> None:
    found = record(pipeline, "Italy pledged to send a hospital ship.")
    (commitment,) = found.commitments
    assert commitment.statement in {statement.id for statement in found.statements}
    assert commitment.evidence[0].of(found.article.text) == "send a hospital ship"


@pytest.mark.parametrize(
    "body",
    [
        "Norway promised 10 million euros for the port.",
        "Norway also pledged 3 billion francs for the port.",
        "Norway pledged food and tents to Chad.",
        "Norway offered shelter to the crew.",
        "Norway has earmarked 5 million dollars for Mali.",
        "Norway committed $200 million to Niger.",
    ],
)
def test_what_is_promised_has_not_been_given(body: str, pipeline: Pipeline) -> None:
    aid = [event for event in record(pipeline, body).events if event.type == "AID"]
    assert [event.factuality.status for event in aid] == ["pledged"], body


def test_what_is_given_has_been_given(pipeline: Pipeline) -> None:
    aid = [event for event in record(pipeline, "Norway sent 5 million dollars to Chad.").events if event.type == "AID"]
    assert [event.factuality.status for event in aid] == ["happened"]
