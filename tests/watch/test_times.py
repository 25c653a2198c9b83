"""Hours of the day, right over the change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dateline.watch.times import Hours


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc]


def test_a_digest_keeps_its_hour_when_clocks_change() -> None:
    hours = Hours.of(("07:00",), None, "Europe/Rome")
    assert hours.next_slot(utc(2026, 3, 28, 6, 30)) == utc(2026, 3, 29, 5)  # summer time has begun
    assert hours.next_slot(utc(2026, 10, 24, 5, 30)) == utc(2026, 10, 25, 6)


def test_an_hour_that_is_left_out_or_comes_twice_gives_one_digest() -> None:
    hours = Hours.of(("02:30",), None, "Europe/Rome")
    for day in ((2026, 3, 28), (2026, 10, 24)):
        moments, now = [], utc(*day)
        while (now := hours.next_slot(now)) < utc(*day) + timedelta(days=3):
            moments.append(now)
        assert len(moments) == 3


def test_quiet_hours_over_midnight() -> None:
    hours = Hours.of((), "22:00-06:00", "Europe/Rome")
    assert hours.quiet_until(utc(2026, 1, 10, 20, 59)) is None
    assert hours.quiet_until(utc(2026, 1, 10, 21)) == utc(2026, 1, 11, 5)
    assert hours.quiet_until(utc(2026, 1, 11, 4, 59)) == utc(2026, 1, 11, 5)
    assert hours.quiet_until(utc(2026, 1, 11, 5)) is None


@given(st.integers(0, 5_000_000), st.sampled_from(["Europe/Rome", "America/New_York", "Australia/Lord_Howe"]))
def test_the_next_slot_is_ahead_and_never_farther_than_the_longest_day(minutes: int, zone: str) -> None:
    at = utc(2020, 1, 1) + timedelta(minutes=minutes)
    ahead = Hours.of(("02:30", "03:00"), None, zone).next_slot(at) - at
    assert timedelta() < ahead <= timedelta(hours=26)
