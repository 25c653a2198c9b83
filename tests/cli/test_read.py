"""`dateline read` as a person types it: what comes out, the exit code, and one plain sentence for what is wrong."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline import session
from dateline.errors import UsageError

REPORT = """Paris sends envoy to Niamey

Monday 4 March 2019

NIAMEY - France's foreign minister said on Monday that an envoy would visit Niger this week.
"We will not send troops," the minister told reporters.
"""


def dateline(*arguments: str | Path, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dateline", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "envoy.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_report_is_shown_for_eyes_without_colours_when_not_on_a_terminal(report: Path) -> None:
    done = dateline("read", report)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert "Paris sends envoy to Niamey" in text
    assert "2019-03-04" in text
    assert "\x1b" not in text


def test_records_are_json_lines_in_the_order_of_the_inputs(report: Path, tmp_path: Path) -> None:
    second = tmp_path / "rows.jsonl"
    rows = [{"id": "r1", "text": REPORT, "title": "One"}, {"id": "r2", "text": REPORT + "Niger welcomed the visit."}]
    second.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    zipped = tmp_path / "zipped.txt.gz"
    zipped.write_bytes(gzip.compress(REPORT.encode()))
    done = dateline("read", "--json", report, second, zipped)
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [record["schema"] for record in records] == ["dateline/record/1"] * 4
    assert [Path(record["article"]["source"]["uri"].split("#")[0].split(":")[0]).name for record in records][:1] == ["envoy.txt"]


def test_standard_input_is_read(report: Path) -> None:
    done = dateline("read", "--json", "-", stdin=REPORT.encode())
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["article"]["headline"]["text"] == "Paris sends envoy to Niamey"


def test_standard_input_is_held_to_the_size_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "LARGEST_FILE", 1 << 20)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"word " * (1 << 18))))
    with pytest.raises(UsageError, match="standard input: more than 1 MB"):
        session.read_inputs(
            [session.STANDARD_INPUT], session.Output(as_json=True, html=None), kind=None, published=None, processes=1, model=None, site=None
        )


def test_a_bad_report_is_set_aside_and_the_rest_goes_on(report: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = dateline("read", "--json", empty, report)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    said = done.stderr.decode()
    assert said.count("\n") == 1
    assert "empty.txt" in said
    assert "Traceback" not in said


def test_nothing_readable_is_exit_code_one(tmp_path: Path) -> None:
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    done = dateline("read", binary, tmp_path / "missing.txt")
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 2
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [("read",), ("read", "--as", "poem", "x"), ("read", "--jobs", "0", "x"), ("nonsense",), ("read", ".", "--nonsense")],
)
def test_a_wrong_call_is_exit_code_two(arguments: tuple[str, ...]) -> None:
    done = dateline(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    done = dateline("read", tmp_path)
    assert done.returncode == 2
    assert "no file to read" in done.stderr.decode()


def test_a_wrong_date_is_a_wrong_call(report: Path) -> None:
    done = dateline("read", report, "--published", "last week")
    assert done.returncode != 0
    assert "last week" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_given_date_stands_in_for_a_missing_one(tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Envoy arrives\n\nAn envoy arrived in Niamey on Tuesday.\n", encoding="utf-8")
    record = json.loads(dateline("read", "--json", path, "--published", "2019-03-06").stdout)
    assert record["article"]["published"] == {"value": "2019-03-06", "from": "given", "spans": []}


def test_pages_go_to_a_folder_with_an_index(report: Path, tmp_path: Path) -> None:
    done = dateline("read", report, "--html", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["envoy.html", "index.html"]


def test_one_page_goes_to_a_file(report: Path, tmp_path: Path) -> None:
    assert dateline("read", report, "--html", tmp_path / "page.html").returncode == 0
    assert [path.name for path in tmp_path.glob("*page*")] == ["page.html"]


def test_a_page_that_cannot_be_written_leaves_nothing_behind(report: Path, tmp_path: Path) -> None:
    done = dateline("read", report, "--html", tmp_path / "no" / "such" / "folder" / "page.html")
    assert done.returncode == 1
    assert "cannot be" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["envoy.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_sentence(report: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dateline", "read", "--json", str(report)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_an_unknown_model_is_named(report: Path) -> None:
    done = dateline("read", report, "--model", "xx_no_such_model")
    assert done.returncode == 1
    assert "xx_no_such_model" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
