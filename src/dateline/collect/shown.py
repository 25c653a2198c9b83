"""The sources for eyes, and as rows of JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from dateline.collect.health import SourceState

HEAD = ("source", "kind", "state", "last success", "a day", "kept", "waiting", "set aside")
LONGEST_NAME = 40


def table(states: Sequence[SourceState]) -> str:
    """One line a source, then what should be known of some of them."""
    rows = [HEAD, *(_row(each) for each in states)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    told = [f"{plain(each.name)}: {plain(said)}" for each in states for said in (*each.notices, *_problem(each))]
    return "\n".join([*lines, *([""] if told else []), *told])


def _problem(state: SourceState) -> list[str]:
    return [state.problem] if state.problem and not any(state.problem in said for said in state.notices) else []


def _row(state: SourceState) -> tuple[str, ...]:
    return (
        plain(state.name)[:LONGEST_NAME],
        state.kind or "",
        state.state,
        (state.succeeded_at or "never")[:16].replace("T", " "),
        f"{state.items_a_day:g}",
        str(state.items),
        str(state.waiting),
        str(state.set_aside),
    )


def plain(text: str) -> str:
    """``text`` without control characters, for the terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def json_lines(states: Sequence[SourceState]) -> str:
    """One JSON object a source."""
    return "\n".join(json.dumps({**asdict(each), "state": each.state}, ensure_ascii=False) for each in states)
