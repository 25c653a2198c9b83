"""Readings of calendar dates: days, months, years, decades, quarters, seasons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.resolve.calendar import SEASON_MIDDLES, day_of, safe_day, stepped, value_at
from dateline.resolve.time_focus import Focus, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.model.time import TimeMention

Pieces = "Mapping[str, str]"
_NARRATIVE_BACK = 183  # in a narrative a date may lie this many days before the last one without meaning the next year
_NEAR = 45  # an upcoming day this near, with no verb to say, is as likely meant as one past


def iso(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """The date written as 2014-03-10."""
    if "T" in pieces["iso"]:
        return Reading("TIME", pieces["iso"], None, (), 0.99)
    year, month, day = (int(part) for part in pieces["iso"].replace("-", " ").split())
    return Reading("DATE", f"{year:04}-{month:02}-{day:02}", None, (), 0.99) if safe_day(year, month, day) else None


def numeric(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """The date written as 29/01/2016; where both orders make a day, the one nearer to publication, the other as an alternative."""
    one, two, year = (int(part) for part in pieces["numdate"].replace(".", "/").split("/"))
    year += 0 if year >= 100 else 2000 if year < 70 else 1900
    days = [day for day in (safe_day(year, two, one), safe_day(year, one, two)) if day is not None]
    if not days:
        return None
    base = focus.published
    days = sorted(set(days), key=lambda day: abs((day - base).days) if base else 0)
    return Reading("DATE", days[0].isoformat(), None, tuple(day.isoformat() for day in days[1:]), 0.95 if len(days) == 1 else 0.7)


def full_date(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A day of a month, with or without its year."""
    month, day = int(pieces["month"]), int(pieces["day"])
    if day > 31:
        return None
    if "year" in pieces:
        return Reading("DATE", f"{int(pieces['year']):04}-{month:02}-{day:02}", None, (), 0.98)
    base, anchor = focus.base()
    if base is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}", None, (), 0.5)
    years = sorted(
        (y for y in (base.year - 1, base.year, base.year + 1) if safe_day(y, month, day)),
        key=lambda y: abs((_day(y, month, day) - base).days),
    )
    if not years:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}", None, (), 0.4)
    chosen = base.year if focus.narrative and base.year in years else _year_for(years, month, day, base, focus.direction(mention))
    if "weekday" in pieces:  # the year in which the day falls on the weekday told
        chosen = next((y for y in years if _day(y, month, day).isoweekday() == int(pieces["weekday"])), chosen)
    others = tuple(f"{y:04}-{month:02}-{day:02}" for y in years[:2] if y != chosen)
    return Reading("DATE", f"{chosen:04}-{month:02}-{day:02}", anchor, others[:1], 0.9)


def _day(year: int, month: int, day: int) -> date:
    return safe_day(year, month, day) or date(year, month, 1)


def _year_for(years: list[int], month: int, day: int, base: date, told: str) -> int:
    """The year that fits the tense; without one, the year that puts the day nearest to the base."""
    if told == "past":
        fitting = [year for year in years if _day(year, month, day) <= base]
        return fitting[0] if fitting and (base - _day(fitting[0], month, day)).days < 330 else years[0]
    if told == "future":
        fitting = [year for year in years if _day(year, month, day) >= base]
        return fitting[0] if fitting and (_day(fitting[0], month, day) - base).days < 330 else years[0]
    return years[0]


def month(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A month, with or without its year."""
    number = int(pieces["month"])
    if "year" in pieces:
        return Reading("DATE", f"{int(pieces['year']):04}-{number:02}", None, (), 0.97)
    base, anchor = focus.base()
    if base is None:
        return Reading("DATE", f"XXXX-{number:02}", None, (), 0.5)
    if focus.narrative:
        return Reading("DATE", f"{base.year:04}-{number:02}", anchor, (), 0.8)
    ahead = (number - base.month) % 12
    back = (base.month - number) % 12
    told = focus.direction(mention)
    future = told == "future" or (told != "past" and ahead < back and ahead <= 5)
    steps = ahead if future else -back
    other = steps - 12 if future else steps + 12
    chosen, second = stepped(base.replace(day=1), steps, "M"), stepped(base.replace(day=1), other, "M")
    if chosen is None:
        return None
    return Reading("DATE", value_at(chosen, "M"), anchor, (value_at(second, "M"),) if second else (), 0.85)


def month_related(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "last March", "March last year"."""
    number, rel = int(pieces["month"]), pieces["rel"]
    base, anchor = focus.base()
    if "previous" in rel or "following" in rel or rel in ("that", "the same"):
        base, anchor, _ = focus.told()
    if base is None:
        return Reading("DATE", f"XXXX-{number:02}", None, (), 0.4)
    if "unit" in pieces:
        year = base.year + _step(rel)
    elif rel == "next" or "following" in rel:
        year = base.year + (number <= base.month)
    elif rel == "this":
        year = base.year
    else:
        year = base.year - (number >= base.month)
    return Reading("DATE", f"{year:04}-{number:02}", anchor, (), 0.9)


def _step(rel: str) -> int:
    if "last" in rel or "previous" in rel or "past" in rel or "preceding" in rel:
        return -1
    return 1 if "next" in rel or "following" in rel or "coming" in rel else 0


def week_of(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "the week of March 10"."""
    told = full_date(pieces, mention, focus)
    day = day_of(told.value) if told else None
    return Reading("DATE", value_at(day, "W"), told.anchor, (), 0.9) if day and told else None


def year(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A year in four digits, or in two after an apostrophe."""
    return Reading("DATE", f"{int(pieces['year']):04}", None, (), 0.95)


def year_of_era(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A year before (or after) Christ."""
    number = int(float(pieces["year"]))
    return Reading("DATE", f"BC{number:04}" if pieces["era"] == "BC" else f"{number:04}", None, (), 0.95)


def decade(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "the 1990s": 199."""
    return Reading("DATE", pieces["decade"], None, (), 0.95)


def century(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "the 19th century": 18."""
    number = sum(int(part) for part in pieces["n"].replace("-", " ").split() if part.isdigit()) - 1
    return Reading("DATE", f"BC{number:02}" if pieces.get("era") == "BC" else f"{number:02}", None, (), 0.95)


def quarter(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """The numbered quarter of a year; without a year the one that fits the day of publication and the tense."""
    number = int(pieces["n"])
    if not 1 <= number <= 4:
        return None
    if "year" in pieces:
        return Reading("DATE", f"{int(pieces['year']):04}-Q{number}", None, (), 0.97)
    base, anchor = focus.base()
    if base is None:
        return Reading("DATE", f"XXXX-Q{number}", None, (), 0.5)
    rel = pieces.get("rel", "")
    shift = _step(rel) if rel in ("last", "next") and "rel" in pieces else 0
    first = safe_day(base.year, 3 * number - 2, 1)
    past = focus.direction(mention) == "past"
    if shift == 0 and first and ((first > base and (past or (first - base).days > 120)) or number - (base.month + 2) // 3 == 3):
        shift = -1
    return Reading("DATE", f"{base.year + shift:04}-Q{number}", anchor, (), 0.85)


def the_quarter(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "the quarter": the last one told, else the last that was over."""
    rel = pieces["rel"]
    if focus.last_quarter is not None and not _step(rel) and rel != "this":
        return Reading("DATE", focus.last_quarter.value, focus.last_quarter.id, (), 0.8)
    base, anchor = focus.base()
    if base is None:
        return Reading("DATE", "XXXX-QX", None, (), 0.4)
    steps = {"this": 0, "the current": 0, "next": 1}.get(rel, -1)
    day = stepped(base, steps, "Q")
    return Reading("DATE", value_at(day, "Q"), anchor, (), 0.75) if day else None


def year_ago(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "the year-earlier quarter": the quarter told last, one year back."""
    told = focus.last_quarter
    if "year" in pieces:
        year, number = int(pieces["year"]), pieces.get("n") or (told.value[-1] if told else "")
        return Reading("DATE", f"{year:04}-Q{number}" if number else f"{year:04}", told.id if told else None, (), 0.8)
    if told is not None:
        number = pieces.get("n") or told.value[-1]
        return Reading("DATE", f"{int(told.value[:4]) - 1:04}-Q{number}", told.id, (), 0.85)
    base, anchor = focus.base()
    day = stepped(base, -15, "M") if base else None
    return Reading("DATE", value_at(day, "Q"), anchor, (), 0.6) if day else None


def half(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """The first or second half of a year."""
    number = "1" if pieces["n"] == "1" else "2"
    base, anchor = focus.base()
    if "year" in pieces:
        return Reading("DATE", f"{int(pieces['year']):04}-H{number}", None, (), 0.95)
    if base is None:
        return Reading("DATE", f"XXXX-H{number}", None, (), 0.5)
    return Reading("DATE", f"{base.year + _step(pieces.get('rel', '')):04}-H{number}", anchor, (), 0.85)


def season(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A season, with or without its year."""
    name = pieces["season"]
    if "year" in pieces:
        return Reading("DATE", f"{int(pieces['year']):04}-{name}", None, (), 0.95)
    rel = pieces.get("rel", "")
    base, anchor = focus.told()[:2] if ("following" in rel or "previous" in rel or "the next" in rel) else focus.base()
    if base is None:
        return Reading("DATE", f"XXXX-{name}", None, (), 0.5)
    return Reading("DATE", f"{_season_year(name, rel, base, focus, mention):04}-{name}", anchor, (), 0.8)


def _season_year(name: str, rel: str, base: date, focus: Focus, mention: TimeMention) -> int:
    middle = safe_day(base.year, SEASON_MIDDLES[name], 15) or base
    if rel in ("this", "that", "this coming") or (focus.narrative and not rel):
        return base.year
    if "next" in rel or "following" in rel or (not rel and focus.direction(mention) == "future"):
        return base.year + (middle <= base)
    if rel == "last":
        return base.year - (middle + timedelta(days=75) >= base)
    return base.year - (middle - timedelta(days=45) > base)


def holiday(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A holiday with a fixed day, Thanksgiving, Easter."""
    base, anchor = focus.base()
    if base is None:
        return None
    years = [base.year - 1, base.year, base.year + 1]
    days = [day for day in (_holiday_in(pieces.get("holiday", ""), year) for year in years) if day is not None]
    if not days:
        return None
    told = focus.direction(mention)
    fitting = [day for day in days if (day <= base if told != "future" else day >= base)]
    best = min(fitting or days, key=lambda day: abs((day - base).days))
    return Reading("DATE", best.isoformat(), anchor, (), 0.75)


def _holiday_in(name: str, year: int) -> date | None:
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return first + timedelta(days=(4 - first.isoweekday()) % 7 + 21)
    if name == "easter":
        return _easter(year)
    month, _, day = name.partition("-")
    return safe_day(year, int(month), int(day)) if day else None


def _easter(year: int) -> date | None:
    """Easter Sunday by the anonymous Gregorian reckoning (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return safe_day(year, month, day + 1)
