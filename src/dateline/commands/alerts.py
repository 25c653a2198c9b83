"""The commands of alerts: list, acknowledge, snooze, mute, send."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from dateline.commands.common import opened, site_option, store_option
from dateline.commands.watches import person, who_option
from dateline.errors import UsageError

numbers_argument = click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar="ALERT...")


@click.group()
def alerts() -> None:
    """What watches raised: list, acknowledge, snooze, mute, send."""


@alerts.command("list")
@click.option("--watch", metavar="NAME", help="Only of this watch.")
@click.option("--new", is_flag=True, help="Only what is neither acknowledged nor snoozed nor muted.")
@click.option("--undelivered", is_flag=True, help="List what could not be delivered yet, with the reasons.")
@click.option("--limit", type=click.IntRange(min=1, max=10_000), default=50, show_default=True, help="At most so many.")
@click.option("--format", "form", type=click.Choice(["eyes", "jsonl"]), default="eyes", show_default=True, help="For eyes or for programs.")
@who_option
@store_option
def list_alerts(watch: str | None, new: bool, undelivered: bool, limit: int, form: str, who: str | None, address: str) -> None:
    """List alerts, the newest first; what is new to the person is marked with *, and is remembered as seen."""
    from dateline.watch import people, sending
    from dateline.watch.wording import as_json, lines

    with opened(address) as store:
        if undelivered:
            with store.reading() as connection:
                for name, way, state, tries, problem in sending.waiting(connection, limit):
                    click.echo(f"{name} by {way}: {state}, {tries} tries{f', {problem}' if problem else ''}")
            return
        me = person(who)
        found = people.listed(store, me, people.Wanted(watch, new=new, limit=limit))
        for each in found:
            if form == "jsonl":
                _write(as_json(each.message))
            else:
                title, *rest = lines(each.message)
                state = "acknowledged" if each.acknowledged_at else "snoozed" if each.snoozed_until else ""
                mark = " " if each.seen_at else "*"
                _write("\n".join([f"{mark}{each.message.id} {title}{f' ({state})' if state else ''}", *rest]))
        if form == "eyes" and found:
            people.saw(store, me, [each.message.id for each in found])


def _write(text: str) -> None:
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "replace"))
    sys.stdout.flush()


@alerts.command()
@numbers_argument
@who_option
@store_option
def ack(numbers: tuple[int, ...], who: str | None, address: str) -> None:
    """Acknowledge alerts: they are dealt with, and so are earlier ones on the same thing."""
    from dateline.watch import people

    with opened(address) as store:
        click.echo(f"{people.acknowledge(store, person(who), numbers)} acknowledged.")


@alerts.command()
@numbers_argument
@click.option("--for", "length", default="1d", show_default=True, metavar="TIME", help="For so long: 2h, 1d, 1w.")
@who_option
@store_option
def snooze(numbers: tuple[int, ...], length: str, who: str | None, address: str) -> None:
    """Put alerts off for a while; updates to them wait as long."""
    from dateline.watch import people

    with opened(address) as store:
        until = datetime.fromisoformat(store.now()).astimezone(UTC) + _length(length)
        people.snooze(store, person(who), numbers, until)
        click.echo(f"Put off until {until.strftime('%Y-%m-%d %H:%M')} UTC.")


def _length(text: str) -> timedelta:
    units = {"h": 1, "d": 24, "w": 24 * 7}
    if not (text[:-1].isascii() and text[:-1].isdigit() and text[-1:] in units and len(text) <= 5):
        raise UsageError(f"--for {text!r} is no time: give one such as 2h, 1d or 1w.")
    return timedelta(hours=int(text[:-1]) * units[text[-1]])


@alerts.command()
@click.argument("story", type=click.IntRange(min=1))
@click.option("--off", is_flag=True, help="No longer.")
@who_option
@store_option
def mute(story: int, off: bool, who: str | None, address: str) -> None:
    """Mute a STORY: nothing more on it is sent to the person."""
    from dateline.watch import people

    with opened(address) as store:
        number = people.mute(store, person(who), story, on=not off)
    click.echo(f"Story {number} is {'no longer ' if off else ''}muted.")


@alerts.command()
@click.option("--again", is_flag=True, help="Try what was given up as well.")
@click.option("--base", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="Where relative paths of ways out begin.")
@store_option
@site_option
def send(again: bool, base: Path, address: str, site: Path | None) -> None:
    """Check what was kept since the last check, and send what is due (for cron; dateline collect does so by itself)."""
    from dateline.watch import outbox
    from dateline.watch.checking import Watcher
    from dateline.watch.sending import send_due

    def say(fact: str, reason: str) -> None:
        click.echo(f"dateline: {fact}: {reason}", err=True)

    with opened(address, site) as store:
        checked = Watcher(store, say=say).check()
        if again:
            with store.writing() as connection:
                outbox.try_again(connection, datetime.fromisoformat(store.now()).astimezone(UTC))
        sent = send_due(store, base=base, say=say)
        click.echo(f"{checked.reports} reports checked, {len(checked.alerts)} alerts, {sent.sent} sent, {sent.failed} failed.", err=True)
