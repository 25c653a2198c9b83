"""Follows the sample crisis: keeps it in ``demo/dateline.db`` as its outlets published it, then stories, a morning note, a watch.

python tools/demo_following.py [FOLDER]
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from demo_collecting import ROOT, dateline

from dateline import Pipeline
from dateline.errors import DatelineError
from dateline.ingest import article
from dateline.store import Item, Store

CRISIS = ROOT / "samples" / "crisis"
STEPS = (
    ("Which happenings were told on 17 and 18 March? Copies of one agency text count as one source.",
     ["stories", "--since", "2025-03-17", "--until", "2025-03-18", "--limit", "4"]),
    ("What was new on the morning of 19 March? Both sides of each change are quoted.",
     ["changes", "--since", "2025-03-18", "--until", "2025-03-18", "--limit", "5", "--situation", "Madagascar"]),
    ("Which pledges were open, kept or broken on that day?", ["changes", "--ledger", "--until", "2025-03-18", "--situation", "Madagascar"]),
)  # fmt: skip
WATCH = (
    "killed in the south",
    ("--ask", "events", "--type", "ASSAULT", "--place", "Madagascar", "--status", "real", "--threshold", "killed >= 5"),
)


def reports() -> Iterator[Item]:
    """The reports of the crisis, read, with outlet and moment, the oldest first."""
    pipeline = Pipeline()
    with (CRISIS / "reports.tsv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: (row["published"], row["file"]))
    for row in rows:
        data = (CRISIS / row["file"]).read_bytes()
        record = pipeline.record(article(data, uri=row["address"], published=row["published"]))
        yield Item(record, data, row["outlet"], row["published"])


def main() -> None:
    """Keep, then follow."""
    store = (Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "demo") / "dateline.db"
    try:
        with Store(store) as opened:
            kept = sum(1 for _ in opened.keep_all(reports()))
    except DatelineError as error:
        sys.exit(f"demo: {error}")
    print(f"\n{kept} reports of an invented crisis are kept in {store}.", flush=True)
    for question, arguments in STEPS:
        print(f"\n{question}")
        dateline(*arguments, "--store", str(store))
    print("\nA watch, run over what is stored:")
    dateline("watches", "add", WATCH[0], *WATCH[1], "--store", str(store))
    dateline("watches", "run", WATCH[0], "--store", str(store))
    dateline("alerts", "list", "--limit", "3", "--store", str(store))


if __name__ == "__main__":
    main()
