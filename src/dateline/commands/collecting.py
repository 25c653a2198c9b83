"""The commands that collect: configuration, sources, the collector itself."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.commands.common import SOME_SET_ASIDE, fail, model_option
from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.collect.config import Config
    from dateline.collect.fetch import Fetcher

CONFIG = "dateline.toml"

config_option = click.option("--config", "file", type=click.Path(path_type=Path), default=Path(CONFIG), show_default=True, metavar="FILE",
                             help="The configuration.")  # fmt: skip
store_option = click.option("--store", "address", metavar="ADDRESS", envvar="DATELINE_STORE",
                            help="Another store than the configuration's: a file, or postgresql+psycopg://USER@HOST/NAME.")  # fmt: skip


@click.command()
@config_option
def init(file: Path) -> None:
    """Write a commented configuration: one folder that is watched, ten public feeds of world news switched off."""
    from dateline.collect.starting import INBOX, start

    try:
        start(file)
    except DatelineError as error:
        fail(error)
    click.echo(f"{file} is written; put reports into {file.parent / INBOX}/, switch feeds on in it, and run dateline collect.")


@click.command()
@click.argument("address")
@click.option("--name", help="What to call the source; else the title of its feed.")
@config_option
def add(address: str, name: str | None, file: Path) -> None:
    """Find the feed of the page at ADDRESS and add it to the configuration."""
    from dataclasses import replace

    from dateline.collect.config import load
    from dateline.collect.discover import find_feed
    from dateline.collect.starting import append

    try:
        config = load(file)
        with closing(_fetcher(config, file)) as fetcher:
            found = find_feed(address, config, fetcher)
        source = replace(found, name=name) if name else found
        if source.name in {each.name for each in config.source}:
            raise UsageError(f"{file}: a source is called {source.name!r} already; give another --name.")
        append(file, source)
    except DatelineError as error:
        fail(error)
    click.echo(f"{source.name}: {source.address} is added to {file}.")


def _fetcher(config: Config, file: Path) -> Fetcher:
    """A client as the configuration in ``file`` wants it; ``UsageError`` where it does not say whom sites may write to."""
    from dateline.collect.fetch import Fetcher

    manners = config.collect
    if not manners.contact:
        raise UsageError(f'{file}: say under [collect] whom sites may write to first: contact = "you@example.org".')
    return Fetcher(contact=manners.contact, allow=manners.allow, limit=manners.limit, redirects=manners.redirects)


@click.command()
@config_option
@store_option
@click.option("--once", is_flag=True, help="Look at every source once, read what is new, and end (for cron).")
@click.option("--jobs", type=click.IntRange(min=1, max=64), help="Processes to read with; else the configuration's number.")
@click.option("--log", "log_form", type=click.Choice(["text", "json", "none"]), default="text", show_default=True, help="Form of the log.")
@click.option("--metrics", type=click.Path(path_type=Path), metavar="FILE", help="Write figures for Prometheus into FILE, now and then.")
@model_option
def collect(file: Path, address: str | None, once: bool, jobs: int | None, log_form: str, metrics: Path | None, model: str | None) -> None:
    """Collect reports from the configuration's sources into the store, until stopped (Ctrl-C, SIGTERM).

    What was kept stays kept and what was seen is not lost, however it ends. Exit code: 0 all well, 2 wrong call or configuration, 3 (with
    --once) some were set aside, 1 it could not go on.
    """
    from dataclasses import replace

    from dateline.collect.config import load
    from dateline.collect.log import Log
    from dateline.collect.service import collect as run
    from dateline.collect.service import store_address

    try:
        config = load(file)
        if not config.sources:
            raise UsageError(f"{file}: no source is switched on; set on = true for some.")
        config = replace(config, collect=replace(config.collect, jobs=jobs)) if jobs else config
        store = address or store_address(config, file.parent)
        tally = run(config, file.parent, store=store, once=once, log=Log(log_form), metrics=metrics, model=model)
    except DatelineError as error:
        fail(error)
    click.echo(f"{tally}.", err=True)
    sys.exit(SOME_SET_ASIDE if once and tally.set_aside else 0)


@click.command()
@config_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a source.")
@click.option("--set-aside", is_flag=True, help="List what was set aside last, with the reasons.")
@click.option("--opml", is_flag=True, help="Print the configuration's feeds as a list of feeds (OPML).")
@click.option("--check", is_flag=True, help="Fetch every source once, those that are off too, and say what is there; nothing is kept.")
def sources(file: Path, address: str | None, as_json: bool, set_aside: bool, opml: bool, check: bool) -> None:
    """Show how the sources are doing: last success, reports a day, silent, failing, moved, changed layout."""
    from dateline.collect.config import load

    try:
        config = load(file) if file.exists() or not address else None
        if check:
            sys.exit(_check(file))
        if opml and config is not None:
            from dateline.ingest.opml import Outline, write_opml

            feeds = [Outline(each.address, each.name) for each in config.source if each.kind == "feed"]
            sys.stdout.buffer.write(write_opml(feeds, "Dateline"))
            return
        lines = _sources(config, address, file.parent, as_json=as_json, set_aside=set_aside)
    except DatelineError as error:
        fail(error)
    sys.stdout.buffer.write((lines + "\n").encode("utf-8", "replace"))


def _sources(config: object, address: str | None, base: Path, *, as_json: bool, set_aside: bool) -> str:
    from datetime import UTC, datetime

    from dateline.collect import health
    from dateline.collect.config import Config
    from dateline.collect.shown import json_lines, table
    from dateline.store import Store

    settings = config if isinstance(config, Config) else Config()
    where = address or (settings.collect.store if "://" in settings.collect.store else str(base / settings.collect.store))
    if "://" not in where and not Path(where).exists():
        raise UsageError(f"{where}: there is no store yet; dateline collect makes it.")
    with Store(where) as store, store.reading() as connection:
        if set_aside:
            return "\n".join(reason for _, reason in health.set_aside(connection))
        found = health.states(connection, datetime.now(UTC), settings)
    return json_lines(found) if as_json else table(found)


def _check(file: Path) -> int:
    """Prints what every source of the configuration has, a line as each is found; gives the exit code."""
    from dateline.collect.config import load
    from dateline.collect.trial import look_at

    config, well = load(file), True
    with closing(_fetcher(config, file)) as fetcher:
        for look in look_at(config, file.parent, fetcher):
            sys.stdout.buffer.write(f"{look}\n".encode("utf-8", "replace"))
            sys.stdout.buffer.flush()
            well = well and look.well
    return 0 if well else SOME_SET_ASIDE
