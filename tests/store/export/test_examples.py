"""The notebook and the R script of the documentation, run on an export of our own samples' kind."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT
from dateline.store import Item, Store
from dateline.store.export.run import export
from dateline.store.export.state import Settings
from store.reports import report

EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """An export of ten reports."""
    with Store(tmp_path / "dateline.db") as store:
        statuses = ("happened", "ongoing", "denied", "pledged", "possible")
        list(store.keep_all(Item(report(n, published=f"2016-01-{n:02}", status=statuses[n % 5])) for n in range(1, 11)))
        export(store, tmp_path / "out", Settings(("csv",)))
    return tmp_path / "out"


def test_the_notebook_draws_its_chart(exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="no matplotlib: pip install matplotlib")
    pytest.importorskip("pandas", reason='no pandas: pip install "dateline[analysis]"')
    matplotlib.use("Agg")
    monkeypatch.setenv("EXPORT", str(exported))
    monkeypatch.setenv("PICTURE", str(tmp_path / "quads.png"))
    scope: dict[str, object] = {}
    for cell in json.loads((EXAMPLES / "quads.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "quads.ipynb", "exec"), scope)
    assert (tmp_path / "quads.png").stat().st_size > 5_000
    assert scope["days"].to_numpy().sum() == 4  # type: ignore[attr-defined]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R: apt-get install r-base-core")
def test_the_r_script_draws_its_chart(exported: Path, tmp_path: Path) -> None:
    command = ["Rscript", str(EXAMPLES / "statuses.R"), str(exported), str(tmp_path / "statuses.png")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "10 events, of which 4 took place" in done.stdout
    assert (tmp_path / "statuses.png").stat().st_size > 5_000
