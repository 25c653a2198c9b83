"""The command that takes a store out."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.commands.asking import filters
from dateline.commands.common import fail, site_option, store_option, there
from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.store.export.run import Outcome
    from dateline.store.export.state import Settings

LAST = "last"
LEFT_OUT = ("status", "since", "until", "as-of", "sort", "limit", "after")  # filter words that mean something else here, or nothing
UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="One of csv, parquet, counts, plover, polecat, gdelt, acled, geojson, annotations; may be given several times. All by default.",
)
@click.option("--since", metavar="DATE", help="Published on this day or later; last: what changed since the folder's last export.")
@click.option("--until", metavar="DATE", help="Published on this day or earlier.")
@click.option("--extended", is_flag=True, help="Add status, according-to and evidence columns at the end of the layouts of others.")
@click.option(
    "--status",
    type=click.Choice(["real", "all"]),
    default="real",
    show_default=True,
    help="Which events the layouts of others hold: those that happened or go on, or all (with --extended).",
)
@click.option("--licence", metavar="NAME|ADDRESS", help="The licence of the data, for its description.")
@click.option("--duckdb", "database", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a DuckDB data base too.")
@filters("reports", leave=LEFT_OUT)
@store_option
@site_option
def export(folder: Path, formats: tuple[str, ...], since: str | None, until: str | None, extended: bool, status: str, licence: str | None,
           database: Path | None, address: str, site: Path | None, **asked: Any) -> None:  # fmt: skip
    """Take the store out into FOLDER: tables, layouts of other event data, maps, annotations.

    A folder that holds an export already is brought up to date: only the days of which something changed are made anew. The filter words
    choose the reports.
    """
    from dateline.store.question import Question

    try:
        question = Question.of(**{name: given for name, given in asked.items() if given not in (None, (), [""])}).address()
        settings = _settings(folder, formats, since, until, licence, question or None, extended=extended, all_statuses=status == "all")
        if database is not None and "parquet" not in settings.formats:
            raise UsageError("--duckdb is made of the format parquet: add --format parquet.")
        outcome = _run(folder, settings, address, site)
        rows = _snapshot(folder, database)
    except DatelineError as error:
        fail(error)
    click.echo(told(folder, outcome))
    if rows is not None:
        click.echo(f"{database}: {rows:,} rows for DuckDB.")


def _settings(folder: Path, formats: tuple[str, ...], since: str | None, until: str | None, licence: str | None, question: str | None,
              *, extended: bool, all_statuses: bool) -> Settings:  # fmt: skip
    from dateline.store.export.exporters import NAMES
    from dateline.store.export.run import settings_of
    from dateline.store.export.state import Settings
    from dateline.store.question import moment_of

    if since == LAST:
        if formats or until or licence or question or extended or all_statuses:
            raise UsageError("--since last goes on as the folder was exported before: give it without other choices.")
        return settings_of(folder)
    today = datetime.now(UTC).date()
    first = moment_of(since, today=today)[:10] if since is not None else None
    last = moment_of(until, today=today, end=True, name="until")[:10] if until is not None else None
    chosen = tuple(name for name in NAMES if name in formats) + tuple(name for name in formats if name not in NAMES)
    return Settings(chosen if formats else NAMES, extended, all_statuses, first, last, licence, question)


def _run(folder: Path, settings: Settings, address: str, site: Path | None) -> Outcome:
    from dateline.store.export.run import export as run
    from dateline.store.store import Store

    there(address)
    with Store(address, readonly=True) as store:
        store.knowledge = site
        return run(store, folder, settings, progress=_line(folder))


def _line(folder: Path) -> Callable[[int, int], None] | None:
    """A line on the terminal that tells how far it is; none where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        click.echo(f"\r\x1b[K{folder}: day {done:,} of {whole:,}" if done < whole else "\r\x1b[K", err=True, nl=False)

    return tell


def _snapshot(folder: Path, database: Path | None) -> int | None:
    if database is None:
        return None
    from dateline.store.export.duck import snapshot

    return snapshot(folder, database)


def told(folder: Path, outcome: Outcome) -> str:
    """One sentence on what was written."""
    size = next((f"{outcome.size / unit:.1f} {name}" for unit, name in UNITS if outcome.size >= unit), f"{outcome.size} bytes")
    whole = f"{outcome.rows:,} rows of {outcome.days:,} days in {outcome.files:,} files ({size})"
    if not outcome.made and outcome.days:
        return f"{folder}: nothing changed; {whole}."
    anew = "all" if outcome.made == outcome.days else f"{outcome.made:,}"
    return f"{folder}: {whole}; {anew} {'days' if outcome.made != 1 or anew == 'all' else 'day'} made anew."
