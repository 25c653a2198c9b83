"""What is held for a contradiction between two reports is weighed once more, and told where it is believed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.pipeline import Pipeline
from dateline.stories import doubts
from dateline.stories.sequels import Past
from stories.test_changes import found, kinds

POLICE = ("2025-05-04", "QUITO - Police said they detained 45 people during the protest in Quito on Sunday.")
MAYOR = ("2025-05-04", "A mine blew up a bus in Kell on Sunday and killed 16 people, the mayor of the town said.")
FRONT = ("2025-05-04", "The front said on Sunday that seven people had been killed when a mine blew up the bus in Kell.")
LAWYERS = ("2025-05-05", "QUITO - Lawyers have a list of 130 people who were detained during the protest in Quito on Sunday.")
BOTH = (
    "2025-05-05",
    "QUITO - Police said they detained 45 people during the protest in Quito on Sunday. Lawyers put the number of detained at 130.",
)


def _weighing(monkeypatch: pytest.MonkeyPatch, chance: float) -> list[int]:
    """The trees say ``chance`` of everything; the number of rows that they are asked for is written down."""
    asked: list[int] = []

    def weighed(scales: str, rows: Sequence[Sequence[float]]) -> list[float]:
        assert scales == "doubts"
        assert len({len(row) for row in rows}) <= 1
        asked.append(len(rows))
        return [chance] * len(rows)

    monkeypatch.setattr(doubts, "weighed", weighed)
    return asked


@pytest.mark.parametrize(("first", "second"), [(POLICE, LAWYERS), (MAYOR, FRONT)])
def test_two_counts_of_two_reports_are_told_side_by_side(pipeline: Pipeline, first: tuple[str, str], second: tuple[str, str]) -> None:
    assert "figures-differ" in kinds(found(pipeline, first, second))


def test_what_is_not_believed_is_not_told(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _weighing(monkeypatch, 0.1)
    assert "figures-differ" not in kinds(found(pipeline, POLICE, LAWYERS))
    assert max(asked) == 1


def test_what_one_report_tells_of_both_sides_is_not_doubted(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _weighing(monkeypatch, 0.0)
    assert "figures-differ" in kinds(found(pipeline, BOTH))
    assert max(asked) == 0


def test_a_report_that_is_not_remembered_has_no_opening() -> None:
    assert Past().report_of("nowhere") == (-1, "")


@pytest.mark.parametrize(
    ("day", "broken"),
    [("2025-05-07", False), ("2025-05-12", True)],
)
def test_a_promise_is_not_broken_before_its_day(pipeline: Pipeline, day: str, broken: bool) -> None:
    promised = ("2025-05-05", "ACCRA, May 5 (NPA) - The Volta Movement promised on Monday to free the six engineers by Friday, May 9.")
    later = (day, "ACCRA (NPA) - The Volta Movement has not freed the six engineers yet, their union said.")
    assert ("pledge-contradicted" in kinds(found(pipeline, promised, later))) is broken


def test_another_state_breaks_no_promise(pipeline: Pipeline) -> None:
    promised = ("2025-05-05", "Uruguay promised to send 300 engineers to Beira.")
    later = ("2025-05-20", "Belize did not send engineers to Beira.")
    assert not {"pledge-contradicted", "pledge-withdrawn"} & set(kinds(found(pipeline, promised, later)))


def test_what_it_said_is_not_denied_by_what_it_says_next(pipeline: Pipeline) -> None:
    text = "ACCRA - The relief office said that it counted only people in camps. It accused the union of exaggerating."
    assert "claim-contradicted" not in kinds(found(pipeline, ("2025-05-05", text)))


def test_a_chair_who_regrets_has_not_turned_by_being_chair(pipeline: Pipeline) -> None:
    before = "ACCRA - Togo's foreign minister, who chairs the group, welcomed the talks in Accra on Monday."
    now = "ACCRA - Togo, which chairs the group, said that it regretted the departure of Benin from Lome."
    assert "position-turned" not in kinds(found(pipeline, ("2025-05-05", before), ("2025-05-09", now)))


@pytest.mark.parametrize(
    "text", ["Major Ama Zida was relieved of her command on Monday.", "General Ali Rex was stripped of his post on Monday."]
)
def test_who_loses_a_command_leaves_no_body(pipeline: Pipeline, text: str) -> None:
    assert "member-left" not in kinds(found(pipeline, ("2025-05-05", text)))
