"""Pairs of sentences that part, in invented crises: both sentences are there, in one report, and no pair stands twice."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT

FOLDER = ROOT / "training" / "data" / "disputes"
FILES = sorted(FOLDER.glob("*.tsv"))


def _rows(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["sentence"], row["answers"], row["kind"]) for row in csv.DictReader(file, delimiter="\t")]


def _sentences(path: Path) -> set[str]:
    lines = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {f"{key}.{number}" for key, _, text in lines for number in range(1, text.count("{}") + 1)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_pair_is_of_two_sentences_of_one_report(path: Path) -> None:
    there, rows = _sentences(path.with_suffix(".txt")), _rows(path)
    assert {each for row in rows for each in row[:2]} <= there
    assert all(one != other and one.rpartition("-")[0] == other.rpartition("-")[0] for one, other, _ in rows)
    assert {kind for _, _, kind in rows} <= {"contradicts", "differs"}
    assert max(Counter(rows).values(), default=1) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_of_two_counts_the_later_one_answers(path: Path) -> None:
    def place(sentence: str) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", sentence)]

    assert all(place(one) > place(other) for one, other, kind in _rows(path) if kind == "differs")
