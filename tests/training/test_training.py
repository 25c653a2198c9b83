"""Training data: our own sentences keep their format, labels stand in the order the program reads them, folds are as listed."""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT
from dateline.linguistics import encoding
from dateline.linguistics.encoder import FOLDER

FOLDER_OF_TRAINING = ROOT / "training"
GOLD = ROOT.parent / "shared" / "gold"
NAMES = ("examples", "labels", "markup", "ours", "folds", "check_data", "readers")


@pytest.fixture(scope="module")
def training() -> Iterator[dict[str, ModuleType]]:
    """The modules of training/, which is no package: found for these tests alone."""
    before = dict(sys.modules)
    sys.path.insert(0, str(FOLDER_OF_TRAINING))
    try:
        yield {name: __import__(name) for name in NAMES}
    finally:
        sys.path.remove(str(FOLDER_OF_TRAINING))
        for name in set(sys.modules) - set(before):
            if name in NAMES:
                del sys.modules[name]


def own_files() -> list[Path]:
    return sorted((FOLDER_OF_TRAINING / "data").glob("*.txt"))


def test_the_program_knows_the_labels_in_the_order_of_training(training: dict[str, ModuleType]) -> None:
    labels = training["labels"]
    assert tuple(labels.TYPES) == encoding.TYPES
    assert tuple(labels.TRIGGER_TYPES) == encoding.TRIGGER_TYPES
    assert tuple(labels.STATUSES) == encoding.STATUSES
    assert labels.SCALES == encoding.SCALES


def test_our_own_sentences_keep_their_format_and_are_not_alike(training: dict[str, ModuleType]) -> None:
    everything = []
    for path in own_files():
        for line in training["markup"].lines(path):
            assert not list(training["check_data"].faults(path, line)), line.key
            everything.append(line)
    assert len({line.key for line in everything}) == len(everything)
    assert not list(training["check_data"].too_alike(everything))


def test_there_are_enough_of_each_kind(training: dict[str, ModuleType]) -> None:
    counts: dict[str, int] = {}
    statuses: dict[str, int] = {}
    for path in own_files():
        for line in training["markup"].lines(path):
            kind = path.name.partition(".")[0].partition("-")[0]
            counts[kind] = counts.get(kind, 0) + 1
            for mark in line.marks:
                if mark.label.count(":") == 2:
                    status = mark.label.split(":")[2]
                    statuses[status] = statuses.get(status, 0) + 1
    assert counts["status"] >= 1500
    assert counts["places"] >= 600
    assert counts["statements"] >= 400
    assert counts["quiet"] >= 400
    assert set(statuses) == set(encoding.STATUSES)
    assert min(statuses.values()) >= 60


def test_the_fold_lists_say_what_the_rule_says(training: dict[str, ModuleType]) -> None:
    recipe = tomllib.loads((FOLDER_OF_TRAINING / "recipe.toml").read_text(encoding="utf-8"))
    for name, chosen in recipe["set"].items():
        if "file" in chosen and not GOLD.is_dir():
            continue
        found = dict(training["folds"].texts(chosen, GOLD))
        assert training["folds"].listed(name) == {key: training["examples"].fold_of(text) for key, text in found.items()}, name


def test_a_line_becomes_triggers_statuses_and_roles(training: dict[str, ModuleType], tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    path = tmp_path / "status-x.txt"
    path.write_text("z-1\t[a1,a2 Oslo] [e1:REJECT:happened ruled out] [e2:ASSAULT:ruled-out shelling] [r2 Thule].\n", encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    (example,) = training["ours"].read([path], tokenizer, 192, random.Random(1))
    (tags,) = example.tags
    assert set(tags.labels) == {0, -100, 1 + encoding.TRIGGER_TYPES.index("REJECT"), 1 + encoding.TRIGGER_TYPES.index("ASSAULT")}
    assert [j.value for j in example.judgements if j.head == "status"] == [0, encoding.STATUSES.index("ruled-out")]
    assert sorted(j.value for j in example.judgements if j.head == "role") == [0, 1, 1, 2]


def test_a_mark_that_is_not_closed_is_named_with_its_line(training: dict[str, ModuleType], tmp_path: Path) -> None:
    path = tmp_path / "places.txt"
    path.write_text("p-1\tfine\np-2\tin [place Oslo\n", encoding="utf-8")
    with pytest.raises(training["markup"].MarkupError, match=r"places.txt:2: mark place is not closed"):
        list(training["markup"].lines(path))
