"""Printed dates: found in a line, read day first or month first, and said so where neither can be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.ingest.tables import lookup
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR, LAST_YEAR = 1800, 2199
NEAR = timedelta(days=10)  # two dates of one report that lie no further apart support each other


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: where, the readings it allows (the likelier first), its time and weekday if printed."""

    span: Span
    readings: tuple[date, ...]
    time: str | None = None
    weekday: int | None = None

    @property
    def ambiguous(self) -> bool:
        """True if day and month could be exchanged."""
        return len(self.readings) > 1

    @property
    def weekday_fits(self) -> bool:
        """False if a weekday is printed that no reading falls on."""
        return self.weekday is None or any(day.weekday() == self.weekday for day in self.readings)

    def value(self) -> str:
        """The likeliest reading, ISO 8601, with the time where one is printed."""
        day = self.readings[0].isoformat()
        return f"{day}T{self.time}" if self.time else day


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted(lookup("months"), key=len, reverse=True))
    weekday = "|".join(sorted(lookup("weekdays"), key=len, reverse=True))
    zone = "|".join(sorted(lookup("zones"), key=len, reverse=True))
    lead = rf"(?:(?P<weekday>{weekday})\b\.?,?\s+(?:the\s+)?)?"
    clock = (
        r"(?:\s*(?:[,;|T\-–—·]|\(|\bat\b)?\s*(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
        rf"\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>(?:{zone})\b|[+-]\d\d:?\d\d)?\)?)?"
    )
    year = r"(?P<year>(?:18|19|20|21)\d\d)"
    return tuple(
        re.compile(rf"(?<![\w/.-]){lead}{body}{clock}(?![\w/])", re.IGNORECASE)
        for body in (
            rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{month})\b\.?,?\s+{year}",
            rf"(?P<month>{month})\b\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{year}",
            rf"(?P<day>[0-3]?\d)[-.](?P<month>{month})[-.]{year}",
            rf"{year}[-/.](?P<month_digits>[01]\d)[-/.](?P<day>[0-3]\d)",
            r"(?P<one>[0-3]?\d)(?P<mark>[-/.])(?P<two>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)",
            rf"{year}\s+(?P<month>{month})\b\.?\s+(?P<day>[0-3]?\d)",
        )
    )


def printed_dates(text: str, start: int = 0, end: int | None = None, *, order: str | None = None) -> Iterator[PrintedDate]:
    """The dates with a year printed in ``text[start:end]``, in order; ``order`` (day, month) is the outlet's habit."""
    stop = len(text) if end is None else end
    found = [m for pattern in _patterns() for m in pattern.finditer(text, start, stop)]
    done = start
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if match.start() < done:
            continue
        read = _read(match, order)
        if read is not None:
            done = match.end()
            yield read


def _read(match: re.Match[str], order: str | None) -> PrintedDate | None:
    part = match.groupdict()
    named = part["weekday"]
    weekday = int(lookup("weekdays")[named.lower()]) if named else None
    readings = _readings(part, order, weekday)
    if not readings:
        return None
    end = match.start() + len(match.group().rstrip(" ,;|-("))
    return PrintedDate(Span(match.start(), end), readings, _time(part), weekday)


def _readings(part: dict[str, str | None], order: str | None, weekday: int | None) -> tuple[date, ...]:
    year = _year(part["year"] or "")
    if part.get("one"):
        one, two = int(part["one"] or 0), int(part["two"] or 0)
        day_first, month_first = _day(year, two, one), _day(year, one, two)
        both = (month_first, day_first) if order == "month" else (day_first, month_first)
        readings = tuple(dict.fromkeys(day for day in both if day))
        fitting = tuple(day for day in readings if day.weekday() == weekday)
        return fitting or (readings[:1] if order else readings)
    month = int(digits) if (digits := part.get("month_digits")) else int(lookup("months")[(part.get("month") or "").lower()])
    day = _day(year, month, int(part["day"] or 0))
    return (day,) if day else ()


def _year(printed: str) -> int:
    year = int(printed)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(part: dict[str, str | None]) -> str | None:
    """The printed time as ISO 8601, with its distance from UTC where the zone is printed."""
    if not part.get("hour"):
        return None
    hour, half = int(part["hour"] or 0), (part.get("half") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    clock = f"{hour:02d}:{part['minute']}:{part.get('second') or '00'}"
    return clock + _offset(part.get("zone"))


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] in "+-":
        return f"{zone[:3]}:{zone[-2:]}"
    minutes = int(lookup("zones")[zone.lower()])
    return "Z" if minutes == 0 else f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def settled(found: PrintedDate, others: tuple[date, ...]) -> PrintedDate:
    """``found`` with the one reading that lies near another date of the report, if exactly one does."""
    if not found.ambiguous:
        return found
    near = tuple(day for day in found.readings if any(abs(day - other) <= NEAR for other in others))
    return PrintedDate(found.span, near, found.time, found.weekday) if len(near) == 1 else found


def iso_moment(value: str) -> str | None:
    """An ISO 8601 or written date, in its shortest ISO form (a day, or a moment with its zone); None if it is none."""
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        first = next(printed_dates(text[:80]), None)
        return first.value() if first and not first.ambiguous else None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    if len(text) <= 10:
        return moment.date().isoformat()
    written = moment.replace(microsecond=0).isoformat()
    return written.replace("+00:00", "Z") if moment.tzinfo == UTC else written


def nearest(month: int, day: int, anchor: date) -> date | None:
    """The day with this month and day that lies nearest to ``anchor``: a dateline prints no year."""
    days = [found for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (found := _day(year, month, day))]
    return min(days, key=lambda found: abs(found - anchor), default=None)
