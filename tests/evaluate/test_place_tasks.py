"""The tasks about places answer rows of every set in the way that the set marks places."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.evaluate.tasks import metonymy, places, resolve
from dateline.pipeline import Pipeline

TEXT = "Syrian troops entered Idlib on Monday, and Moscow denied that its jets had bombed the University of Aleppo."


def row(name: str, *spans: str) -> dict[str, Any]:
    toponyms = [{"start": TEXT.index(s), "end": TEXT.index(s) + len(s)} for s in spans]
    return {"id": f"{name}-1", "text": TEXT, "toponyms": toponyms}


def said(prediction: Any) -> list[str]:
    return [TEXT[t["start"] : t["end"]] for t in prediction["toponyms"]]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("geovirus", ["Idlib", "Moscow"]),
        ("lgl", ["Syrian", "Idlib", "Moscow", "Aleppo"]),
        ("another", ["Syrian", "Idlib", "Moscow", "Aleppo"]),
    ],
)
def test_places_marks_what_the_set_marks(name: str, wanted: list[str], pipeline: Pipeline) -> None:
    assert said(places.predict(row(name), pipeline)) == wanted


def test_resolve_answers_every_span_with_a_point(pipeline: Pipeline) -> None:
    found = resolve.predict(row("lgl", "Syrian", "Idlib", "University of Aleppo"), pipeline)["toponyms"]
    assert len(found) == 3
    assert all(abs(t["lat"] - 35.5) < 1.5 and abs(t["lon"] - 37.3) < 1.5 for t in found)


def test_resolve_passes_over_spans_outside_the_text(pipeline: Pipeline) -> None:
    broken = {"id": "lgl-2", "text": TEXT, "toponyms": [{"start": -7, "end": -2}, {"start": 5, "end": 9000}]}
    assert resolve.predict(broken, pipeline) == {"toponyms": []}


def test_metonymy_reads_given_spans(pipeline: Pipeline) -> None:
    found = metonymy.predict(row("relocar", "Idlib", "Moscow"), pipeline)["toponyms"]
    assert [t["reads_as"] for t in found] == ["place", "actor"]
