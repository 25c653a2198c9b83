"""Invented crises with what a reader took from them: every sentence and report that a label names is there, and labels say what they may."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from conftest import ROOT
from dateline.model.change import ChangeKind
from dateline.model.function import FUNCTIONS

FOLDER = ROOT / "training" / "data" / "crises"
NEW = {"new-event", "pledge-made", "position-new", "member-joined", "member-left"}  # kinds without another side
STORIES = {"story", "kin", "copy"}


def _tables(what: str) -> list[Path]:
    return sorted(FOLDER.glob(f"*.{what}.tsv"))


def _crisis(path: Path) -> str:
    return path.name.partition(".")[0]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _sentences(path: Path) -> set[str]:
    text = (FOLDER / f"{_crisis(path)}.txt").read_text(encoding="utf-8")
    lines = (line.partition("\t") for line in text.splitlines())
    return {f"{key}.{number}" for key, _, told in lines for number in range(1, told.count("{}") + 1)}


def _report(sentence: str) -> str:
    return sentence.rpartition("-")[0]


@pytest.mark.parametrize("path", _tables("pairs"), ids=_crisis)
def test_each_pair_is_of_two_sentences_of_one_report(path: Path) -> None:
    there, rows = _sentences(path), [(row["sentence"], row["answers"], row["kind"]) for row in _rows(path)]
    assert {each for row in rows for each in row[:2]} <= there
    assert all(one != other and _report(one) == _report(other) for one, other, _ in rows)
    assert {kind for _, _, kind in rows} <= {"contradicts", "differs"}
    assert max(Counter(rows).values(), default=1) == 1


@pytest.mark.parametrize("path", _tables("functions"), ids=_crisis)
def test_each_function_is_one_of_a_sentence(path: Path) -> None:
    rows = [(row["sentence"], row["functions"].split(",")) for row in _rows(path)]
    assert {sentence for sentence, _ in rows} <= _sentences(path)
    assert {each for _, functions in rows for each in functions} <= set(FUNCTIONS)
    assert max(Counter(sentence for sentence, _ in rows).values()) == 1
    assert len(rows) >= len(_sentences(path)) / 2


@pytest.mark.parametrize("path", _tables("pairs"), ids=_crisis)
def test_of_two_counts_the_later_one_answers(path: Path) -> None:
    def place(sentence: str) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", sentence)]

    assert all(place(row["sentence"]) > place(row["answers"]) for row in _rows(path) if row["kind"] == "differs")


@pytest.mark.parametrize("path", _tables("changes"), ids=_crisis)
def test_each_change_names_sentences_that_are_there_and_the_other_side_where_its_kind_has_one(path: Path) -> None:
    there = _sentences(path)
    for row in _rows(path):
        kinds, now, was = row["kind"].split("|"), row["now"].split(), [] if row["was"] == "-" else row["was"].split()
        assert set(kinds) <= set(get_args(ChangeKind)), row
        assert now, row
        assert set(now) | set(was) <= there, row
        assert row["must"] in ("yes", "also"), row
        assert row["must"] == "also" or len({_report(each) for each in now}) == 1, row
        assert was or set(kinds) & (NEW | {"correction"}), row


@pytest.mark.parametrize("path", _tables("reports"), ids=_crisis)
def test_the_reports_of_a_crisis_are_all_listed_in_the_order_in_which_they_were_published(path: Path) -> None:
    rows = _rows(path)
    names = [row["report"] for row in rows]
    assert set(names) == {_report(sentence) for sentence in _sentences(path)}
    assert len(set(names)) == len(names)
    assert [row["published"][:10] for row in rows] == sorted(row["published"][:10] for row in rows)
    assert {row["version"] for row in rows} <= {*names, "-"}


@pytest.mark.parametrize("path", _tables("stories"), ids=_crisis)
def test_stories_name_reports_that_are_there_each_in_one_story(path: Path) -> None:
    names = {row["report"] for row in _rows(path.with_name(f"{_crisis(path)}.reports.tsv"))}
    rows = _rows(path)
    assert {row["kind"] for row in rows} <= STORIES
    assert {name for row in rows for name in row["reports"].split()} <= names
    told = [name for row in rows if row["kind"] == "story" for name in row["reports"].split()]
    assert len(set(told)) == len(told)
