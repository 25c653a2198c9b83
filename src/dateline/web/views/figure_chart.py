"""Claims for one measure over time: a sign for each claimant, bars for ranges, a ring around what another count contradicts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

import svg
from markupsafe import Markup

from dateline.store.answers import FoundFigure
from dateline.web.localising import PLAIN, amount, day
from dateline.web.views.charts import LETTER, WIDE, Days, axis, drawing, link, steps

SIGNS = ("●", "■", "▲", "◆", "▼", "✚", "★")  # of the claimants with most claims
OTHER = "○"  # of all the others
SMALLEST, LOGARITHMIC = 1e-6, 200  # from the one on, where the largest is so many times as large, each mark is ten times the one before
ARROWS: Mapping[str, str] = {"at-least": "↑", "at-most": "↓", "about": "≈"}
HEIGHT, TOP, BELOW, NEXT = 300, 12, 24, 9
LEAST, PAUSE = 8, 120  # claims that a chart should have; days without one that end a time


@dataclass(frozen=True, slots=True)
class Claimant:
    """One by whose word claims are made: id (None: nobody known), name, sign and colour in the chart, how many claims."""

    id: str | None
    name: str
    sign: str
    colour: int
    claims: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of amounts from ``low`` at the pixel ``bottom`` to ``high`` at ``top``."""

    low: float
    high: float
    ten: bool
    top: float
    bottom: float

    @classmethod
    def of(cls, amounts: Sequence[float], top: float, bottom: float) -> Scale:
        """The axis that holds all of ``amounts`` (at least one)."""
        low, high = min(amounts), max(amounts)
        ten = low >= SMALLEST and high / low >= LOGARITHMIC
        if ten:
            return cls(10.0 ** math.floor(math.log10(low)), 10.0 ** math.ceil(math.log10(high)), ten, top, bottom)
        low = min(0.0, low)
        marks = steps(low, high if high - low > SMALLEST else low + 1)
        return cls(marks[0], marks[-1], ten, top, bottom)

    def y(self, value: float) -> float:
        """Where an amount stands."""
        part = (
            (math.log10(value) - math.log10(self.low)) / max(1e-9, math.log10(self.high) - math.log10(self.low))
            if self.ten
            else (value - self.low) / max(1e-9, self.high - self.low)
        )
        return round(self.bottom - part * (self.bottom - self.top), 1)

    def ticks(self) -> tuple[float, ...]:
        """The amounts at which the axis is marked."""
        if not self.ten:
            return tuple(each for each in steps(self.low, self.high) if self.low <= each <= self.high)
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        return tuple(10.0**at for at in range(first, last + 1, max(1, (last - first) // 6)))


def teller(found: FoundFigure) -> tuple[str | None, str]:
    """By whose word a claim is made: id and name; the report's source where the report itself says so."""
    last = found.according_to[-1] if found.according_to else None
    if last is None or last.id == "author":
        return None, found.report.source or "the report"
    return last.id, last.name


def claimants(found: Sequence[FoundFigure]) -> tuple[Claimant, ...]:
    """Those by whose word the claims are made, that with most claims first."""
    counted = Counter(teller(each) for each in found)
    ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0][1].casefold(), each[0][0] or ""))
    return tuple(
        Claimant(who, name, SIGNS[at] if at < len(SIGNS) else OTHER, min(at, len(SIGNS)), claims)
        for at, ((who, name), claims) in enumerate(ordered)
    )


def ends(found: FoundFigure) -> tuple[float, float]:
    """The lowest and the highest amount of a claim."""
    told = [float(each) for each in (found.value, found.low, found.high) if each is not None]
    return (min(told), max(told)) if told else (0.0, 0.0)


def chart(
    found: Sequence[FoundFigure], who: Sequence[Claimant], disputed: frozenset[tuple[int, int]], label: str, locale: str = PLAIN
) -> Markup:
    """The claims as a chart; ``disputed`` are the reading and number of those that another count contradicts. Empty without dated ones."""
    dated = [each for each in found if each.report.published and (each.value, each.low, each.high) != (None, None, None)]
    if not dated:
        return Markup("")
    return drawing(lambda width: _drawn(width, dated, who, disputed, locale), label)


def _drawn(
    width: int, found: Sequence[FoundFigure], who: Sequence[Claimant], disputed: frozenset[tuple[int, int]], locale: str
) -> tuple[int, list[svg.Element]]:
    bottom = HEIGHT - BELOW
    scale = Scale.of([each for one in found for each in ends(one)], TOP, bottom)
    told = [(each, amount(each, locale)) for each in scale.ticks()]
    left = 14 + LETTER * max(len(text) for _, text in told)
    days = Days.of([str(each.report.published) for each in found], left, width - (16.0 if width < WIDE else 30.0), locale)
    out: list[svg.Element] = []
    for value, text in told:
        y = scale.y(value)
        out.append(svg.Line(x1=left, x2=width, y1=y, y2=y, class_=["grid"]))
        out.append(svg.Text(x=left - 6, y=y + 4, text=text, text_anchor="end", class_=["tick"]))
    out.extend(axis(days, TOP, bottom))
    taken: set[tuple[int, int]] = set()
    signs = {(each.id, each.name): each for each in who}
    for each in sorted(found, key=lambda one: (one.report.published or "", one.report.reading, one.number)):
        out.append(_claim(each, signs[teller(each)], days, scale, taken, disputed=(each.report.reading, each.number) in disputed))
    return HEIGHT, out


def _claim(found: FoundFigure, who: Claimant, days: Days, scale: Scale, taken: set[tuple[int, int]], *, disputed: bool) -> svg.Element:
    low, high = ends(found)
    y = scale.y(float(found.value) if found.value is not None else (low + high) / 2)
    x = _beside(days.x(str(found.report.published)), y, days, taken)
    colour = f"c{who.colour}"
    marks: list[svg.Element] = []
    if high > low:
        marks.append(svg.Line(x1=x, x2=x, y1=scale.y(low), y2=scale.y(high), class_=["range", colour]))
        marks.extend(svg.Line(x1=x - 4, x2=x + 4, y1=scale.y(end), y2=scale.y(end), class_=["range", colour]) for end in (low, high))
    marks.append(svg.Text(x=x, y=y + 5, text=who.sign, text_anchor="middle", class_=["mark", colour]))
    if (arrow := ARROWS.get(found.bound)) is not None:
        marks.append(svg.Text(x=x + 8, y=y - 1, text=arrow, class_=["bound", colour]))
    if disputed:
        marks.append(svg.Circle(cx=x, cy=y, r=10, class_=["ring"]))
    title = (
        f"{told(found, days.locale)}, {who.name}, {day(found.report.published, days.locale)}{': another count differs' if disputed else ''}"
    )
    return link(f"/reports/{quote(found.report.article)}?value=figures/{found.number}#value", safe_words(title), *marks)


def _beside(x: float, y: float, days: Days, taken: set[tuple[int, int]]) -> float:
    """``x``, or the nearest place to its right or left that no other mark of that height has taken; it is taken now."""
    ways = [x + sign * NEXT * at for at in range(12) for sign in ((1, -1) if at else (1,))]
    free = (way for way in ways if days.left <= way <= days.right and (round(way / NEXT), round(y / NEXT)) not in taken)
    found = next(free, x)
    taken.add((round(found / NEXT), round(y / NEXT)))
    return round(found, 1)


def recent(found: Sequence[FoundFigure]) -> tuple[FoundFigure, ...]:
    """The dated claims from the last long pause on, so that those of one time can be told apart; at least ``LEAST`` where there are."""
    dated = sorted((each for each in found if each.report.published), key=lambda each: each.report.published or "")
    for at in range(len(dated) - LEAST, 0, -1):
        before, after = (date.fromisoformat((dated[each].report.published or "")[:10]) for each in (at - 1, at))
        if (after - before).days > PAUSE:
            return tuple(dated[at:])
    return tuple(dated)


def safe_words(text: str) -> str:
    """``text`` in one line, at most so long as a title should be; ``link`` makes it safe."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:199]}…"


def told(found: FoundFigure, locale: str = PLAIN) -> str:
    """The amount of a claim with its bound and unit."""
    low, high = ends(found)
    size = amount(found.value, locale) if found.value is not None else f"{amount(low, locale)} to {amount(high, locale)}"
    bound = {"at-least": "at least ", "at-most": "at most ", "about": "about "}.get(found.bound, "")
    return f"{bound}{size}{f' {found.unit}' if found.unit else ''}"
