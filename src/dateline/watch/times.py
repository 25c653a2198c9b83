"""When alerts go out: hours of the day in a time zone, right over the change of clocks, and a span of hours in which nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from dateline.errors import UsageError
from dateline.store.question import unknown

_HOUR = re.compile(r"(\d{1,2}):(\d\d)$")
FARTHEST = timedelta(hours=26)  # from one slot of a day to the next, the longest day included


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name; ``UsageError`` with the nearest ones."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise unknown("The time zone", name, sorted(available_timezones()), "For example: Europe/Rome.") from error


def hour_of(text: str) -> time:
    """The time of day that ``07:30`` means; ``UsageError`` where it means none."""
    found = _HOUR.match(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError(f"{text!r} is no time of day: write one such as 07:30.")
    return time(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Hours:
    """Slots of the day for a digest (none: at once) and quiet hours (begin, end), both by the clocks of ``zone``."""

    slots: tuple[time, ...]
    quiet: tuple[time, time] | None
    zone: ZoneInfo

    @classmethod
    def of(cls, digest: Sequence[str], quiet: str | None, zone: str) -> Hours:
        """From what a person writes: ``("07:00", "18:00")``, ``"22:00-06:00"``, ``"Europe/Rome"``."""
        span = None
        if quiet is not None:
            begin, dash, end = quiet.partition("-")
            if not dash or hour_of(begin) == hour_of(end):
                raise UsageError(f"The quiet hours {quiet!r} are none: write them such as 22:00-06:00.")
            span = (hour_of(begin), hour_of(end))
        return cls(tuple(sorted({hour_of(each) for each in digest})), span, zone_of(zone))

    def next_slot(self, now: datetime) -> datetime:
        """The next moment after ``now`` (UTC) at which a digest goes out."""
        return min(each for each in self._moments(now, self.slots) if each > now)

    def quiet_until(self, now: datetime) -> datetime | None:
        """The end of the quiet hours that ``now`` lies in, None where it lies in none."""
        if self.quiet is None:
            return None
        begin, end = self.quiet
        for day in self._days(now):
            starts, stops = self._at(day, begin), self._at(day if end > begin else day + timedelta(days=1), end)
            if starts <= now < stops:
                return stops
        return None

    def day(self, now: datetime) -> str:
        """The day that it is in the zone."""
        return now.astimezone(self.zone).date().isoformat()

    def _moments(self, now: datetime, slots: Sequence[time]) -> Iterator[datetime]:
        return (self._at(day, slot) for day in self._days(now) for slot in slots)

    def _days(self, now: datetime) -> list[date]:
        today = now.astimezone(self.zone).date()
        return [today + timedelta(days=away) for away in (-1, 0, 1, 2)]

    def _at(self, day: date, slot: time) -> datetime:
        """The moment in UTC; of an hour that comes twice the first, of one that is left out as long after midnight as the clock says."""
        return datetime.combine(day, slot, self.zone).astimezone(UTC)
