"""Runs each fuzz target for a while (``make test-long``); skipped where atheris is not installed."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TARGETS = sorted(HERE.glob("fuzz_*.py"))
SECONDS = int(os.environ.get("DATELINE_FUZZ_SECONDS", "60"))


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS, ids=[path.stem for path in TARGETS])
def test_a_reader_of_outside_bytes_never_fails(target: Path, tmp_path: Path, samples: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: pip install '.[fuzz]'")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for sample in sorted(samples.iterdir()):
        (corpus / sample.name).write_bytes(sample.read_bytes())
    command = [
        sys.executable,
        str(target),
        f"-max_total_time={SECONDS}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        str(corpus),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
