"""Answers for eyes: under each report what was found in it, the status by sign and word, the line, and the quote beside it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import cast

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.model.event import Magnitude, Status
from dateline.show.wording import BOUNDS, listed, look, magnitude
from dateline.store.answers import (
    Answer,
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundPosition,
    FoundReport,
    FoundStatement,
    Party,
    Report,
    Spot,
    Value,
)
from dateline.store.question import clean, moment_of

STYLES = {"real": "bold green", "ahead": "yellow", "open": "magenta", "not": "bold red"}
STANCES = {"supports": ("+ supports", "green"), "opposes": ("− opposes", "red"), "neutral": ("= neutral", ""),
           "conditional": ("◍ conditional", "magenta")}  # fmt: skip
LEAD, NARROWEST, LONGEST = 16, 60, 300


@dataclass(frozen=True, slots=True)
class Line:
    """One value for eyes: what leads, in which style; the line; the quote; by whose word."""

    lead: str
    style: str
    line: str
    quote: str
    note: str = ""


def render(answers: Sequence[Answer], *, width: int, colour: bool) -> str:
    """``answers`` as text of at most ``width`` columns, with ANSI colours if ``colour``."""
    out = io.StringIO()
    console = Console(
        file=out, width=max(width, NARROWEST), force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    for number, (report, found) in enumerate(groupby(answers, key=lambda answer: answer.report)):
        if number:
            console.print()
        _report(console, report)
        for answer in found:
            if isinstance(answer, FoundReport):
                _excerpt(console, answer)
            _values(console, answer.values if isinstance(answer, FoundReport) else (answer,))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _report(console: Console, report: Report) -> None:
    console.print(Text(clean(report.headline or report.address), style="bold"))
    version = f"version {report.version}" if report.version > 1 else None
    told = (report.published or "no date", report.source, version, report.address if report.headline else None, report.article)
    console.print(Text(clean(" · ".join(part for part in told if part)), style="dim"))


def _excerpt(console: Console, answer: FoundReport) -> None:
    if answer.excerpt is not None:
        console.print(Padding(Text(f"“{clean(answer.excerpt)}”"), (0, 0, 0, 2)))


def _values(console: Console, values: Iterable[Value]) -> None:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=LEAD, no_wrap=True)
    table.add_column(ratio=5)
    table.add_column(ratio=6)
    for value in values:
        shown = line(value)
        beside = Text(f"“{_short(clean(shown.quote))}”", style="dim")
        if shown.note:
            beside.append(f"\n{clean(shown.note)}", style="cyan")
        if value.judged is not None:
            beside.append(f"\n{value.judged} by a person", style="cyan")
        table.add_row(Text(shown.lead, style=shown.style), Text(clean(shown.line)), beside)
    if table.row_count:
        console.print(Padding(table, (0, 0, 0, 2)))


def line(value: Value) -> Line:
    """How ``value`` shows."""
    if isinstance(value, FoundEvent):
        return _event(value)
    if isinstance(value, FoundStatement):
        return Line(value.act, "", f"{_name(value.speaker)}{_to(value.addressee)}", value.content)
    if isinstance(value, FoundPosition):
        lead, style = STANCES.get(value.stance, (value.stance, ""))
        condition = f", {value.condition}" if value.condition else ""
        return Line(lead, style, f"{value.actor.name}: {value.text}{condition} [{value.proposition}]", value.quote)
    if isinstance(value, FoundCommitment):
        by = f", by {value.deadline}" if value.deadline else ""
        kind = f"{value.type} " if value.type else ""
        to = f" {value.stance or 'towards'} {value.towards.name}" if value.towards is not None else ""
        return Line(value.status, "yellow", f"{_names(value.actors)}: {kind}{value.action}{to}{by}", value.quote)
    if isinstance(value, FoundFigure):
        unit, of = f" ({value.unit})" if value.unit else "", f" of {value.subject.name}" if value.subject else ""
        return Line(_amount(value), "bold", f"{value.measure}{unit}{of}{_in(value.places)}", value.quote, _by(value.according_to))
    count = f" ({value.count} members)" if value.count is not None else ""
    return Line(value.change, "", f"{value.member.name} → {value.group.name}{count}", value.quote, _by(value.according_to))


def _event(event: FoundEvent) -> Line:
    shown = look(cast(Status, event.status))
    kind = event.type + (f"/{event.mode}" if event.mode else "")
    who = f" by {_names(event.actors)}" if event.actors else ""
    whom = f" → {_names(event.recipients)}" if event.recipients else ""
    size = magnitude(Magnitude(event.killed, event.wounded, event.arrested, event.size))
    rest = "".join(f", {part}" for part in (_when(event.begins, event.ends), size) if part)
    return Line(f"{shown.sign} {shown.label}", STYLES[shown.group], f"{kind}{who}{whom}{_in(event.places)}{rest}", event.quote,
                _by(event.according_to))  # fmt: skip


def _when(begins: str | None, ends: str | None) -> str:
    if begins is None or begins == ends or ends is None:
        return begins or ""
    for part in (begins[:4], begins[:7]):
        if (begins, ends) == (moment_of(part, today=date.min), moment_of(part, today=date.min, end=True)):
            return part
    return f"{begins} to {ends}"


def _name(party: Party | None) -> str:
    return party.name if party is not None else "unnamed"


def _names(parties: Sequence[Party]) -> str:
    return listed(tuple(dict.fromkeys(party.name for party in parties))) or "unnamed"


def _to(party: Party | None) -> str:
    return f" → {party.name}" if party is not None else ""


def _in(spots: Sequence[Spot]) -> str:
    return f", in {listed(tuple(dict.fromkeys(spot.name for spot in spots)))}" if spots else ""


def _by(chain: Sequence[Party]) -> str:
    told = [party.name for party in chain if party.id != "author"]
    return f"by the word of {' via '.join(reversed(told))}" if told else ""


def _amount(figure: FoundFigure) -> str:
    if figure.value is None:
        low, high = ("?" if part is None else f"{part:,}" for part in (figure.low, figure.high))
        return f"{low} to {high}"
    return next((word for bound, word in BOUNDS if bound == figure.bound), "") + f"{figure.value:,}"


def _short(quote: str) -> str:
    return quote if len(quote) <= LONGEST else quote[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
