"""Charts drawn on the server as SVG: an axis of time, marks in lanes, and the geometry that other charts share.

A chart is drawn twice, for wide and for narrow screens; the style sheet shows the one that is legible. Statuses have a sign and a colour;
every mark is a link to the sentence it stands for. All words from outside pass through ``safe``: the SVG library escapes nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

import svg
from markupsafe import Markup, escape

from dateline.show.wording import LOOKS
from dateline.web.localising import PLAIN

WIDE, NARROW = 960, 350  # units of the two drawings; one is about a pixel
STEP, DEEP, BIN = 17, 3, 23  # height of a mark, marks on top of each other, days nearer than so many units share a column
LETTER = 6.6  # width of a letter, about
_SPANS = (1, 2, 7, 14)  # days between marks of the axis where months would be too few
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_SIGNS: Mapping[str, tuple[str, str]] = {
    **{look.status: (look.sign, look.group) for look in LOOKS}, "supports": ("+", "real"), "opposes": ("−", "not"),
    "neutral": ("=", "plain"), "open": ("○", "ahead"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its ``day`` (ISO), the key of its ``lane``, where it leads, what it says when pointed at.

    ``status`` is that of an event, or a stance; any other word is drawn as a plain square.
    """

    day: str
    lane: str
    status: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Days:
    """An axis of time: the days from ``first`` to ``last`` between ``left`` and ``right``, named as in ``locale``."""

    first: date
    last: date
    left: float
    right: float
    locale: str = PLAIN

    @classmethod
    def of(cls, days: Sequence[str], left: float, right: float, locale: str = PLAIN) -> Days:
        """The axis that holds all of ``days`` (ISO, at least one), with a day of air at both ends."""
        found = sorted(date.fromisoformat(day[:10]) for day in days)
        air = timedelta(days=max(1, (found[-1] - found[0]).days // 40))
        first = found[0] - air if found[0].toordinal() > air.days else found[0]
        return cls(first, found[-1] + min(air, date.max - found[-1]), left, right, locale)

    def x(self, day: str) -> float:
        """Where a day stands."""
        part = (date.fromisoformat(day[:10]) - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + part * (self.right - self.left), 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Where the axis is marked, and with what words: days, weeks, months or years, as many as there is room for."""
        most = max(2, int((self.right - self.left) / 78))
        span = (self.last - self.first).days
        step = next((step for step in _SPANS if span / step <= most), None)
        days = self._every(step) if step is not None else self._months(span / 30.4 / most)
        years = step is None and any(one.year != other.year for one, other in pairwise([*days, *days[-1:]]))
        told = [_named(day, self.locale, whole=step is None, year=years or at == 0) for at, day in enumerate(days)]
        return tuple((self.x(day.isoformat()), words) for day, words in zip(days, told, strict=True))

    def _every(self, step: int) -> list[date]:
        start = self.first + timedelta(days=1)
        return [start + timedelta(days=at) for at in range(0, (self.last - start).days + 1, step)]

    def _months(self, least: float) -> list[date]:
        step = next((step for step in _MONTHS if step >= least), _MONTHS[-1])
        number = self.first.year * 12 + self.first.month  # of the month after the first
        number += -number % step
        out: list[date] = []
        while (day := date(min(number // 12, date.max.year), number % 12 + 1, 1)) <= self.last and len(out) < 50:
            out.append(day)
            number += step
        return out or [self.first]


@lru_cache(maxsize=4_096)
def _named(day: date, locale: str, *, whole: bool, year: bool) -> str:
    from babel.dates import format_skeleton

    if whole and day.month == 1 and not year:
        return str(day.year)
    return str(format_skeleton(f"{'y' if year else ''}MMM{'' if whole else 'd'}", day, locale=locale))


def safe(text: str) -> str:
    """``text`` as it may stand in an SVG, in an attribute too."""
    return str(escape(text))


def steps(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round numbers from at most ``low`` to at least ``high`` at which an axis of amounts is marked."""
    span = max(high - low, 1e-9)
    size = 10.0 ** math.floor(math.log10(span / most))
    step = next(size * by for by in (1, 2, 2.5, 5, 10, 20) if span / (size * by) <= most)
    first = math.floor(low / step)
    return tuple(round(at * step, 10) for at in range(first, math.ceil(high / step) + 1))


def drawing(draw: Callable[[int], tuple[int, list[svg.Element]]], label: str) -> Markup:
    """Both drawings of a chart: ``draw`` gives height and elements for a width. ``label`` says what it shows."""
    out = Markup("")
    for width, name in ((WIDE, "at-wide"), (NARROW, "at-narrow")):
        height, elements = draw(width)
        told = {"role": "group", "aria-label": safe(label)}
        made = svg.SVG(viewBox=svg.ViewBoxSpec(0, 0, width, height), class_=["chart", name], extra=told, elements=elements)
        out += Markup(str(made))  # noqa: S704  every text in it went through ``safe``
    return out


def link(href: str, title: str, *inside: svg.Element, pointed: bool = True) -> svg.Element:
    """Elements that lead somewhere; ``title`` is what a pointer is told (if ``pointed``), and up to its quotation a reader of screens."""
    name, told = title.partition(" “")[0], [svg.Title(text=safe(title))] if pointed else []
    return svg.A(href=safe(href), elements=[*told, *inside], extra={"aria-label": safe(name)})


def axis(days: Days, top: float, bottom: float) -> list[svg.Element]:
    """The lines and words of an axis of time, the words under ``bottom``."""
    out: list[svg.Element] = []
    for x, told in days.ticks():
        out.append(svg.Line(x1=x, x2=x, y1=top, y2=bottom, class_=["grid"]))
        at = min(max(x, days.left + LETTER * len(told) / 2 - 8), days.right - LETTER * len(told) / 2 + 8)
        out.append(svg.Text(x=round(at, 1), y=bottom + 15, text=safe(told), text_anchor="middle", class_=["tick"]))
    return out


def timeline(
    marks: Sequence[Mark], lanes: Sequence[tuple[str, str]], label: str, beyond: Callable[[str, str, str], str] | None = None,
    locale: str = PLAIN,
) -> Markup:  # fmt: skip
    """Marks by day in lanes, one below the other; ``lanes`` are (key, words), those without a mark are left out.

    Marks of neighbouring days stand on each other; of more than ``DEEP`` the rest are a number, which leads to the address that ``beyond``
    gives for the lane and the first and last day. Empty where there is no mark.
    """
    if not marks:
        return Markup("")
    return drawing(lambda width: _timeline(width, marks, lanes, beyond, locale), label)


def _timeline(
    width: int, marks: Sequence[Mark], lanes: Sequence[tuple[str, str]], beyond: Callable[[str, str, str], str] | None, locale: str
) -> tuple[int, list[svg.Element]]:
    narrow = width < WIDE
    there = [(key, told) for key, told in lanes if any(mark.lane == key for mark in marks)]
    left = 14.0 if narrow else 30 + LETTER * max(len(told) for _, told in there)
    days = Days.of([mark.day for mark in marks], left, width - 14.0, locale)
    top, out = 4.0, list[svg.Element]()
    for at, (key, told) in enumerate(there):
        columns = _columns(days, [mark for mark in marks if mark.lane == key])
        height = STEP * max(min(len(column), DEEP + 1) for column in columns.values()) + 8 + (15 if narrow else 0)
        out.append(svg.Rect(x=0, y=top, width=width, height=height, class_=["lane", "even" if at % 2 else "odd"]))
        base = top + height - 4
        out.append(svg.Text(x=6, y=top + 13 if narrow else base - STEP / 2 + 4, text=safe(told), class_=["lane-name"]))
        for x, column in columns.items():
            out.extend(_column(x, base, column, key, beyond, pointed=not narrow))
        top += height
    return round(top + 22), _under(out, axis(days, 4.0, top))


def _under(marks: list[svg.Element], lines: list[svg.Element]) -> list[svg.Element]:
    """Lanes first, then the lines of the axis, then what stands on both."""
    lanes = [each for each in marks if isinstance(each, svg.Rect)]
    return [*lanes, *lines, *(each for each in marks if not isinstance(each, svg.Rect))]


def _columns(days: Days, marks: Sequence[Mark]) -> dict[float, list[Mark]]:
    """Marks by where their column stands."""
    binned: dict[float, list[Mark]] = defaultdict(list)
    wide = max(BIN, (days.right - days.left) / max(1, (days.last - days.first).days))  # a day of a short time has room of its own
    for mark in sorted(marks, key=lambda mark: mark.day):
        binned[round(days.left + (int((days.x(mark.day) - days.left + wide / 2) / wide)) * wide, 1)].append(mark)
    return binned


def _column(
    x: float, base: float, column: Sequence[Mark], lane: str, beyond: Callable[[str, str, str], str] | None, *, pointed: bool
) -> list[svg.Element]:
    shown = column if len(column) <= DEEP + 1 else column[:DEEP]
    out = [_mark(mark, x, base - STEP * (at + 0.5), pointed=pointed) for at, mark in enumerate(shown)]
    if len(shown) < len(column):
        rest, days = len(column) - len(shown), sorted(mark.day for mark in column)
        text = svg.Text(x=x, y=base - STEP * (DEEP + 0.5) + 4, text=f"+{rest}", text_anchor="middle", class_=["rest"])
        out.append(link(beyond(lane, days[0], days[-1]), f"{rest} more", text) if beyond is not None else text)
    return out


def _mark(mark: Mark, x: float, y: float, *, pointed: bool) -> svg.Element:
    sign, group = _SIGNS.get(mark.status, ("■", "plain"))
    text = svg.Text(x=x, y=round(y + 5, 1), text=sign, text_anchor="middle", class_=["mark", f"g-{group}"])
    return link(mark.href, mark.title, text, pointed=pointed)
