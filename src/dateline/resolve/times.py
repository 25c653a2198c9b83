"""Time expressions to TIMEX3 values (ISO-TimeML), against the day of publication and against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dateline.model.time import TimeMention, Timex
from dateline.resolve import time_dates as dates
from dateline.resolve import time_lengths as lengths
from dateline.resolve import time_relatives as relatives
from dateline.resolve.calendar import day_of
from dateline.resolve.time_focus import Focus, Reading, covered

if TYPE_CHECKING:
    from datetime import date

    from dateline.model.article import Article
    from dateline.model.parse import Parse

Reader = Callable[[Mapping[str, str], TimeMention, Focus], Reading | None]
_FAR = 2  # years from publication at which a text tells history
_OWN_TIME = frozenset({"weekday", "weekdaytime", "relday", "reldaytime"})
_MOST = 0.7
_MANY = 4  # years told that make it so

READERS: Mapping[str, Reader] = MappingProxyType({
    "iso": dates.iso, "numdate": dates.numeric, "date": dates.full_date, "datepart": relatives.date_time,
    "month": dates.month, "monthrel": dates.month_related, "weekof": dates.week_of, "year": dates.year,
    "short": dates.year, "yearera": dates.year_of_era, "fiscal": dates.year, "decade": dates.decade,
    "century": dates.century, "weekday": relatives.weekday, "weekdaytime": relatives.weekday_time,
    "relday": relatives.relative_day, "reldaytime": relatives.relative_day_time, "relpart": relatives.relative_part,
    "relunit": relatives.relative_unit, "ago": relatives.ago, "later": relatives.later,
    "duration": lengths.duration, "plural": lengths.plural, "sets": lengths.recurring,
    "per": lengths.per, "quarter": dates.quarter, "thequarter": dates.the_quarter, "yearago": dates.year_ago,
    "half": dates.half, "season": dates.season, "clock": relatives.clock,
    "ref": lengths.reference, "dayof": relatives.told_unit, "holiday": dates.holiday,
})  # fmt: skip


def times(mentions: tuple[TimeMention, ...], parse: Parse, article: Article) -> tuple[Timex, ...]:
    """The TIMEX3 values of the mentions, in order, anchored at the day of publication or at each other."""
    return anchored(mentions, parse, day_of(article.published.value) if article.published else None)


def anchored(mentions: tuple[TimeMention, ...], parse: Parse, published: date | None) -> tuple[Timex, ...]:
    """The TIMEX3 values of the mentions against a day of publication; None leaves weekdays and the like open."""
    focus = Focus(parse, published, _era(mentions, published))
    told: list[Timex] = []
    for mention in mentions:
        reader = READERS.get(mention.pattern)
        reading = reader(pieces_of(mention), mention, focus) if reader else None
        if reading is not None:
            timex = _timex(f"t{len(told) + 1}", mention, reading)
            focus.tell(timex)
            told.append(timex)
    return tuple(told)


def pieces_of(mention: TimeMention) -> dict[str, str]:
    """The named pieces of the mention's pattern."""
    return dict(part.split("=", 1) for part in mention.parts)


def _timex(name: str, mention: TimeMention, reading: Reading) -> Timex:
    begin, end = (reading.begin, reading.end) if reading.begin or reading.end else covered(reading.value)
    return Timex(
        id=name, type=reading.type, value=reading.value, begin=begin.isoformat() if begin else None,
        end=end.isoformat() if end else None, alternatives=reading.alternatives, anchor=reading.anchor,
        spans=(mention.span,), rule=f"times/{mention.pattern}", confidence=reading.confidence,
    )  # fmt: skip


def _era(mentions: tuple[TimeMention, ...], published: date | None) -> int | None:
    """The middle of the years told by a text of history, else None.

    Most of its years lie far from the day of publication, or no such day is known. A text that says "yesterday" or "Tuesday"
    now and then tells of its own time, whatever history it recalls.
    """
    years = sorted(int(part[5:]) for mention in mentions for part in mention.parts if part.startswith("year=") and part[5:].isdigit())
    if not years:
        return None
    middle = years[len(years) // 2]
    if published is None:
        return middle
    far = sum(abs(year - published.year) > _FAR for year in years)
    own = sum(mention.pattern in _OWN_TIME for mention in mentions)
    return middle if far >= _MANY and far > _MOST * len(years) and far > 10 * own else None
