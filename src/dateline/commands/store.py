"""The commands that look after a store: check, read again, back up, copy, forget, drop old texts, judge."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from dateline.commands.common import NOTHING, model_option, opened, plainly, site_option, store_option

ACTIONS = ("accept", "reject", "replace", "join", "split", "withdraw")


@click.group()
def store() -> None:
    """Look after a store: check it, read it again, back it up, copy it, erase from it."""


@store.command()
@store_option
def check(address: str) -> None:
    """Check that everything is as it was stored: digests, spans against texts, rows against records, references.

    Exit code: 0 all in order, 1 problems, one a line.
    """
    from dateline.store.check import check as problems_of

    count = 0
    with opened(address) as stored:
        for problem in problems_of(stored):
            count += 1
            click.echo(str(problem))
    click.echo(f"{count} problems in the store." if count else "The store is in order.")
    sys.exit(NOTHING if count else 0)


@store.command()
@click.option("--since", metavar="DATE", help="Only what was kept on this day or later (YYYY-MM-DD).")
@click.option("--jobs", type=click.IntRange(min=1, max=64), default=1, show_default=True, help="Processes to read with; one writes.")
@model_option
@site_option
@store_option
def reread(address: str, since: str | None, jobs: int, model: str | None, site: Path | None) -> None:
    """Read everything again with this version of the program; the old readings answer until the new are complete.

    Stopped, it goes on where it was when called again, with as many processes as then asked for. Prints what changed, an article a line.
    """
    from functools import partial

    from dateline.knowledge import Knowledge
    from dateline.store.moments import start_of
    from dateline.store.readers import in_order, read
    from dateline.store.rereading import reread as read_again

    with opened(address) as stored:
        begin = start_of(since) if since is not None else None
        knowledge = Knowledge.load(site).digest
        reading = partial(in_order, read=partial(read, model=model, site=site), processes=jobs)
        try:
            done = read_again(stored, reading, knowledge=knowledge, since=begin)
        except KeyboardInterrupt:
            click.echo("dateline: stopped; the old readings stand, call it again to go on.", err=True)
            sys.exit(130)
    for change in done.changes:
        click.echo(str(change))
    click.echo(f"{done.read} reports read again, {len(done.changes)} of them differently.")


@store.command()
@click.argument("file", type=click.Path(path_type=Path))
@store_option
def backup(file: Path, address: str) -> None:
    """Write the whole store into FILE, which must be new, while others go on reading and writing."""
    from dateline.store.transfer import backup as write

    with opened(address) as stored:
        write(stored, file)
    click.echo(str(file))


@store.command()
@click.argument("file", type=click.Path(path_type=Path))
@store_option
def restore(file: Path, address: str) -> None:
    """Make a store, which must be new or empty, from the backup FILE, and verify it."""
    from dateline.store.transfer import restore as make

    with plainly():
        click.echo(f"{make(file, address)} articles restored into {address} and verified.")


@store.command()
@click.argument("target", metavar="ADDRESS")
@store_option
def copy(target: str, address: str) -> None:
    """Copy the store into another at ADDRESS, which must be new or empty (SQLite to PostgreSQL and back), and verify it."""
    from dateline.store.engines import shown
    from dateline.store.transfer import copy as write

    with opened(address) as stored:
        click.echo(f"{write(stored, target)} articles copied into {shown(target)} and verified.")


@store.command()
@click.argument("name", metavar="ARTICLE|PERSON")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@store_option
def forget(name: str, yes: bool, address: str) -> None:
    """Erase an article, or a person's name from every text and value, for good; names the backups that still hold it."""
    from dateline.store.forgetting import forget as erase

    with opened(address) as stored:
        if not yes:
            click.confirm(f"Erase {name} from {address}? This cannot be undone.", abort=True)
        done = erase(stored, name)
    click.echo(f"Erased in {done.articles} articles; {done.judgements} judgements went with it.")
    for file in done.backups:
        click.echo(f"A backup made before still holds it: {file}")


@store.command()
@click.option("--text-days", type=click.IntRange(min=0), required=True, metavar="N", help="Days for which texts and raw bytes are kept.")
@store_option
def retain(text_days: int, address: str) -> None:
    """Drop texts and raw bytes that were kept more than N days ago; values, short quotes and digests stay."""
    from dateline.store.moments import written
    from dateline.store.retention import drop_texts

    with opened(address) as stored:
        count = drop_texts(stored, written(datetime.now(UTC) - timedelta(days=text_days)))
    click.echo(f"The texts of {count} versions were dropped.")


@store.command()
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("article", required=False)
@click.argument("path", required=False)
@click.option("--who", required=True, help="Who judges.")
@click.option("--why", required=True, help="The reason, in a sentence.")
@click.option("--field", help="What is replaced, as factuality.status.")
@click.option("--with", "replacement", metavar="JSON", help="What it is replaced by.")
@click.option("--actor", help="The actor that stays when two are joined.")
@click.option("--other", help="The actor that is the same, or that a mention is split off to.")
@click.option("--number", "withdraws", type=int, help="The judgement that is withdrawn.")
@store_option
def judge(action: str, article: str | None, path: str | None, address: str, **said: Any) -> None:
    """Say what you think of a value: ACTION on the value at PATH (events/7) of ARTICLE; join, split and withdraw by their options.

    The machine's value stays as it is; readings are seen through what was said.
    """
    from dateline.store.judging import Judgement
    from dateline.store.judging import judge as add

    with opened(address) as stored:
        click.echo(f"Judgement {add(stored, Judgement(action, article=article, path=path, **said))}.")  # type: ignore[arg-type]


@store.command()
@click.option("--orphaned", is_flag=True, help="Only those whose evidence no longer stands in the current reading.")
@store_option
def judgements(orphaned: bool, address: str) -> None:
    """List the judgements that stand: number, moment, who, action, of what, why."""
    from dateline.store.judging import listed

    with opened(address) as stored:
        found = listed(stored, orphaned=orphaned)
    for each in found:
        said = each.judgement
        of = f"{said.article} {said.path or 'orphaned'}" if said.article else ""
        click.echo(
            "\t".join(filter(None, (str(each.id), each.made_at, said.who, said.action, of, said.actor, said.other, said.field, said.why)))
        )
