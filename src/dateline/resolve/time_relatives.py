"""Readings of times told from another one: "yesterday", "last week", "two days later", "Tuesday"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.resolve.calendar import day_of, stepped, value_at, weekday_near
from dateline.resolve.durations import count_of, length
from dateline.resolve.time_dates import full_date
from dateline.resolve.time_focus import Focus, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.model.time import TimeMention

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": -1}
_PART_UNITS = {"morning": "MO", "evening": "EV", "night": "NI", "afternoon": "AF"}
_STRETCHES = ("the past", "past", "the last", "the next", "this past", "the coming")
_FROM_TOLD = ("that", "same", "following", "previous", "preceding")


def weekday(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A weekday: the most recent one, or the next where the verb tells of the future; ``next`` and ``last`` say it themselves."""
    number, rel = int(pieces["dow"]), pieces.get("rel", "")
    base, anchor = focus.deictic()
    if any(word in rel for word in _FROM_TOLD):
        base, anchor, _ = focus.told()
    if base is None:
        return Reading("DATE", f"XXXX-WXX-{number}", None, (), 0.5)
    day, other = _weekday_days(number, rel, pieces, base, focus.direction(mention))
    return _with_part(pieces, day, anchor, (other.isoformat(),), 0.9 if day != base or not rel else 0.7)


def _weekday_days(number: int, rel: str, pieces: Mapping[str, str], base: date, told: str) -> tuple[date, date]:
    """The day meant, and the day that the same words may also mean."""
    recent, week = weekday_near(base, number, "past"), timedelta(days=7)
    if pieces.get("unit") == "W":  # "Tuesday last week"
        monday = base - timedelta(days=base.weekday()) + week * {"last": -1, "next": 1}.get(rel, 0)
        day = monday + timedelta(days=number - 1)
        return day, day + week
    if "next" in rel or "coming" in rel or "following" in rel:
        day = weekday_near(base + timedelta(days=1), number, "future")
        return day, day + week
    if "last" in rel or "past" in rel or "previous" in rel:
        day = recent if recent < base else recent - week
        return day, day - week
    if told in ("future", "present") or (rel == "this" and told != "past"):
        day = weekday_near(base, number, "future")
        return day, day - week
    return recent, recent + week


def _with_part(pieces: Mapping[str, str], day: date, anchor: str | None, others: tuple[str, ...], confidence: float) -> Reading:
    part = pieces.get("part")
    if part:
        tail = f"T{part_code(part)}"
        return Reading("TIME", day.isoformat() + tail, anchor, tuple(other + tail for other in others), confidence)
    return Reading("DATE", day.isoformat(), anchor, others, confidence)


def part_code(part: str) -> str:
    """The TIMEX3 code of a part of the day, given as a code or as a word."""
    return _PART_UNITS.get(part.rstrip("s"), part)


def hour_of(pieces: Mapping[str, str]) -> str | None:
    """The time of day as T10:30, or None where the digits tell none."""
    clock = pieces.get("clock") or pieces.get("hour", "")
    found = re.match(r"(\d{1,2})(?:[:.]?(\d\d))?(?:[:.](\d\d))?$", clock)
    if found is None:
        return None
    hour, minute = int(found[1]), found[2] or "00"
    half = pieces.get("ampm") or {"AF": "PM", "EV": "PM", "MO": "AM", "NI": "PM" if hour > 5 else "AM"}.get(
        part_code(pieces.get("part", "")), ""
    )
    if half == "PM" and hour < 12:
        hour += 12
    if half == "AM" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute}" if hour <= 24 else None


def weekday_time(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "10 a.m. Tuesday"."""
    told, hour = weekday({key: value for key, value in pieces.items() if key != "part"}, mention, focus), hour_of(pieces)
    if told is None or hour is None:
        return told
    return Reading("TIME", told.value + hour, told.anchor, tuple(other + hour for other in told.alternatives), told.confidence)


def date_time(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "5 p.m. on March 10", "the night of 10 March"."""
    if "month" not in pieces:
        return None
    told, hour = full_date(pieces, mention, focus), hour_of(pieces)
    if told is None:
        return None
    tail = hour or (f"T{part_code(pieces['part'])}" if "part" in pieces else "")
    return Reading("TIME", told.value + tail, told.anchor, (), told.confidence)


def relative_day(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "yesterday", "tomorrow morning", "tonight"."""
    rel = pieces.get("rel", "")
    steps = _DAYS.get(rel)
    if steps is None:  # the day before yesterday
        steps = {"2": -2}.get("2" if "yesterday" in mention_text(mention, focus) else "", 2)
    if rel == "overnight" and focus.direction(mention) == "future":
        steps = 0
    base = focus.published
    if base is None:
        return Reading("DATE", "PRESENT_REF" if rel == "today" else "XXXX-XX-XX", None, (), 0.4)
    day = base + timedelta(days=steps)
    if rel in ("tonight", "overnight"):
        return Reading("TIME", f"{day.isoformat()}TNI", "published", (), 0.85)
    return _with_part(pieces, day, "published", (), 0.95)


def mention_text(mention: TimeMention, focus: Focus) -> str:
    """The words of ``mention`` in lower case."""
    return mention.span.of(focus.parse.text).lower()


def relative_day_time(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "10 a.m. yesterday"."""
    told, hour = relative_day({"rel": pieces["rel"]}, mention, focus), hour_of(pieces)
    return Reading("TIME", told.value + hour, told.anchor, (), told.confidence) if told and hour else told


def relative_part(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "this morning", "last night", "that evening"."""
    rel, code = pieces.get("rel", ""), part_code(pieces["part"])
    base, anchor = (focus.published, "published") if rel in ("this", "last", "") else focus.told()[:2]
    if base is None:
        return Reading("TIME", f"XXXX-XX-XXT{code}", None, (), 0.4)
    steps = -1 if "last" in rel or "previous" in rel else 1 if "next" in rel or "following" in rel else 0
    return Reading("TIME", f"{(base + timedelta(days=steps)).isoformat()}T{code}", anchor, (), 0.85)


def relative_unit(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "last week", "this year", "the following month", "the end of the year"."""
    rel, unit = pieces.get("rel", ""), pieces["unit"]
    if unit in ("MN", "H", "S") or (rel == "the" and "mod" not in pieces and _followed_by_end(mention, focus)):
        return Reading("DURATION", length(1.0, unit), None, (), 0.7)
    if rel in _STRETCHES and unit in ("E", "C", "L", "W", "D", "M") and (rel != "the next" or _lasting(mention, focus)):
        return stretch(Reading("DURATION", length(1.0, unit), None, (), 0.8), rel, 1, unit, focus)
    base, anchor = focus.told()[:2] if rel == "the next" else focus.base() if rel == "the" else focus.deictic()
    if any(word in rel for word in _FROM_TOLD):
        base, anchor, _ = focus.told()
    if base is None:
        return Reading("DATE", {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX"), None, (), 0.4)
    steps = (
        -1
        if any(word in rel for word in ("last", "past", "previous", "preceding"))
        else 1
        if any(word in rel for word in ("next", "following", "coming"))
        else 0
    )
    return _unit_away(base, steps, unit, anchor, focus, mention)


def _lasting(mention: TimeMention, focus: Focus) -> bool:
    """Words like "over the next week" is a length, "the next week he left" a date."""
    return mention.first > 0 and focus.parse.lowers[mention.first - 1] in ("over", "during", "for", "within", "throughout", "in")


def _followed_by_end(mention: TimeMention, focus: Focus) -> bool:
    """Words like "the year ended June 30": the length is meant, its end follows."""
    return mention.last < len(focus.parse) and focus.parse.lowers[mention.last] in ("ended", "ending", "to", "through")


def _unit_away(base: date, steps: int, unit: str, anchor: str | None, focus: Focus, mention: TimeMention) -> Reading | None:
    if unit == "WE":
        if steps == 0 and base.isoweekday() < 6 and focus.direction(mention) == "past":
            steps = -1  # on a weekday the weekend that was is the one before
        day = stepped(base, steps, "W")
        return Reading("DATE", value_at(day, "WE"), anchor, (), 0.85) if day else None
    day = stepped(base, steps, unit)
    return Reading("DATE", value_at(day, unit), anchor, (), 0.92) if day else None


def stretch(told: Reading, rel: str, count: float | None, unit: str, focus: Focus) -> Reading:
    """A duration with the days it covers, where the words hang it on the day of publication ("the past two months")."""
    base = focus.published
    whole = int(count) if count is not None and count >= 1 else None
    if base is None or whole is None or focus.narrative or unit in ("H", "MN", "S"):
        return told
    if "past" in rel or "last" in rel:
        return Reading(told.type, told.value, "published", (), told.confidence, stepped(base, -whole, unit), base)
    if "next" in rel or "coming" in rel:
        return Reading(told.type, told.value, "published", (), told.confidence, base, stepped(base, whole, unit))
    return told


def ago(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "two years ago", "a week from now": so long before (after) publication."""
    unit, forward = pieces["unit"], "from" in pieces["dir"]
    count = count_of(pieces.get("count", "X")) if "count" in pieces else (1.0 if unit and "-" in mention_text(mention, focus) else None)
    if count is None:
        return Reading("DATE", "FUTURE_REF" if forward else "PAST_REF", None, (), 0.7)
    if unit == "Y" and count == 1 and focus.last_quarter is not None and not focus.counts_months and not forward:
        return _quarter_back(focus)
    return _away(focus.published, "published" if focus.published else None, count, unit, 1 if forward else -1)


def _quarter_back(focus: Focus) -> Reading | None:
    told = focus.last_quarter
    if told is None:
        return None
    return Reading("DATE", f"{int(told.value[:4]) - 1:04}{told.value[4:]}", told.id, (), 0.8)


def _away(base: date | None, anchor: str | None, count: float, unit: str, sign: int) -> Reading | None:
    if base is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", None, (), 0.5)
    if unit in ("H", "MN", "S"):
        return Reading("TIME", f"{base.isoformat()}TXX", anchor, (), 0.5)
    if count % 1:
        count, unit = {"Y": (count * 12, "M"), "M": (count * 30, "D"), "W": (count * 7, "D")}.get(unit, (count, unit))
    day = stepped(base, sign * int(count), unit)
    if day is None:
        return None
    shown = {"E": "Y", "C": "Y", "L": "Y"}.get(unit, unit)
    return Reading("DATE", value_at(day, shown), anchor, (), 0.85)


def later(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "two days later", "a year earlier": so long from the time told last."""
    forward = any(word in pieces["dir"] for word in ("later", "after"))
    unit = pieces["unit"]
    count = count_of(pieces["count"]) if "count" in pieces else (1.0 if "-" in mention_text(mention, focus) else None)
    if count is None:
        return Reading("DATE", "FUTURE_REF" if forward else "PAST_REF", None, (), 0.5)
    if unit == "Y" and count == 1 and focus.last_quarter is not None and not focus.counts_months and not forward:
        return _quarter_back(focus)
    base, anchor, _ = focus.told()
    return _away(base, anchor, count, unit, 1 if forward else -1)


def told_unit(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "the same day", "the next year", "that night": from the time told last."""
    rel, unit = pieces["rel"], pieces["unit"]
    base, anchor, precise = focus.told()
    if unit == "Y" and rel == "the next" and not focus.narrative:
        base, anchor = focus.base()
    if base is None:
        return Reading("DATE", {"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX-XX-XX"), None, (), 0.4)
    steps = 1 if "next" in rel or "following" in rel else -1 if "previous" in rel else 0
    if unit in _PART_UNITS.values() or unit in _PART_UNITS:
        return Reading("TIME", f"{(base + timedelta(days=steps)).isoformat()}T{part_code(unit)}", anchor, (), 0.8)
    if unit == "D" and precise not in ("D", ""):
        return Reading("DATE", f"{base.isoformat()[:8]}XX" if precise == "M" else "XXXX-XX-XX", anchor, (), 0.5)
    day = stepped(base, steps, unit)
    return Reading("DATE", value_at(day, unit), anchor, (), 0.8) if day else None


def clock(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """A time of day alone: on the day told last, else that of publication; noon and midnight as they are."""
    hour = hour_of(pieces)
    if hour is None:
        return None
    day = day_of(focus.last.value) if focus.last is not None else None
    base, anchor = (day, focus.last.id) if day and focus.last else (focus.published, "published")
    return Reading("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}{hour}", anchor if base else None, (), 0.7)
