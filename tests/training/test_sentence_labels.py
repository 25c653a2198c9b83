"""Reports whose sentences are labelled with what they do: the format holds, every function is there often, nothing stands twice."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT
from dateline.model.function import FUNCTIONS

NEEDS = ("check_data", "markup", "sentence_labels")


@pytest.fixture(scope="module")
def labelled() -> Iterator[ModuleType]:
    before = dict(sys.modules)
    sys.path.insert(0, str(ROOT / "training"))
    try:
        yield __import__("sentence_labels")
    finally:
        sys.path.remove(str(ROOT / "training"))
        for name in set(sys.modules) - set(before):
            if name in NEEDS:
                del sys.modules[name]


def test_the_labelled_reports_have_no_faults(labelled: ModuleType) -> None:
    found = [each for path in sorted(labelled.FOLDER.glob("*.txt")) for each in labelled.paragraphs(path)]
    assert list(labelled.faults(found)) == []


def test_every_function_is_told_in_hundreds_of_sentences(labelled: ModuleType) -> None:
    found = [each for path in sorted(labelled.FOLDER.glob("*.txt")) for each in labelled.paragraphs(path)]
    counts = Counter(label for each in found for sentence in each.sentences for label in sentence.functions)
    assert set(counts) == set(FUNCTIONS)
    assert min(counts.values()) >= 200


def test_faults_are_told(labelled: ModuleType) -> None:
    sentence = labelled.Sentence("The mayor left.", ("leaves", "sings"))
    wrong = list(labelled.faults([labelled.Paragraph("z-1-0", (sentence,)), labelled.Paragraph("z-1-0", ())]))
    assert wrong == ["z-1-0: no such function: sings", "z-1-0: no sentence", "z-1-0: comes 2 times"]


def test_a_crisis_has_its_functions_in_a_table(labelled: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "z01.txt").write_text(
        "z01-001-0\t{} Mayor quits\nz01-001-1\t{} The mayor left on Monday. {} It rained.\n", encoding="utf-8"
    )
    (tmp_path / "z01.functions.tsv").write_text("sentence\tfunctions\nz01-001-0.1\tleaves\nz01-001-1.1\tleaves,done\n", encoding="utf-8")
    found = list(labelled.of_crisis(tmp_path / "z01.functions.tsv"))
    assert [each.report for each in found] == ["z01-001", "z01-001"]
    assert [[sentence.functions for sentence in each.sentences] for each in found] == [[("leaves",)], [("leaves", "done"), ()]]
    assert found[1].text == "The mayor left on Monday. It rained."
