"""The built wheel, installed elsewhere, is the same program: models, knowledge, styles and schema travel in it."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from conftest import ROOT
from dateline.pipeline import Pipeline


def _run(*command: str | Path, cwd: Path | None = None) -> bytes:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel alone, and finds what it depends on where the tests do."""
    folder = tmp_path_factory.mktemp("elsewhere")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    _run(sys.executable, "-m", "venv", folder / "env", "--without-pip")
    (wheel,) = folder.glob("dateline-*.whl")
    (site,) = (folder / "env").glob("lib/python*/site-packages")
    _run(sys.executable, "-m", "zipfile", "-e", wheel, site)
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return folder


def test_the_wheel_reads_a_report_as_the_checkout_does(elsewhere: Path, samples: Path, pipeline: Pipeline) -> None:
    python, sample = elsewhere / "env" / "bin" / "python", samples / "rome-meeting.txt"
    where = _run(python, "-c", "import dateline; print(dateline.__file__)", cwd=elsewhere).decode().strip()
    assert Path(where).is_relative_to(elsewhere)
    said = _run(python, "-m", "dateline", "read", "--json", sample, cwd=elsewhere).decode().strip()
    assert said == pipeline.read(sample).to_json()


def test_the_wheel_draws_pages_checks_knowledge_and_prints_the_schema(elsewhere: Path, samples: Path) -> None:
    python = elsewhere / "env" / "bin" / "python"
    _run(python, "-m", "dateline", "read", samples / "flash-kosovo.txt", "--html", elsewhere / "flash.html", cwd=elsewhere)
    assert "<article" in (elsewhere / "flash.html").read_text(encoding="utf-8")
    assert b"in order" in _run(python, "-m", "dateline", "knowledge", "check", cwd=elsewhere)
    assert json.loads(_run(python, "-m", "dateline", "schema", cwd=elsewhere))["$id"] == "dateline/record/1"
