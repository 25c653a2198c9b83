"""Situations, the ledger and the timelines for eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from dateline.model.change import Pledge, Situation, Stand, Step
from dateline.store.question import clean

NARROWEST, LONGEST = 60, 160


def situations(found: Sequence[Situation], *, width: int) -> str:
    """A line a situation, and who is in it."""
    out = []
    for each in found:
        days = f"{(each.begins or '?')[:10]} to {(each.ends or '?')[:10]}"
        counted = f"{len(each.stories)} stories, {each.reports} reports"
        head = clean(f"{days}  {counted}  {each.title}")
        out.extend(wrap(head, max(width, NARROWEST), initial_indent=f"{each.id:>5}  ", subsequent_indent=" " * 7))
        out.extend(wrap(clean(", ".join(each.actors)), max(width, NARROWEST), initial_indent=" " * 7, subsequent_indent=" " * 7))
    return "\n".join(out) or "No situations."


def ledger(found: Sequence[Pledge], *, width: int) -> str:
    """A block a pledge: how it stands, who, what, by when; under it each step with its words."""
    out: list[str] = []
    for pledge in found:
        by = f" by {pledge.deadline}" if pledge.deadline else ""
        head = clean(f"{pledge.told}{by}")
        out.extend(wrap(head, max(width, NARROWEST), initial_indent=f"{pledge.status.upper():12} ", subsequent_indent=" " * 13))
        for step in pledge.steps:
            out.extend(_step(step, width))
    return "\n".join(out) or "No pledges."


def positions(found: Sequence[Stand], *, width: int) -> str:
    """A block for each party and proposition, turns marked with ↻."""
    out: list[str] = []
    for stand in found:
        out.extend(wrap(clean(f"{stand.who}: {stand.proposition}"), max(width, NARROWEST), subsequent_indent="    "))
        for at, step in enumerate(stand.steps):
            out.extend(_step(step, width, "↻" if at in stand.turns else " "))
    return "\n".join(out) or "No positions."


def _step(step: Step, width: int, mark: str = " ") -> Iterator[str]:
    side = step.side
    text = side.quote.text if len(side.quote.text) <= LONGEST else f"{side.quote.text[:LONGEST].rsplit(' ', 1)[0]} …"
    lead = f"  {mark} {(side.published or '?')[:10]} {step.step:12} "
    told = clean(f"“{text}” ({side.source}) [{side.article}]")
    yield from wrap(told, max(width, NARROWEST), initial_indent=lead, subsequent_indent=" " * 17)
