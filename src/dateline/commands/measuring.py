"""The command that measures a task on labelled rows."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from dateline.commands.common import fail, model_option, pipeline_of, site_option
from dateline.errors import DatelineError


@click.command()
@click.argument("task")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--predictions", type=click.Path(path_type=Path), help="Write what was predicted, one JSON object a row.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first N rows.")
@click.option("--without", multiple=True, type=click.Choice(["encoder"]), help="Leave a part out: the encoder leaves rules alone.")
@model_option
@site_option
def evaluate(task: str, file: Path, predictions: Path | None, as_json: bool, limit: int | None, without: tuple[str, ...],
             model: str | None, site: Path | None) -> None:  # fmt: skip
    """Measure a TASK on a FILE of labelled rows (JSON Lines)."""
    from dateline.evaluate.run import evaluate as run
    from dateline.evaluate.run import write_predictions
    from dateline.evaluate.tasks import named

    cache = os.environ.get("DATELINE_PARSE_CACHE")
    try:
        pipeline = pipeline_of(model, site, Path(cache) if cache else None, encoder="encoder" not in without)
        outcome = run(named(task), file, pipeline, limit=limit)
        if predictions:
            write_predictions(outcome, predictions)
    except DatelineError as error:
        fail(error)
    click.echo(json.dumps({"task": outcome.task, "rows": outcome.rows, **outcome.figures}, indent=None if as_json else 1))
