"""The records of the sample reports, as readable lines: a change shows as a difference to be read by eye.

``make golden`` writes them anew; read every changed line before you commit.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lines import lines

from conftest import ROOT
from dateline import ingest
from dateline.model.article import Article
from dateline.pipeline import Pipeline

HERE = Path(__file__).parent
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.is_file() and path.suffix != ".md")


def _articles(path: Path) -> Iterator[Article]:
    for found in ingest.articles(path.read_bytes(), path.name):
        assert isinstance(found, Article)
        yield found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_record_of_a_sample_is_the_one_that_was_read_by_eye(path: Path, pipeline: Pipeline) -> None:
    said = "\n\n".join("\n".join(lines(pipeline.record(article))) for article in _articles(path)) + "\n"
    golden = HERE / f"{path.name}.golden"
    if os.environ.get("DATELINE_WRITE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    wanted = golden.read_text(encoding="utf-8") if golden.exists() else ""
    difference = "\n".join(difflib.unified_diff(wanted.splitlines(), said.splitlines(), "golden", "now", lineterm="", n=0))
    assert not difference, f"the record of {path.name} changed; read the difference, then make golden:\n{difference}"
