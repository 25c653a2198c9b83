"""A record on the terminal: who said what, what happened and what did not, each with its quote."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dateline.model.record import Record
from dateline.show.sections import Item, Section, sections

QUIET = ("actors", "places", "times")  # shown as one line of names each
STYLES = (("real", "bold green"), ("ahead", "yellow"), ("open", "magenta"), ("not", "bold red"))
LONGEST_QUOTE = 240


def render(record: Record, *, width: int, colour: bool) -> str:
    """The record as text of at most ``width`` columns, with ANSI colours if ``colour``."""
    out = io.StringIO()
    console = Console(
        file=out, width=max(width, 40), force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    _heading(console, record)
    for section in sections(record):
        _names(console, section) if section.key in QUIET else _section(console, section)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _heading(console: Console, record: Record) -> None:
    article = record.article
    title = " ".join(article.headline.text.split()) if article.headline else article.source.uri
    console.print(Text(title, style="bold"))
    if article.standfirst:
        console.print(Text(" ".join(article.standfirst.text.split()), style="italic"))
    place = next((p.name for p in record.places if article.dateline and p.id == article.dateline.place), None)
    agency = article.dateline.agency if article.dateline else None
    published = f"{article.published.value} ({article.published.origin})" if article.published else "no date found"
    console.print(Text(" · ".join(part for part in (published, place, agency, article.source.uri) if part), style="dim"))


def _section(console: Console, section: Section) -> None:
    console.print()
    console.print(Text(f"{section.title} ({len(section.items)})", style="bold underline"))
    for item in section.items:
        _item(console, item)


def _item(console: Console, item: Item) -> None:
    line = Text()
    if item.status:
        style = next(style for group, style in STYLES if group == item.status.group)
        line.append(f"{item.status.sign} {item.status.label}", style=style)
        line.append("  ")
    line.append(item.line, style="bold" if not item.status else "")
    if item.tags:
        line.append(f"  [{', '.join(item.tags)}]", style="dim")
    if item.note:
        line.append(f"  {item.note}", style="cyan")
    console.print(Padding(line, (0, 0, 0, 2)))
    if item.quote and item.quote != item.line:
        console.print(Padding(Text(f"“{_short(item.quote)}”", style="dim"), (0, 0, 0, 6)))


def _names(console: Console, section: Section) -> None:
    console.print()
    console.print(Text(f"{section.title} ({len(section.items)})", style="bold underline"))
    names = "; ".join(f"{item.line} ({', '.join(part for part in (item.note, *item.tags) if part)})" for item in section.items)
    console.print(Padding(Text(names), (0, 0, 0, 2)))


def _short(quote: str) -> str:
    return quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 2].rsplit(" ", 1)[0] + " …"
