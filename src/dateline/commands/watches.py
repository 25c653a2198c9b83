"""The commands of watches."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dateline.commands.asking import filters
from dateline.commands.common import opened, site_option, store_option
from dateline.errors import UsageError
from dateline.store.question import NOUNS, Noun, Question

if TYPE_CHECKING:
    from dateline.watch.rules import Trigger, Watch

LEFT = ("limit", "after", "sort", "as-of")
who_option = click.option("--who", help="Whose alerts; by default the user's name on this machine.")


def person(who: str | None) -> str:
    """The person that a command is for."""
    return who or getpass.getuser()


@click.group()
def watches() -> None:
    """Saved questions that raise alerts: add, try, list, switch, remove them."""


@watches.command()
@click.argument("name", required=False)
@click.option("--file", type=click.Path(path_type=Path), metavar="FILE", help="Keep all watches and ways out of a TOML file instead.")
@click.option("--ask", type=click.Choice(NOUNS), default="reports", show_default=True, help="What the question is put to.")
@click.option("--trigger", default="any", show_default=True, help="any, change, threshold, peak, gap, silent or first.")
@click.option("--change", "changes", multiple=True, metavar="KIND", help="Of the trigger change: the kinds; by default all.")
@click.option("--threshold", metavar="RULE", help='Of the trigger threshold: "killed >= 10".')
@click.option("--new", metavar="WHAT", help="Of the trigger first: each new actor, place, proposition or type; by default the first match.")
@click.option("--for", "owner", metavar="WHO", help="Whose watch it is: his mutes and snoozes count.")
@click.option("--send", multiple=True, metavar="WAY", help="Where alerts go: a way's name, terminal, file:PATH, rss:, atom: or json:PATH.")
@click.option("--digest", multiple=True, metavar="HH:MM", help="Send alerts together at this hour of the day.")
@click.option("--quiet", metavar="HH:MM-HH:MM", help="Send nothing in these hours, but all of it at their end.")
@click.option("--zone", default="UTC", show_default=True, help="The time zone of these hours, for example Europe/Rome.")
@click.option("--most", type=int, metavar="N", help="Send at most N alerts a day; further ones are listed only.")
@click.option("--off", is_flag=True, help="Keep it switched off.")
@filters("reports", leave=LEFT)
@store_option
@site_option
def add(name: str | None, file: Path | None, address: str, site: Path | None, **given: Any) -> None:
    """Keep the watch NAME, or the watches of a file; every word is checked first."""
    from dateline.watch import file as files
    from dateline.watch import saved

    with opened(address, site) as store:
        if (name is None) == (file is None):
            raise UsageError("Give the name of a watch, or a --file of watches.")
        found = files.load(file) if file is not None else files.WatchFile((_watch(cast("str", name), given),), ())
        for rule in saved.save(store, found.watches, found.ways):
            for note in rule.notes:
                click.echo(f"dateline: {note}", err=True)
        click.echo(f"{len(found.watches)} watch{'es' if len(found.watches) != 1 else ''} kept.")


def _watch(name: str, given: dict[str, Any]) -> Watch:
    from dateline.watch.rules import Watch

    own = {key: given.pop(key) for key in ("ask", "trigger", "changes", "threshold", "new", "owner", "send", "digest", "quiet", "zone")}
    most, off = given.pop("most"), given.pop("off")
    where = Question.of(**{key: value for key, value in given.items() if value not in (None, ())}).address()
    trigger = "threshold" if own["threshold"] and own["trigger"] == "any" else own["trigger"]
    own |= {"ask": cast("Noun", own["ask"]), "trigger": cast("Trigger", trigger)}
    return Watch(name, where=where, limit=most, on=not off, **own)


@watches.command("list")
@store_option
def list_watches(address: str) -> None:
    """List the watches: on or off, what they ask, how many alerts they raised."""
    from dateline.watch import saved

    with opened(address) as store, store.reading() as connection:
        for each in saved.saved(connection):
            watch = each.watch
            last = f", the last {each.last[:16].replace('T', ' ')}" if each.last else ""
            waits = f", {each.waiting} to be delivered" if each.waiting else ""
            click.echo(f"{'on ' if watch.on else 'off'} {watch.name}: {watch.ask} {watch.where or 'any'} [{watch.trigger}], "
                       f"{each.alerts} alerts{last}{waits}")  # fmt: skip


@watches.command()
@click.argument("name")
@store_option
def show(name: str, address: str) -> None:
    """Show everything that the watch NAME says."""
    from dataclasses import fields

    from dateline.watch import saved

    with opened(address) as store, store.reading() as connection:
        found = saved.named(connection, name)
        for each in fields(found.watch):
            value = getattr(found.watch, each.name)
            if value not in (None, ()):
                click.echo(f"{each.name}: {', '.join(value) if isinstance(value, tuple) else value}")


@watches.command()
@click.argument("file", type=click.Path(path_type=Path))
@store_option
@site_option
def check(file: Path, address: str, site: Path | None) -> None:
    """Check the watches and ways out of a TOML FILE without keeping them."""
    from dateline.watch import file as files
    from dateline.watch import saved

    with opened(address, site) as store:
        found = files.load(file)
        for watch in found.watches:
            for note in saved.check(store, watch, found.ways).notes:
                click.echo(f"{watch.name}: {note}")
        click.echo(f"{file}: {len(found.watches)} watches and {len(found.ways)} ways out are in order.")


@watches.command("try")
@click.argument("name")
@click.option("--since", default="90d", show_default=True, metavar="DATE", help="Over the reports published from then on.")
@click.option("--file", type=click.Path(path_type=Path), metavar="FILE", help="The watch NAME of a TOML file that is not kept yet.")
@store_option
@site_option
def try_out(name: str, since: str, file: Path | None, address: str, site: Path | None) -> None:
    """Show what the watch NAME would have raised, and how often; nothing is written and nothing is sent."""
    from dateline.watch import trying
    from dateline.watch.wording import drafted

    with opened(address, site) as store:
        tried = trying.attempt(store, trying.rule_of(store, name, file), since)
        with store.reading() as connection:
            shown = drafted(connection, name, tried.drafts[: trying.MOST_SHOWN])
        for line in shown:
            click.echo(line)
        more = len(tried.drafts) - len(shown)
        click.echo(f"{f'... and {more} more. ' if more > 0 else ''}{len(tried.drafts)} alerts ({tried.updates} of them updates) on "
                   f"{tried.reports} reports of {tried.days} days: {tried.a_day:.1f} a day.")  # fmt: skip


@watches.command()
@click.argument("name")
@click.option("--since", metavar="DATE", help="Only over the reports published from then on.")
@click.option("--deliver", is_flag=True, help="Send the alerts as well; else they are listed only.")
@store_option
@site_option
def run(name: str, since: str | None, deliver: bool, address: str, site: Path | None) -> None:
    """Run the watch NAME over everything stored."""
    from datetime import date

    from dateline.store.question import moment_of
    from dateline.watch.checking import Watcher

    with opened(address, site) as store:
        begin = moment_of(since, today=date.fromisoformat(store.now()[:10])) if since else None
        done = Watcher(store, say=_say).run(name, since=begin, send=deliver)
        click.echo(f"{len(done.alerts)} alerts on {done.reports} reports.")


def _say(fact: str, reason: str) -> None:
    click.echo(f"dateline: {fact}: {reason}", err=True)


def _switch(address: str, name: str, *, on: bool) -> None:
    from dateline.watch import saved

    with opened(address) as store:
        saved.switch(store, name, on=on)
    click.echo(f"{name} is {'on' if on else 'off'}.")


@watches.command()
@click.argument("name")
@store_option
def on(name: str, address: str) -> None:
    """Switch the watch NAME on."""
    _switch(address, name, on=True)


@watches.command()
@click.argument("name")
@store_option
def off(name: str, address: str) -> None:
    """Switch the watch NAME off; what it raised stays."""
    _switch(address, name, on=False)


@watches.command()
@click.argument("name")
@store_option
def remove(name: str, address: str) -> None:
    """Remove the watch NAME with everything that it raised."""
    from dateline.watch import saved

    with opened(address) as store:
        count = saved.remove(store, name)
    click.echo(f"{name} is removed, with {count} alerts.")
