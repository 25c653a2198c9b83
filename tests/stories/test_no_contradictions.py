"""What looks like a contradiction and is none: what asserts nothing, who was not charged, other deeds, counts of nobody."""

from __future__ import annotations

import pytest

from dateline.model.change import CONTRADICTIONS
from dateline.pipeline import Pipeline
from stories.test_changes import found


@pytest.mark.parametrize(
    "text",
    [
        "OUAGA - The prefect said that it was not known who had burnt the depot of Bilanga. The Sahel Front (FS) said that it had nobody there.",
        "OUAGA - In a letter, a woman claiming to write for the Sahel Front (FS) said that its men had nothing to do with the fire in Bilanga.",
        'OUAGA - The growers have seen nothing of the money, their association said. "Not a coin has arrived," its head, Awa Sana, said.',
        "OUAGA - The minister accused the rebels of wrecking the talks. Mediator Jean Koffi said that the talks were adjourned, not over.",
        'OUAGA - Seven rebels were killed near Bilanga, the army said. "If they lost a flag, it was a torn one," a rebel spokesman said.',
        "OUAGA - The minister said that 90 nurses were ready to go back to Bilanga. A charity counts two out of three.",
        "OUAGA - Nine people died in the camp of Bilanga, the health office said, after speaking of five a week ago.",
    ],
)
def test_one_report_does_not_contradict_itself_by_words_that_only_look_so(pipeline: Pipeline, text: str) -> None:
    assert [each.kind for each in found(pipeline, ("2025-05-05", text)) if each.kind in CONTRADICTIONS] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "OUAGA - The people of Bilanga buried nine passengers of the ferry on Tuesday.",
            "OUAGA - The navy of Burkina Faso denied on Wednesday that it had fired on the ferry near Bilanga, where twelve people drowned.",
        ),
        (
            "OUAGA - The Sahel Front (FS) left the talks on the war in eastern Burkina Faso on Tuesday.",
            "OUAGA - The Sahel Front (FS) said on Friday that its fighters were still in Bilanga in Burkina Faso.",
        ),
        (
            "OUAGA - No longer a truce for Bilanga, the minister said on Tuesday.",
            "OUAGA - The truce for Bilanga began on Friday at six.",
        ),
    ],
)
def test_two_reports_of_two_deeds_contradict_each_other_in_nothing(pipeline: Pipeline, first: str, second: str) -> None:
    told = found(pipeline, ("2025-05-06", first), ("2025-05-09", second))
    assert [each.kind for each in told if each.kind in CONTRADICTIONS] == []
