"""Lengths of time as TIMEX3 values: P2Y, PT30M, PXM."""

from __future__ import annotations

import re

_CLOCK_UNITS = frozenset({"H", "MN", "S"})
_LETTERS = {"H": "H", "MN": "M", "S": "S", "D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y", "L": "L", "WE": "WE"}
_HALVES = {"Y": ("M", 6), "H": ("M", 30), "MN": ("S", 30), "D": ("H", 12), "E": ("Y", 5), "C": ("Y", 50)}
_LONG_UNITS = {"E": (10, "Y"), "C": (100, "Y"), "FN": (2, "W"), "Q": (3, "M")}


def count_of(text: str) -> float | None:
    """The number that a captured count stands for: "a" is one, "several" unknown (None)."""
    text = text.replace("the ", "").strip()
    if text in ("a", "an", "another", "one"):
        return 1.0
    if text == "half":
        return 0.5
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def length(count: float | None, unit: str, *, and_half: bool = False) -> str:
    """The TIMEX3 value of ``count`` units (None: an unknown number of them)."""
    if count is None:
        return _value("X", {"E": "E", "C": "C", "FN": "W"}.get(unit, unit))
    if count % 1 == 0.5:
        count, and_half = count - 0.5, True
    whole = int(count)
    if and_half and unit in _HALVES:
        return _with_half(whole, unit)
    times, plain = _LONG_UNITS.get(unit, (1, unit))
    number = count * times
    return _value(f"{int(number)}" if number % 1 == 0 else f"{number:g}", plain)


def _with_half(whole: int, unit: str) -> str:
    small, half = _HALVES[unit]
    if unit in ("E", "C"):
        return _value(str(whole * (10 if unit == "E" else 100) + half), "Y")
    first = f"{whole}{_LETTERS[unit]}" if whole else ""
    time = "T" if unit in _CLOCK_UNITS or (unit == "D") else ""
    return f"P{first}T{half}{small}" if unit == "D" else f"P{time}{first}{half}{small}"


def _value(number: str, unit: str) -> str:
    return f"P{'T' if unit in _CLOCK_UNITS else ''}{number}{_LETTERS.get(unit, unit)}"
