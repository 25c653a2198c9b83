"""The first screen: short, in order, at once."""

from __future__ import annotations

import resource
import subprocess
import sys

import click
from click.testing import CliRunner

from dateline.cli import SECTIONS, main


def test_help_lists_the_commands_in_the_order_of_work() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    titles = [line.rstrip(":") for line in shown.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert titles == ["Options", *(title for title, _ in SECTIONS)]
    assert len(shown.splitlines()) < 60
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_every_command_that_is_named_is_there() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name


def test_a_wrong_command_is_answered_with_the_nearest_right_one() -> None:
    done = CliRunner().invoke(main, ["evnts"])
    assert done.exit_code == 2
    assert "Did you mean events?" in done.output
    assert CliRunner().invoke(main, ["qqqq"]).exit_code == 2
    assert "evaluate" in CliRunner().invoke(main, []).output


def test_help_costs_little() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "dateline", "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5  # seconds of processor; 0.05 on a quiet machine
