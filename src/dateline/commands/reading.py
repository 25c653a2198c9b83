"""The commands that read: read, explain, schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from dateline.commands.common import fail, model_option, pipeline_of, site_option
from dateline.errors import DatelineError


@click.command()
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
        fail(error)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.argument("words")
@click.option("--published", metavar="DATE", help="Date of publication (YYYY-MM-DD) for a report that does not tell it.")
@model_option
@site_option
def explain(file: Path, words: str, published: str | None, model: str | None, site: Path | None) -> None:
    """Tell every value of the report FILE whose evidence touches WORDS, and why it was taken."""
    from dateline.show.explain import explain as told

    try:
        lines = told(pipeline_of(model, site).read(file, published=published), words)
    except DatelineError as error:
        fail(error)
    click.echo("\n".join(lines))


@click.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from dateline.model.schema import record_schema

    click.echo(json.dumps(record_schema(), indent=1, ensure_ascii=False))
