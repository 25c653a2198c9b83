"""Words that tell a time: dates, times of day, durations, and what recurs (TIMEX3 of ISO-TimeML)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.time_doubts import plausible
from dateline.extract.time_units import Units, units
from dateline.model.span import Span
from dateline.model.time import TimeMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.knowledge import Knowledge
    from dateline.knowledge.calendar import TimePattern
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
    found = sorted(_matches(table, knowledge.calendar.patterns), key=lambda each: (each.first, -each.last, each.order))
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


def _matches(table: Units, patterns: tuple[TimePattern, ...]) -> Iterator[_Found]:
    for order, pattern in enumerate(patterns):
        for match in pattern.regex.finditer(table.codes):
            if match.end() > match.start():
                pieces: dict[str, str] = {}
                for name in pattern.regex.groupindex:
                    first, last = match.span(name)
                    if first >= 0:
                        pieces.setdefault(name.rsplit("_", 1)[0], " ".join(value for value in table.values[first:last] if value))
                yield _Found(match.start(), match.end(), order, pattern.name, pieces)


def _mention(found: _Found, table: Units) -> TimeMention:
    span = Span(table.starts[found.first], table.ends[found.last - 1])
    parts = tuple(f"{name}={value}" for name, value in sorted(found.pieces.items()))
    return TimeMention(span, table.tokens[found.first], table.tokens[found.last - 1] + 1, found.pattern, parts)
