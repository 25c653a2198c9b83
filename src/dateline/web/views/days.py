"""Days in addresses: 2016-02-03, 30d, yesterday."""

from __future__ import annotations

from dateline.store.question import moment_of
from dateline.web.desk import Desk


def day_of(desk: Desk, written: str | None, name: str, *, end: bool = False) -> str | None:
    """The day that ``written`` means today (ISO); None for nothing. ``UsageError`` where it means none."""
    if written is None or not written.strip():
        return None
    return moment_of(written, today=desk.today(), end=end, name=name)[:10]
