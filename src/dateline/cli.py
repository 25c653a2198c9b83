"""The command line: thin, one function a command; models are imported only by the commands that read."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dateline import cli_asking, cli_changes, cli_collecting, cli_export, cli_store, cli_stories, cli_watches
from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

NOTHING_READ, USAGE, SOME_SET_ASIDE = 1, 2, 3


def _fail(error: DatelineError) -> NoReturn:
    click.echo(f"dateline: {error}", err=True)
    sys.exit(USAGE if isinstance(error, UsageError) else NOTHING_READ)


def _pipeline(model: str | None, site: Path | None, cache: Path | None = None, *, encoder: bool = True) -> Pipeline:
    from dateline.linguistics import SpacyParser
    from dateline.linguistics.parser import Parser, RememberingParser
    from dateline.pipeline import Pipeline

    parser: Parser = SpacyParser(model) if model else SpacyParser()
    return Pipeline(parser=RememberingParser(parser, cache) if cache else parser, site=site, encoder="packaged" if encoder else None)


model_option = click.option("--model", help="Another spaCy pipeline, by the name of its package.")
site_option = click.option(
    "--knowledge", "site", type=click.Path(path_type=Path), metavar="DIR", help="Own knowledge, laid over the packaged one."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="dateline", message="dateline %(version)s")
def main() -> None:
    """Reads news reports into a record of who did and said what, and whether it happened."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one thread a process: the small products of the heads lose time when they are shared out


@main.command()
@click.argument(
    "inputs", nargs=-1, required=True, metavar="FILE|FOLDER|- ...", type=click.Path(path_type=Path, allow_dash=True, readable=False)
)
@click.option("--json", "as_json", is_flag=True, help="Print records as JSON, one a line.")
@click.option("--html", type=click.Path(path_type=Path), help="Write a page (OUT.html), or a folder of pages with an index.", metavar="OUT")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["text", "html", "jsonl", "feed", "mail", "pdf", "warc", "zip"]),
    help="What the input is, where it is recognised wrongly.",
)
@click.option("--published", metavar="DATE", help="Date of publication (YYYY-MM-DD) for reports that do not tell it.")
@click.option("--jobs", type=click.IntRange(min=1, max=64), default=1, show_default=True, help="Processes to read with.")
@model_option
@site_option
def read(inputs: tuple[Path, ...], as_json: bool, html: Path | None, kind: str | None, published: str | None, jobs: int,
         model: str | None, site: Path | None) -> None:  # fmt: skip
    """Read reports: plain text, pages, JSON Lines, feeds, mails, PDFs, web archives, ZIP or gzip of them; - is standard input.

    Prints what was read for eyes. Exit code: 0 all read, 3 some set aside, 2 wrong call, 1 nothing could be read.
    """
    from dateline.session import Output, read_inputs

    try:
        sys.exit(read_inputs(inputs, Output(as_json, html), kind=kind, published=published, processes=jobs, model=model, site=site))
    except DatelineError as error:
        _fail(error)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.argument("words")
@click.option("--published", metavar="DATE", help="Date of publication (YYYY-MM-DD) for a report that does not tell it.")
@model_option
@site_option
def explain(file: Path, words: str, published: str | None, model: str | None, site: Path | None) -> None:
    """Tell every value of the report FILE whose evidence touches WORDS, and why it was taken."""
    from dateline.show.explain import explain as told

    try:
        lines = told(_pipeline(model, site).read(file, published=published), words)
    except DatelineError as error:
        _fail(error)
    click.echo("\n".join(lines))


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from dateline.model.schema import record_schema

    click.echo(json.dumps(record_schema(), indent=1, ensure_ascii=False))


@main.group()
def knowledge() -> None:
    """Look into and check what is known beforehand: actors, offices, places, words."""


@knowledge.command("show")
@click.argument("name", nargs=-1, required=True)
@site_option
def show_knowledge(name: tuple[str, ...], site: Path | None) -> None:
    """Tell what stands behind NAME: actors, persons with their offices, demonyms, roles, places, and where each entry comes from."""
    from dateline.knowledge import Knowledge
    from dateline.knowledge.show import lines_of, show

    words = " ".join(name)
    try:
        shown = show(Knowledge.load(site), words)
    except DatelineError as error:
        _fail(error)
    click.echo("\n".join(lines_of(shown)))
    sys.exit(NOTHING_READ if shown.empty else 0)


@knowledge.command("check")
@site_option
def check_knowledge(site: Path | None) -> None:
    """Check the knowledge files: schema, names used twice, offices without dates, unknown kinds; says file and line."""
    from dateline.knowledge import Knowledge
    from dateline.knowledge.check import check

    try:
        problems = check(site=site)
        Knowledge.load(site)
    except DatelineError as error:
        _fail(error)
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems in the knowledge files." if problems else "The knowledge files are in order.")
    sys.exit(NOTHING_READ if problems else 0)


@main.command()
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
        pipeline = _pipeline(model, site, Path(cache) if cache else None, encoder="encoder" not in without)
        outcome = run(named(task), file, pipeline, limit=limit)
        if predictions:
            write_predictions(outcome, predictions)
    except DatelineError as error:
        _fail(error)
    click.echo(json.dumps({"task": outcome.task, "rows": outcome.rows, **outcome.figures}, indent=None if as_json else 1))


cli_asking.register(main)
cli_collecting.register(main)
cli_export.register(main)
cli_store.register(main)
cli_stories.register(main)
cli_changes.register(main)
cli_watches.register(main)
