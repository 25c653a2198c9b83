"""The rules of the house that a linter does not know."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from conftest import ROOT

SOURCES = sorted((ROOT / "src" / "dateline").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 60


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_file_fits_the_eye(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_public_names_are_few_and_there() -> None:
    assert sorted(dateline.__all__) == ["Article", "Client", "Knowledge", "Pipeline", "Record", "Span", "Store", "read"]
    assert all(getattr(dateline, name) is not None for name in dateline.__all__)


def test_asking_for_help_loads_no_engine() -> None:
    code = "import sys, dateline, dateline.cli; print([m for m in ('spacy', 'lxml', 'trafilatura', 'rich', 'jinja2', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_nothing_at_run_time_needs_a_compiler() -> None:
    """pyicu has no wheel; rigour, normality and countrynames would bring it in."""
    locked = {line.split("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    assert not locked & {"pyicu", "rigour", "normality", "countrynames"}
