"""A task's figures on predictions of models that have not seen the row's text.

    python training/out_of_fold.py SET [TASK] --models build/folds [--data ../shared/gold] [--without encoder] [--predictions OUT]

Runs in the program's own environment. ``--models`` holds fold0 to fold4, each an export of the model that was trained without that
fold (``make train-folds``). The task is asked and scored by the program itself; rules are the same for every row, and they have been
tuned with all of these rows in sight.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import tomllib
from pathlib import Path

from examples import FOLDS
from folds import listed

from dateline.evaluate import gold
from dateline.evaluate.run import Outcome, write_predictions
from dateline.evaluate.tasks import named
from dateline.knowledge import Knowledge
from dateline.linguistics import SpacyParser
from dateline.linguistics.encoder import Encoder
from dateline.linguistics.parser import RememberingParser
from dateline.pipeline import Pipeline

HERE = Path(__file__).parent
TASK_OF = {
    "pair": "pair", "penta": "penta", "relevance": "relevance", "uw": "factuality", "uds": "factuality",
    "meantime": "factuality", "commitmentbank": "factuality", "relocar": "metonymy", "wiki_metonymy": "metonymy", "gwn": "metonymy",
    "polnear": "statements",
}  # fmt: skip


def pipelines(models: Path | None) -> dict[int, Pipeline]:
    """A pipeline a fold whose model is there, with one parser and one knowledge between them; without models rules alone."""
    cache = os.environ.get("DATELINE_PARSE_CACHE")
    parser = RememberingParser(SpacyParser(), Path(cache)) if cache else SpacyParser()
    known = Knowledge.load()
    return {
        fold: Pipeline(parser=parser, knowledge=known, encoder=Encoder(models / f"fold{fold}") if models else None)
        for fold in range(FOLDS)
        if models is None or (models / f"fold{fold}").is_dir()
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=sorted(TASK_OF))
    parser.add_argument("task", nargs="?", help="another task on the same rows, raw on pair for example")
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--models", type=Path, default=Path("build/folds"))
    parser.add_argument("--without", choices=["encoder"])
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    recipe = tomllib.loads((HERE / "recipe.toml").read_text())
    folds, readers = listed(options.set), pipelines(options.models)
    rows = [row for row in gold.rows(options.data / recipe["set"][options.set]["file"]) if folds[row["id"]] in readers][: options.limit]
    if options.without:
        readers = pipelines(None)
    task = named(options.task or TASK_OF[options.set])
    predictions = {}
    begun = time.monotonic()
    for number, row in enumerate(rows):
        if row["id"] not in predictions:
            predictions[row["id"]] = task.predict(row, readers[folds[row["id"]]])
        if number % 1000 == 999:
            print(f"{number + 1} rows, {time.monotonic() - begun:.0f} s", file=sys.stderr)
    figures = task.score(rows, predictions)
    if options.predictions:
        write_predictions(Outcome(task.name, len(rows), figures, predictions), options.predictions)
    print(json.dumps({"set": options.set, "task": task.name, "without": options.without, "rows": len(rows), **figures}))


if __name__ == "__main__":
    main()
