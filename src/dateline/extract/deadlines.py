"""By when something pledged is to be done."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model.parse import Parse
    from dateline.model.span import Span
    from dateline.model.time import Timex

_BY = frozenset({"by", "before", "until", "till", "within"})
_LASTING = frozenset({"within", "in", "inside"})
_LENGTH = re.compile(r"P(\d{1,3})([DWMY])")
_LENGTHS = {"D": 1, "W": 7, "M": 30, "Y": 365}


def deadline(parse: Parse, start: int, span: Span, times: Sequence[Timex], published: str | None) -> str | None:
    """The day by which it is to be done (ISO): the end of a time behind "by", "before", "until", or of "within two weeks"."""
    for time in times:
        first = time.spans[0]
        if not first.overlaps(span):
            continue
        if time.end is None:
            length = _days_of(time.value)
            before = parse.lowers[max(0, parse.tokens(first).start - 1)]
            if length is not None and published is not None and before in _LASTING:
                return _after(published, length)
            continue
        index = parse.tokens(first).start
        words = parse.lowers[max(start, index - 4) : index]
        if any(word in _BY for word in words):
            return time.end[:10]
    return None


def _days_of(length: str | None) -> int | None:
    """The days in a TIMEX3 length of days, weeks, months or years."""
    found = _LENGTH.fullmatch(length or "")
    return int(found[1]) * _LENGTHS[found[2]] if found is not None else None


def _after(day: str, days: int) -> str | None:
    """The day so many days after one (ISO); None where there is no such day."""
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None
