"""The reading layer and the folder of own tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.actors import load_actors
from dateline.knowledge.site import site_rows, unknown_files
from dateline.knowledge.tables import TableError, last_by_key, read_folder, read_table


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_tables_rows_know_their_line_cells_and_source(tmp_path: Path) -> None:
    path = table(tmp_path / "t.tsv", "# source: the archive\n# a decision\nid\tnames\tweight\n\na\tone | two|\t1.5\r\nb\n")
    first, second = read_table(path, ("id", "names"))
    assert (first.line, first.text("id"), first.items("names"), first.number("weight")) == (5, "a", ("one", "two"), 1.5)
    assert (second.line, second.text("names"), second.optional("names"), second.items("names")) == (6, "", None, ())
    assert (first.source, first.text("nothing"), second.number("weight")) == ("the archive", "", None)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# only a comment\n", 1, "no line that names the columns"),
        ("name\nx\n", 1, "lacks the column id"),
        ("id\tname\na\tb\tc\n", 2, "has 3 cells for 2 columns"),
    ],
)
def test_tables_errors_name_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = table(tmp_path / "t.tsv", text)
    with pytest.raises(TableError) as caught:
        read_table(path, ("id",))
    assert (caught.value.path, caught.value.line) == (path, line)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert isinstance(caught.value, KnowledgeError)


def test_tables_cells_are_checked_when_read(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path / "t.tsv", "id\tflag\tweight\na\tperhaps\theavy\n"), ("id",))
    for reading in (lambda: row.flag("flag"), lambda: row.number("weight"), lambda: row.required("nothing")):
        with pytest.raises(TableError):
            reading()


def test_tables_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        read_table(tmp_path / "none.tsv", ("id",))


def test_tables_folder_is_read_in_order_and_later_rows_win(tmp_path: Path) -> None:
    table(tmp_path / "b.tsv", "id\tv\nx\t2\n")
    table(tmp_path / "a.tsv", "id\tv\nx\t1\ny\t1\n")
    rows = read_folder(tmp_path, ("id", "v"))
    assert [row.text("v") for row in rows] == ["1", "1", "2"]
    assert [(row.text("id"), row.text("v")) for row in last_by_key(rows, lambda row: row.text("id"))] == [("x", "2"), ("y", "1")]


def test_site_without_folder_or_file_is_empty(tmp_path: Path) -> None:
    assert site_rows(None, "actors.tsv", ("id",)) == ()
    assert site_rows(tmp_path, "actors.tsv", ("id",)) == ()


def test_site_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="is no folder"):
        site_rows(tmp_path / "nowhere", "actors.tsv", ("id",))


def test_site_misspelt_table_is_told(tmp_path: Path) -> None:
    table(tmp_path / "actor.tsv", "id\n")
    table(tmp_path / "actors.tsv", "id\n")
    assert [path.name for path in unknown_files(tmp_path)] == ["actor.tsv"]


@pytest.mark.parametrize(
    ("file", "text"), [("aliases.tsv", "id\taliases\nnobody\tX\n"), ("members.tsv", "group\tsince\tuntil\tmembers\nnobody\t\t\tITA\n")]
)
def test_site_that_names_nobody_is_an_error(tmp_path: Path, file: str, text: str) -> None:
    table(tmp_path / file, text)
    with pytest.raises(TableError, match="nobody"):
        load_actors(site=tmp_path)
