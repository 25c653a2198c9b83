"""A crisis of seventy reports, followed as a collector meets it, held against what a careful reader finds in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.pipeline import Pipeline
from dateline.store import Store
from stories.crisis import Judged, expected_of, followed, judged, reports

pytestmark = pytest.mark.long  # seventy reports are read


@pytest.fixture(scope="module")
def found(pipeline: Pipeline, samples: Path, made_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """What of the crisis the program finds, each report kept, placed and compared as it comes."""
    place = tmp_path_factory.mktemp("crisis") / "crisis.db"
    shutil.copy(made_sqlite, place)
    folder = samples / "crisis"
    with Store(place) as store:
        return judged(expected_of(folder), followed(list(reports(folder, pipeline)), store))


def test_all_copies_are_found_with_their_originals_and_classes(found: Judged) -> None:
    assert found.copies_missed == ()
    assert found.copies_wrong == ()
    assert found.classes_wrong == ()


def test_reports_of_one_happening_stand_together(found: Judged) -> None:
    assert found.stories_torn == ()
    assert found.stories_mixed == ()


def test_most_changes_are_found(found: Judged) -> None:
    assert found.share >= 0.95, found.changes_missed


def test_no_contradiction_is_a_false_one(found: Judged) -> None:
    assert found.false_contradictions == ()
