"""The command line: thin, one function a command; models are imported only by the commands that read."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

NOTHING_READ, USAGE, SOME_SET_ASIDE = 1, 2, 3


def _fail(error: DatelineError) -> NoReturn:
    click.echo(f"dateline: {error}", err=True)
    sys.exit(USAGE if isinstance(error, UsageError) else NOTHING_READ)


def _pipeline(model: str | None, site: Path | None, cache: Path | None = None) -> Pipeline:
    from dateline.linguistics import SpacyParser
    from dateline.linguistics.parser import Parser, RememberingParser
    from dateline.pipeline import Pipeline

    parser: Parser = SpacyParser(model) if model else SpacyParser()
    return Pipeline(parser=RememberingParser(parser, cache) if cache else parser, site=site)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="dateline", message="dateline %(version)s")
def main() -> None:
    """Reads news reports into a record of who did and said what, and whether it happened."""


@main.command()
@click.argument("task")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--predictions", type=click.Path(path_type=Path), help="Write what was predicted, one JSON object a row.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first N rows.")
@click.option("--model", help="Another spaCy pipeline.")
@click.option("--knowledge", "site", type=click.Path(path_type=Path), help="A folder of own knowledge laid over the packaged one.")
def evaluate(task: str, file: Path, predictions: Path | None, as_json: bool, limit: int | None, model: str | None, site: Path | None) -> None:
    """Measure a TASK on a FILE of labelled rows (JSON Lines)."""
    from dateline.evaluate.run import evaluate as run
    from dateline.evaluate.run import write_predictions
    from dateline.evaluate.tasks import named

    cache = os.environ.get("DATELINE_PARSE_CACHE")
    try:
        outcome = run(named(task), file, _pipeline(model, site, Path(cache) if cache else None), limit=limit)
        if predictions:
            write_predictions(outcome, predictions)
    except DatelineError as error:
        _fail(error)
    click.echo(json.dumps({"task": outcome.task, "rows": outcome.rows, **outcome.figures}, indent=None if as_json else 1))
