"""The command ``changes``: the morning note, the ledger of pledges, the timelines of positions."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from dateline.commands.common import store_option
from dateline.commands.stories import catch_up, opened_book

if TYPE_CHECKING:
    from dateline.store import Store

KEPT = 60
NOTES = ("eyes", "markdown", "html", "json")


@click.command()
@click.option(
    "--since", metavar="DAY", default="yesterday", show_default=True, help="yesterday, today, 3d (three days ago), or YYYY-MM-DD."
)
@click.option("--until", metavar="DAY", help="Only what was published on this day or earlier.")
@click.option("--situation", metavar="NUMBER|WORDS", help="Only one situation: its number, or words of its title or main actors.")
@click.option("--limit", type=click.IntRange(min=1), default=KEPT, show_default=True, help="At most so many changes, the weightiest.")
@click.option(
    "--format", "form", type=click.Choice(NOTES), default="eyes", show_default=True, help="For eyes, a page, a mail, or programs."
)
@click.option("--situations", "listing", is_flag=True, help="List the situations instead.")
@click.option("--ledger", is_flag=True, help="Show every pledge with its steps instead, as it stands on --until.")
@click.option("--positions", "stands", is_flag=True, help="Show who stood where over time instead.")
@click.option("--again", is_flag=True, help="First find all changes and situations anew.")
@store_option
def changes(since: str, until: str | None, situation: str | None, limit: int, form: str, listing: bool, ledger: bool, stands: bool,
            again: bool, address: str) -> None:  # fmt: skip
    """Tell what changed: new events, words followed or broken by acts, counts that differ, pledges and positions; both sides quoted.

    Reports kept since the last time are placed and looked at first.
    """
    from dateline.model.serial import to_json
    from dateline.stories import changes_asking as asking

    with opened_book(address) as book:
        catch_up(book)
        _find(book.store, again=again)
        today = datetime.now(UTC).date()
        asked = _Asked(
            asking.since_day(since, today), asking.since_day(until, today) if until is not None else None, today.isoformat(),
            asking.situation_named(book.store, situation) if situation is not None else None, limit, form,
        )  # fmt: skip
        which = "situations" if listing else "ledger" if ledger else "positions" if stands else "note"
        found, shown = _told(book.store, asked, which)
    click.echo(json.dumps(to_json(found), ensure_ascii=False) if form == "json" else shown)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for."""

    since: str
    until: str | None
    today: str
    situation: int | None
    limit: int
    form: str


def _told(store: Store, asked: _Asked, which: str) -> tuple[object, str]:
    """What was found, and the same for eyes."""
    from dateline.stories import changes_asking, changes_ledger, changes_shown
    from dateline.stories import note as notes

    width = shutil.get_terminal_size((100, 24)).columns
    if which == "situations":
        listed = changes_asking.situations(store)
        return listed, changes_shown.situations(listed, width=width)
    if which == "ledger":
        pledges = changes_ledger.pledges(store, day=(asked.until or asked.today)[:10], situation=asked.situation)
        return pledges, changes_shown.ledger(pledges, width=width)
    if which == "positions":
        stands = changes_ledger.stands(store, situation=asked.situation)
        return stands, changes_shown.positions(stands, width=width)
    note = changes_asking.note(store, since=asked.since, until=asked.until, situation=asked.situation, limit=asked.limit)
    if asked.form in ("markdown", "html"):
        return note, notes.markdown(note) if asked.form == "markdown" else notes.html(note)
    return note, notes.for_eyes(note, width=width)


def _find(store: Store, *, again: bool) -> None:
    from dateline.errors import StoreLocked
    from dateline.stories.changes_book import ChangeBook

    book = ChangeBook(store)
    try:
        if again:
            book.again()
        for _ in book.catch_up():
            pass
    except StoreLocked as error:
        click.echo(f"dateline: {error} What is known already is told.", err=True)
