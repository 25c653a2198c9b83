"""Reckoning with TIMEX3 values: steps from a day by a unit, and the days that a value covers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_YEAR = re.compile(r"(\d{4})$")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)$")
_LONG = re.compile(r"(\d{2,3})$")
# First month, and how many months, of the parts of a year; the seasons are those of the northern half of the earth.
_PARTS = {
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3),
}  # fmt: skip
SEASON_MIDDLES = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


def day_of(text: str | None) -> date | None:
    """The calendar day that an ISO date or moment begins with, or None where it names none."""
    found = _DAY.match(text or "")
    return safe_day(int(found[1]), int(found[2]), int(found[3])) if found else None


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def stepped(day: date, count: int, unit: str) -> date | None:
    """The day ``count`` units (D, W, M, Q, Y, E, C) later, or None outside the calendar; months end where they end."""
    try:
        if unit in ("D", "W", "FN"):
            return day + timedelta(days=count * {"D": 1, "W": 7, "FN": 14}[unit])
        months = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}.get(unit, 0)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError):
        return None


def value_at(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month, quarter, year, decade or century that ``day`` lies in."""
    if unit in ("W", "FN"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "WE":
        return f"{value_at(day, 'W')}-WE"
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "Y":
        return f"{day.year:04}"
    if unit in ("E", "C"):
        return f"{day.year:04}"[: 3 if unit == "E" else 2]
    return day.isoformat()


def unit_of(value: str) -> str:
    """The unit a value is precise to (D, W, M, Q, Y, E, C), or an empty text where it is no date of the calendar."""
    for unit, pattern in (("D", _DAY), ("M", _MONTH), ("W", _WEEK), ("Y", _YEAR)):
        if pattern.match(value):
            return unit
    if _PART.match(value):
        return "Q" if "Q" in value else "M"
    return {2: "C", 3: "E"}.get(len(value), "") if _LONG.match(value) else ""


def interval(value: str) -> tuple[date, date] | None:
    """The first and the last day that a value covers, or None where it does not say."""
    if found := _DAY.match(value):
        day = safe_day(int(found[1]), int(found[2]), int(found[3]))
        return (day, day) if day else None
    if found := _MONTH.match(value):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _WEEK.match(value):
        return _week(int(found[1]), int(found[2]), weekend=found[3] is not None)
    if found := _YEAR.match(value):
        return _months(int(found[1]), 1, 12)
    if found := _PART.match(value):
        first, count = _PARTS[found[2]]
        return _months(int(found[1]), first, count)
    if found := _LONG.match(value):
        years = 10 ** (4 - len(value))
        return _months(int(value) * years, 1, 12 * years)
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date] | None:
    begin = safe_day(year, month, 1)
    after = stepped(begin, count, "M") if begin else None
    return (begin, after - timedelta(days=1)) if begin and after else None


def _week(year: int, week: int, *, weekend: bool) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return (monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6))


def weekday_near(day: date, weekday: int, direction: str) -> date:
    """The day with this weekday (1 is Monday): the most recent one, ``day`` itself included, or for ``future`` the next one."""
    back = (day.isoweekday() - weekday) % 7
    if direction == "future":
        return day + timedelta(days=(7 - back) % 7)
    return day - timedelta(days=back)
