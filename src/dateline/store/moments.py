"""Moments as the store writes them: ISO 8601 in UTC with microseconds, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dateline.errors import UsageError


def now() -> str:
    """This moment."""
    return written(datetime.now(UTC))


def written(moment: datetime) -> str:
    """``moment`` as the store writes it; one without a zone counts as UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def start_of(moment: str) -> str:
    """The first instant of the day, or the moment itself, that ``moment`` (ISO 8601) names; ``UsageError`` if it is none."""
    return written(_parsed(moment))


def _parsed(moment: str) -> datetime:
    try:
        return datetime.fromisoformat(moment)
    except ValueError as error:
        raise UsageError(f"{moment!r} is no date: give one as YYYY-MM-DD, or a moment as YYYY-MM-DDTHH:MM.") from error


def end_of(moment: str) -> str:
    """The last instant of the day, or the moment itself, that ``moment`` (ISO 8601) names; ``UsageError`` if it is none."""
    parsed = _parsed(moment)
    if len(moment) <= len("2016-01-29"):
        parsed = parsed.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return written(parsed)


def day_number(moment: str | None) -> int | None:
    """The day that ``moment`` (ISO 8601) falls on as a number, by which days are counted; None where it is none."""
    try:
        return date.fromisoformat(moment[:10]).toordinal() if moment else None
    except ValueError:
        return None
