"""The commands of stories: list, show, and what a person decides about them."""

from __future__ import annotations

import getpass
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dateline.commands.common import opened, store_option
from dateline.store.question import FORMATS

if TYPE_CHECKING:
    from dateline.stories.book import StoryBook

PAGE = 50
who_option = click.option("--who", help="Who decides; by default the user's name on this machine.")
why_option = click.option("--because", "why", required=True, help="Why, in a few words; kept with the decision.")


@contextmanager
def opened_book(address: str) -> Iterator[StoryBook]:
    """The stories of the store at ``address``, which must be there; what goes wrong ends the program with a sentence."""
    from dateline.stories import StoryBook

    with opened(address) as store:
        yield StoryBook(store)


@click.command()
@click.argument("number", type=click.IntRange(min=1), required=False, metavar="[STORY]")
@click.option("--since", metavar="DATE", help="Only stories with a report of this day or later (YYYY-MM-DD).")
@click.option("--until", metavar="DATE", help="Only stories with a report of this day or earlier.")
@click.option("--limit", type=click.IntRange(min=1), help=f"At most so many; {PAGE} for eyes.")
@click.option("--format", "form", type=click.Choice([each for each in FORMATS if each in ("eyes", "json", "jsonl")]), default="eyes",
              show_default=True, help="For eyes, or for programs.")  # fmt: skip
@store_option
def stories(number: int | None, since: str | None, until: str | None, limit: int | None, form: str, address: str) -> None:
    """List stories, that with the latest report first; or tell the one with the number STORY whole.

    Reports kept since the last time are placed first.
    """
    from dateline.model.serial import to_json
    from dateline.stories import asking, eyes

    width = shutil.get_terminal_size((100, 24)).columns
    with opened_book(address) as book:
        catch_up(book)
        if number is not None:
            found = asking.story(book.store, number)
            click.echo(json.dumps(to_json(found), ensure_ascii=False) if form != "eyes" else eyes.told(found, width=width))
            return
        lines = asking.lines(book.store, since=since, until=until, limit=limit or (PAGE if form == "eyes" else None))
    if form == "eyes":
        click.echo(eyes.listed(lines, width=width))
    elif form == "json":
        click.echo(json.dumps(to_json(lines), ensure_ascii=False))
    else:
        for line in lines:
            click.echo(json.dumps(to_json(line), ensure_ascii=False))


def catch_up(book: StoryBook) -> None:
    """Places the reports kept since the last time, and says so on standard error."""
    from dateline.errors import StoreLocked

    try:
        placed = sum(1 for _ in book.catch_up())
    except StoreLocked as error:
        click.echo(f"dateline: {error} What is placed already is told.", err=True)
        return
    if placed:
        click.echo(f"dateline: {placed} report{'s' if placed != 1 else ''} placed.", err=True)


@click.group()
def story() -> None:
    """Decide about stories: what a person puts together or apart stays so."""


@story.command()
@click.argument("article")
@click.argument("number", type=click.IntRange(min=1), metavar="STORY")
@who_option
@why_option
@store_option
def pin(article: str, number: int, who: str | None, why: str, address: str) -> None:
    """Put ARTICLE into STORY for good."""
    from dateline.stories import decisions

    with opened_book(address) as book:
        decisions.pin(book, article, number, who=who or getpass.getuser(), why=why)
    click.echo(f"{article} is in story {number} for good.")


@story.command()
@click.argument("article")
@store_option
def unpin(article: str, address: str) -> None:
    """Take back that a person has put ARTICLE where it is."""
    from dateline.stories import decisions

    with opened_book(address) as book:
        decisions.unpin(book, article)
    click.echo(f"{article} stays where it is, but not for good.")


@story.command()
@click.argument("number", type=click.IntRange(min=1), metavar="STORY")
@click.argument("other", type=click.IntRange(min=1))
@who_option
@why_option
@store_option
def join(number: int, other: int, who: str | None, why: str, address: str) -> None:
    """Make OTHER a part of STORY for good; its number leads there from now on."""
    from dateline.stories import decisions

    with opened_book(address) as book:
        made = decisions.join(book, number, other, who=who or getpass.getuser(), why=why)
    click.echo(f"Story {other} is a part of story {made}.")


@story.command()
@click.argument("number", type=click.IntRange(min=1), metavar="STORY")
@click.argument("articles", nargs=-1, required=True)
@who_option
@why_option
@store_option
def split(number: int, articles: tuple[str, ...], who: str | None, why: str, address: str) -> None:
    """Take ARTICLES out of STORY for good, into a story of their own."""
    from dateline.stories import decisions

    with opened_book(address) as book:
        made = decisions.split(book, number, articles, who=who or getpass.getuser(), why=why)
    click.echo(f"Story {made} has {len(articles)} report{'s' if len(articles) != 1 else ''} of story {number}.")
