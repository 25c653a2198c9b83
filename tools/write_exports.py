"""Writes the column lists and example rows of docs/exports.md anew: ``python tools/write_exports.py``.

Columns come from the files that the exporters read, examples from one of our own sample reports.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
from pathlib import Path

from dateline.pipeline import Pipeline
from dateline.store import Store
from dateline.store.export.columns import columns
from dateline.store.export.exporters import FORMATS, NAMES
from dateline.store.export.layout import Layout
from dateline.store.export.run import export
from dateline.store.export.state import Settings

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "exports.md"
SAMPLES = ("protest-conakry.txt", "ceasefire-hodeidah.txt", "page-nile-dam.html")
LONGEST, SHORTEST = 60, 50
MARK = re.compile(r"<!-- (columns|example):([a-z_]+) -->\n.*?<!-- /\1 -->", re.DOTALL)


def listed(layout: Layout | None, name: str, folder: Path) -> str:
    """The columns of a layout as a table, with the cells of a row of its file."""
    row = best(layout, folder) if layout is not None else []
    cells = [shown(cell) for cell in row] or [""] * len(columns(name))
    rows = "\n".join(
        f"| {number} | `{each.name}` | {each.type} | {each.description} | {cell} |"
        for number, (each, cell) in enumerate(zip(columns(name), cells, strict=True), 1)
    )
    return f"| | column | type | meaning | example |\n| --- | --- | --- | --- | --- |\n{rows}"


def best(layout: Layout, folder: Path) -> list[str]:
    """The row of a layout's file with the most cells that are filled; none where it has no rows."""
    lines = (folder / layout.path).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines] if layout.kind in ("tsv", "bare") else list(csv.reader(lines))
    return max(rows[0 if layout.kind == "bare" else 1 :], key=lambda row: sum(cell not in ("", layout.unknown) for cell in row), default=[])


def example(layout: Layout, folder: Path) -> str:
    """One object of a layout of JSON: the shortest of those with most fields."""
    lines = [line.rstrip(",") for line in (folder / layout.path).read_text(encoding="utf-8").splitlines() if len(line) > SHORTEST]
    chosen = max((json.loads(line) for line in lines if '"@context"' not in line), key=lambda each: (len(each), -len(str(each))))
    return "```json\n" + json.dumps(chosen, ensure_ascii=False, indent=1) + "\n```"


def shown(cell: str) -> str:
    """A cell for the page."""
    short = cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…"
    return short.replace("|", "\\|")


def main() -> None:
    """Writes the page."""
    os.chdir(ROOT)  # so that the samples have the same address everywhere
    layouts = {layout.name: layout for each in FORMATS for layout in each.layouts if layout.kind != "parquet"}
    with tempfile.TemporaryDirectory() as made:
        pipeline = Pipeline()
        with Store(Path(made) / "dateline.db") as store:
            for name in SAMPLES:
                store.keep(pipeline.read(Path("samples") / name))
            export(store, Path(made) / "out", Settings(NAMES))
        text = MARK.sub(lambda found: filled(found, layouts, Path(made) / "out"), PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8")


def filled(found: re.Match[str], layouts: dict[str, Layout], folder: Path) -> str:
    """What stands between two marks."""
    what, name = found[1], found[2]
    body = listed(layouts.get(name), name, folder) if what == "columns" else example(layouts[name], folder)
    return f"<!-- {what}:{name} -->\n{body}\n<!-- /{what} -->"


if __name__ == "__main__":
    sys.exit(main())
