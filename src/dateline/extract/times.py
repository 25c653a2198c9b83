"""Words that tell a time: dates, times of day, durations, and what recurs (TIMEX3 of ISO-TimeML)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.time_doubts import plausible
from dateline.extract.time_units import Units, units
from dateline.knowledge.calendar import BREAK
from dateline.model.span import Span
from dateline.model.time import TimeMention

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from dateline.knowledge import Knowledge
    from dateline.knowledge.calendar import Calendar
    from dateline.model.parse import Parse


_AGE = "age"  # tells of a person, not of a time; its words are taken so that no shorter pattern takes them


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    order: int
    pattern: str
    pieces: Mapping[str, str]


def times(parse: Parse, knowledge: Knowledge) -> tuple[TimeMention, ...]:
    """The time expressions in ``parse``, in order, none touching another.

    ``parts`` of each are ``name=value`` pairs: what the named pieces of its pattern (``knowledge/data/times/grammar.tsv``) matched.
    """
    table = units(parse, knowledge.calendar, knowledge.numerals)
    found = sorted(_matches(table, knowledge.calendar), key=lambda each: (each.first, -each.last, each.order))
    mentions, end = [], 0
    for each in found:
        if each.first < end:
            continue
        mention = _mention(each, table)
        if plausible(mention, each.pieces, parse):
            end = each.last
            if each.pattern != _AGE:
                mentions.append(mention)
    return tuple(mentions)


def _matches(table: Units, calendar: Calendar) -> Iterator[_Found]:
    """All matches of all patterns; only runs of words of the calendar are looked at, put together so that each pattern runs once."""
    runs = [match.span() for match in calendar.runs.finditer(table.codes)]
    at = [unit for first, last in runs for unit in (*range(first, last), last)]  # each run is followed by a break
    codes = BREAK.join(table.codes[first:last] for first, last in runs)
    for order, pattern in enumerate(calendar.patterns):
        for match in pattern.regex.finditer(codes):
            if match.end() > match.start():
                first = at[match.start()]
                yield _Found(first, first + match.end() - match.start(), order, pattern.name, _pieces(match, at, table))


def _pieces(match: re.Match[str], at: list[int], table: Units) -> dict[str, str]:
    """What the named pieces of a pattern matched, by their names without the number that keeps them apart."""
    pieces: dict[str, str] = {}
    for name in match.re.groupindex:
        start, end = match.span(name)
        if start >= 0:
            first = at[start] if start < end else 0
            pieces.setdefault(name.rsplit("_", 1)[0], " ".join(value for value in table.values[first : first + end - start] if value))
    return pieces


def _mention(found: _Found, table: Units) -> TimeMention:
    span = Span(table.starts[found.first], table.ends[found.last - 1])
    parts = tuple(f"{name}={value}" for name, value in sorted(found.pieces.items()))
    return TimeMention(span, table.tokens[found.first], table.tokens[found.last - 1] + 1, found.pattern, parts)
