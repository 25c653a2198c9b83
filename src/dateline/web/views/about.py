"""What the pages of actors, places and propositions are made of: short lists with the way to all, and everything on one axis of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import svg
from markupsafe import Markup

from dateline.store.about import Told
from dateline.store.answers import FoundCommitment, FoundEvent, FoundPosition, Value
from dateline.store.question import Noun, Question
from dateline.store.store import Store
from dateline.web.localising import PLAIN
from dateline.web.rendering import path_of
from dateline.web.views.charts import Mark, drawing, safe, timeline
from dateline.web.work.values import line_of

DRAWN, LISTED = 24, 6  # values of one list on the axis of time, and told in full
MONTHS = 60  # of the chart of reports by month


@dataclass(frozen=True, slots=True)
class Part:
    """One list on a page: its title, what it is of, its values (newest first), the address of all, whether there are more."""

    key: str
    title: str
    noun: Noun
    found: tuple[Value, ...]
    all: str
    more: bool

    @property
    def listed(self) -> tuple[Value, ...]:
        """Those told in full."""
        return self.found[:LISTED]


def part(store: Store, key: str, title: str, noun: Noun, asked: Mapping[str, str], rows: int = DRAWN) -> Part:
    """The newest values of that kind that fit the filter words ``asked``."""
    page = store.ask(noun, Question.from_pairs(tuple(asked.items()))).page(rows)
    return Part(key, title, noun, page.answers, f"/{noun}?{urlencode(asked)}", page.after is not None or len(page.answers) > LISTED)


def axis_of_time(parts: Sequence[Part], label: str, locale: str = PLAIN) -> Markup:
    """All values of ``parts`` by the day of their report, a lane a part; empty where all are of one day."""
    marks = tuple(_marks(parts))
    if len({mark.day for mark in marks}) < 2:
        return Markup("")
    return timeline(marks, [(part.key, part.title) for part in parts], label, locale=locale)


def _marks(parts: Iterable[Part]) -> Iterable[Mark]:
    for each in parts:
        for found in each.found:
            if found.report.published:
                status = found.status if isinstance(found, (FoundEvent, FoundCommitment)) else ""
                status = found.stance if isinstance(found, FoundPosition) else status
                href = f"/reports/{quote(found.report.article)}?value={path_of(found)}#value"
                told = f"{f'{status}: ' if status else ''}{line_of(found)}, {found.report.published[:10]}"
                yield Mark(found.report.published[:10], each.key, status, href, told)


def by_month(told: Told, label: str) -> Markup:
    """Reports a month as small bars; empty where all are of one month."""
    if len(told.months) < 2:
        return Markup("")
    return drawing(lambda width: _bars(width, _whole(told.months)), label)


def _whole(months: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The last ``MONTHS`` months up to the latest one, those without a report too."""
    known = dict(months)
    year, month = (int(part) for part in months[-1][0].split("-"))
    first = months[0][0]
    out: list[tuple[str, int]] = []
    while len(out) < MONTHS and (name := f"{year:04d}-{month:02d}") >= first:
        out.append((name, known.get(name, 0)))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return out[::-1]


def _bars(width: int, months: Sequence[tuple[str, int]]) -> tuple[int, list[svg.Element]]:
    height, foot = 74, 18
    most = max(count for _, count in months)
    step = min(40.0, width / len(months))
    out: list[svg.Element] = []
    for at, (name, count) in enumerate(months):
        tall = round((height - foot - 6) * count / most, 1)
        bar = svg.Rect(x=round(at * step + 1, 1), y=height - foot - tall, width=round(step - 2, 1), height=tall, class_=["bar"],
                       elements=[svg.Title(text=safe(f"{name}: {count}"))])  # fmt: skip
        out.append(bar)
    for at in (0, len(months) - 1):
        end = at and step * len(months) > 120
        x = step * len(months) if end else 0.0
        if not at or end:
            out.append(svg.Text(x=x, y=height - 3, text=months[at][0], text_anchor="end" if end else "start", class_=["tick"]))
    return height, out
