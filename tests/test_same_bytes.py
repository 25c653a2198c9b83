"""The same input gives the same record, byte for byte: alone, in a batch, in any order, on one process or two."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dateline.model.record import Record
from dateline.pipeline import Pipeline


def _json(*arguments: str | Path) -> list[str]:
    done = subprocess.run([sys.executable, "-m", "dateline", "read", "--json", *map(str, arguments)], capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def test_alone_in_a_batch_in_any_order_on_two_processes(samples: Path, pipeline: Pipeline) -> None:
    names = [samples / name for name in ("rome-meeting.txt", "protest-conakry.txt", "page-nile-dam.html")]
    batch = _json(*names)
    assert _json(*reversed(names)) == batch[::-1]
    assert _json("--jobs", "2", *names) == batch
    assert [pipeline.read(name).to_json() for name in names] == batch


def test_a_record_survives_json(samples: Path, pipeline: Pipeline) -> None:
    for path in sorted(samples.glob("*.txt")):
        line = pipeline.read(path).to_json()
        again = Record.from_json(line)
        assert again.to_json() == line
