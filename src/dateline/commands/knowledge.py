"""The commands on what is known beforehand: show, check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.commands.common import NOTHING, fail, site_option
from dateline.errors import DatelineError


@click.group()
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
        fail(error)
    click.echo("\n".join(lines_of(shown)))
    sys.exit(NOTHING if shown.empty else 0)


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
        fail(error)
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems in the knowledge files." if problems else "The knowledge files are in order.")
    sys.exit(NOTHING if problems else 0)
