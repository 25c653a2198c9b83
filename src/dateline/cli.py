"""The entry point: which commands there are; each is imported when it is called, so that help comes at once."""

from __future__ import annotations

import os
from importlib import import_module
from typing import NamedTuple

import click


class Entry(NamedTuple):
    """A command: its name, the file in ``commands/`` that holds it under that name, what it does in a few words."""

    name: str
    file: str
    does: str


SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("Read", (
        Entry("read", "reading", "Read reports: text, pages, mails, feeds, PDFs, archives."),
        Entry("explain", "reading", "Tell why a value was taken."),
        Entry("knowledge", "knowledge", "Show and check what is known beforehand."),
        Entry("schema", "reading", "Print the JSON Schema of a record."),
    )),
    ("Collect and keep", (
        Entry("init", "collecting", "Write a configuration to begin with."),
        Entry("add", "collecting", "Find the feed of a page and add it."),
        Entry("collect", "collecting", "Collect reports into the store, until stopped."),
        Entry("sources", "collecting", "Show how the sources are doing."),
        Entry("store", "store", "Check, read again, back up, copy, erase, judge."),
    )),
    ("Ask", (
        Entry("find", "asking", "Find reports by words and by what they tell."),
        Entry("statements", "asking", "Who said what."),
        Entry("events", "asking", "What happened, did not happen or may happen."),
        Entry("positions", "asking", "Who stands where."),
        Entry("commitments", "asking", "What was pledged."),
        Entry("figures", "asking", "Which figures are claimed."),
        Entry("memberships", "asking", "Who belongs to what."),
    )),
    ("Follow", (
        Entry("stories", "stories", "Reports of one happening, together."),
        Entry("story", "stories", "Put stories together or apart, for good."),
        Entry("changes", "changes", "What changed: the morning note."),
        Entry("watches", "watches", "Saved questions that raise alerts."),
        Entry("alerts", "alerts", "List, acknowledge, put off, send alerts."),
    )),
    ("Show", (
        Entry("serve", "serving", "The desk in the browser, and its API."),
        Entry("users", "serving", "Who may use the desk, and as what."),
        Entry("mcp", "mcp", "The questions as tools for assistants."),
        Entry("tokens", "serving", "Tokens of programs that use the API."),
    )),
    ("Take out", (
        Entry("export", "export", "Tables, layouts of other event data, maps."),
        Entry("release", "asking", "Freeze a question and its answers, to be cited."),
    )),
    ("Measure", (Entry("evaluate", "measuring", "Measure a task on labelled rows."),)),
)  # fmt: skip


class Commands(click.Group):
    """The commands in sections; the file of one is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click gives it)
        """The names of all commands, in the order of their sections."""
        return [entry.name for _, entries in SECTIONS for entry in entries]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported; none where there is no such."""
        entry = next((entry for _, entries in SECTIONS for entry in entries if entry.name == cmd_name), None)
        if entry is None:
            return None
        found: click.Command = getattr(import_module(f"dateline.commands.{entry.file}"), entry.name)
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; a wrong name is answered with the nearest right one."""
        from difflib import get_close_matches

        names = self.list_commands(ctx)
        near = get_close_matches(args[0], names, 1) if args[0] not in names else []
        if near:
            ctx.fail(f"There is no command {args[0]!r}. Did you mean {near[0]}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes a list for each section, without importing a command."""
        width = max(len(name) for name in self.list_commands(ctx))
        for title, entries in SECTIONS:
            with formatter.section(title):
                formatter.write_dl([(entry.name.ljust(width), entry.does) for entry in entries])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="dateline", message="dateline %(version)s")
def main() -> None:
    """Reads news reports into a record of who did and said what, and whether it happened; collects, keeps, asks, follows.

    dateline COMMAND --help explains a command.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one thread a process: the small products of the heads lose time when they are shared out
