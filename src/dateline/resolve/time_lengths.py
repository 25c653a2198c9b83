"""Readings of durations, of what recurs, and of words for the present, the past and the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.resolve.durations import count_of, length
from dateline.resolve.time_focus import Focus, Reading
from dateline.resolve.time_relatives import mention_text, stretch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.model.time import TimeMention

_REFERENCES = (
    ("PRESENT_REF", ("now", "current", "currently", "nowadays", "these days", "this time", "the moment", "present")),
    ("FUTURE_REF", ("future", "soon", "term", "possible")),
)


def duration(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "the past two months", "44-year-old", "nearly an hour"."""
    count, unit = count_of(pieces.get("count", "a")), pieces["unit"]
    told = Reading("DURATION", length(count, unit, and_half="half" in pieces), None, (), 0.92)
    return stretch(told, pieces.get("rel", ""), count, unit, focus)


def plural(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "recent weeks", "coming months", "decades"."""
    rel = pieces.get("rel", "")
    if rel == "past" or (rel == "recent" and pieces["unit"] in ("Y", "Q")):
        return Reading("DATE", "PAST_REF", None, (), 0.8)
    if rel == "future":
        return Reading("DATE", "FUTURE_REF", None, (), 0.8)
    return Reading("DURATION", length(None, pieces["unit"]), None, (), 0.8)


def recurring(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "every week", "Tuesdays", "each March", "daily"."""
    if "often" in pieces:
        return Reading("SET", pieces["often"], None, (), 0.85)
    if "dow" in pieces:
        part = pieces.get("part", "").rstrip("s")
        code = {"night": "TNI", "morning": "TMO", "evening": "TEV", "afternoon": "TAF"}.get(part, f"T{part}" if part else "")
        return Reading("SET", f"XXXX-WXX-{pieces['dow']}{code}", None, (), 0.9)
    if "month" in pieces:
        return Reading("SET", f"XXXX-{pieces['month']}", None, (), 0.9)
    if "season" in pieces:
        return Reading("SET", f"XXXX-{pieces['season']}", None, (), 0.9)
    if "part" in pieces:
        return Reading("SET", f"XXXX-XX-XXT{pieces['part']}", None, (), 0.85)
    count = count_of(pieces["count"]) if "count" in pieces else 1.0
    unit = pieces["unit"]
    return Reading("SET", "P1Q" if unit == "Q" and count == 1 else length(count, unit), None, (), 0.9)


def per(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "a year" as a rate."""
    return Reading("SET", length(1.0, pieces["unit"]), None, (), 0.8)


def reference(pieces: Mapping[str, str], mention: TimeMention, focus: Focus) -> Reading | None:
    """Words like "now", "recently", "the future"."""
    text = mention_text(mention, focus)
    for value, words in _REFERENCES:
        if any(word in text for word in words):
            return Reading("DATE", value, None, (), 0.85)
    return Reading("DATE", "PAST_REF", None, (), 0.85)
