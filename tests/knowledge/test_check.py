"""The checker of actors, offices and roles: each fault with file, line and a sentence; and what stands behind a name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.knowledge import Knowledge
from dateline.knowledge.check import Problem, check
from dateline.knowledge.show import lines_of, show
from dateline.knowledge.tables import DATA

ENTRY = "id\tcode\tname\tkind\tcountry\taliases\tdescriptors\tsince\tuntil\n"
HOLDER = "id\tname\taliases\tcountry\ttitle\tlevel\tsector\tfrom\tuntil\twikidata\n"


def test_check_packaged_tables_are_clean() -> None:
    assert check() == ()


KEPT = {
    "states.tsv": ("ITA\t", "LBN\t"),
    "groups_middle_east.tsv": ("hezbollah\t",),
    "europe.tsv": ("ITA-GENTILONI\t",),
    "core.tsv": ("gunman\t",),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged tables cut down to a few rows, so that a check takes no time."""
    small = tmp_path_factory.mktemp("data")
    for path in sorted(DATA.glob("*/**/*.tsv")):
        if path.relative_to(DATA).parts[0] in ("actors", "offices", "roles"):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            head = next(number for number, line in enumerate(lines) if not line.startswith("#")) + 1
            kept = (
                lines[head:] if path.name == "sectors.tsv" else [line for line in lines[head:] if line.startswith(KEPT.get(path.name, ()))]
            )
            target = small / path.relative_to(DATA)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("".join(lines[:head] + kept), encoding="utf-8")
    return small


def test_check_small_tables_are_clean(data: Path) -> None:
    assert check(data) == ()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("actors.tsv", ENTRY + "x\tITAREB\tX\tgang\tITA\t\t\t\t\n", "kind gang is unknown"),
        ("actors.tsv", ENTRY + "x\tITAZZZ\tX\tparty\tITA\t\t\t\t\n", "has ZZZ"),
        ("actors.tsv", ENTRY + "x\tQQQREB\tX\tparty\tITA\t\t\t\t\n", "code QQQREB begins with QQQ"),
        ("actors.tsv", ENTRY + "x\tITAREB\tX\tparty\tQQQ\t\t\t\t\n", "country QQQ is not in states.tsv"),
        ("actors.tsv", ENTRY + "x\tITAREB\tX\tparty\tITA\t\t\t2016\t2015\n", "since 2016 comes after until 2015"),
        ("actors.tsv", ENTRY + "x\tITAREB\tX\tparty\tITA\t\t\t29.1.2016\t\n", "since is 29.1.2016"),
        ("actors.tsv", ENTRY + "x\tITAREB\t\tparty\tITA\t\t\t\t\n", "column name is empty"),
        ("actors.tsv", ENTRY + "x y\tITAREB\tX\tparty\tITA\t\t\t\t\n", "id x y may hold"),
        ("actors.tsv", ENTRY + "x\tITAREB\tXx\tparty\tITA\tHezbollah\t\t\t\n", "Hezbollah names x, and hezbollah too"),
        ("actors.tsv", ENTRY + "x\tITAREB\tXx\tparty\tITA\t\t\t\t\nx\tITAREB\tYy\tparty\tITA\t\t\t\t\n", "id x stands at"),
        ("holders.tsv", HOLDER + "ITA-X\tX Y\t\tITA\tForeign Minister\tforeign\tGOV\t\t\t\n", "without dates"),
        ("holders.tsv", HOLDER + "ITA-X\tX Y\t\tITA\tForeign Minister\tforegn\tGOV\t2000\t\t\n", "level foregn is unknown"),
        (
            "holders.tsv",
            HOLDER + "ITA-X\tX Y\t\tITA\tForeign Minister\tforeign\tGOV\t2015-01-01\t2015-06-01\t\n",
            "before Paolo Gentiloni left",
        ),
        ("members.tsv", "group\tsince\tuntil\tmembers\nnobody\t\t\tITA\n", "nobody is no actor"),
        ("roles.tsv", "noun\tplural\tsector\tkind\tcollective\nogre\togres\tREB\tarmed-group\tmaybe\n", "column collective is maybe"),
        ("actor.tsv", ENTRY, "nothing reads"),
    ],
)
def test_check_says_what_is_wrong(data: Path, tmp_path: Path, file: str, text: str, message: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    said = [problem.message for problem in check(data, tmp_path)]
    assert any(message in sentence for sentence in said), said


def test_check_points_at_file_and_line(data: Path, tmp_path: Path) -> None:
    (tmp_path / "actors.tsv").write_text("# own\n" + ENTRY + "x\tITAREB\tX\tgang\tITA\t\t\t\t\n", encoding="utf-8")
    (problem,) = check(data, tmp_path)
    assert (problem.path, problem.line) == (tmp_path / "actors.tsv", 3)
    assert str(problem).startswith(f"{tmp_path / 'actors.tsv'}:3: kind gang")


def test_check_weak_name_may_be_shared(data: Path, tmp_path: Path) -> None:
    (tmp_path / "actors.tsv").write_text(ENTRY + "x\tITAREB\tXx\tparty\tITA\t~Hezbollah\t\t\t\n", encoding="utf-8")
    assert check(data, tmp_path) == ()


def test_check_broken_table_is_one_problem(data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "data"
    shutil.copytree(data, broken)
    (broken / "actors/states.tsv").write_bytes(b"iso3\n\xff\n")
    (problem,) = check(broken)
    assert isinstance(problem, Problem)
    assert "UTF-8" in problem.message


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Daesh", ["islamic-state: Islamic State", "matched: Daesh (strong name)", "called: jihadists"]),
        ("ITA-GOV", ["ITA-GOV: Government of Italy", "Rome (weak)", "member of: "]),
        (
            "Gentiloni",
            ["ITA-GENTILONI: Paolo Gentiloni", "Foreign Minister of ITA, 2014-10-31 to 2016-12-12, speaks for ITA-GOV", "source: "],
        ),
        ("Foreign Minister", ["foreign minister: office (sector GOV, foreign, speaks for the government)", "earlier"]),
        ("Italian", ["demonym (adjective) of ITA"]),
        ("gunmen", ["gunman: role noun (plural), sector REB"]),
        ("coalition-against-isis", ["AFG-GOV, 2016-02-02"]),
        ("Rome", ["Rome (Lazio, ITA): city", "smaller places of this name"]),
        ("Xyzzy", ["Nothing is known under the name 'Xyzzy'."]),
    ],
)
def test_show_tells_what_stands_behind_a_name(knowledge: Knowledge, name: str, lines: list[str]) -> None:
    text = "\n".join(lines_of(show(knowledge, name)))
    for line in lines:
        assert line in text


def test_show_is_empty_for_the_unknown(knowledge: Knowledge) -> None:
    assert show(knowledge, "Xyzzy").empty
    assert not show(knowledge, "Rome").empty
