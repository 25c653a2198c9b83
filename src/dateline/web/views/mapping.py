"""Places of events on a map: gathered by place, drawn on the server as SVG, and as points for the map that moves."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import svg
from markupsafe import Markup

from dateline.show.worldmap import HEIGHT, WIDTH, outlines
from dateline.store.question import REAL
from dateline.stories.deeds import Deed, Somewhere
from dateline.web.views.charts import safe
from dateline.web.views.outlines import Box, boxes

LABELS, SMALLEST = 12, 70.0  # names written; width of the smallest window in map units, about 25 degrees
RADIUS_KM: Mapping[str, float] = {"facility": 3, "district": 10, "city": 12, "water": 40, "province": 60, "area": 80, "region": 120,
                                  "country": 250, "unknown": 150}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its events: how many took place, how many are only said, planned or denied, and of which types."""

    place: Somewhere
    real: int
    unreal: int
    types: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """All of them."""
        return self.real + self.unreal

    @property
    def href(self) -> str:
        """Where its events are listed."""
        return f"/events?place={self.place.geonameid if self.place.geonameid is not None else quote(self.place.name)}"


def spots_of(found: Iterable[Deed]) -> tuple[Spot, ...]:
    """The places where events are, those with most first."""
    known: dict[int | str, Somewhere] = {}
    real: dict[int | str, int] = defaultdict(int)
    types: dict[int | str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for deed in found:
        for place in deed.places:
            key = place.geonameid if place.geonameid is not None else place.name  # reports may call one place by several names
            known.setdefault(key, place)
            real[key] += deed.status in REAL
            types[key][deed.type] += 1
    made = [
        Spot(known[key], real[key], sum(by.values()) - real[key], tuple(sorted(by.items(), key=lambda each: (-each[1], each[0]))))
        for key, by in types.items()
    ]
    return tuple(sorted(made, key=lambda spot: (-spot.count, spot.place.name)))


def drawn(spots: Sequence[Spot]) -> Markup:
    """The places as inline SVG over the outlines; empty where none has coordinates."""
    placed = [spot for spot in spots if spot.place.latitude is not None and spot.place.longitude is not None]
    if not placed:
        return Markup("")
    window = _window([_point(spot.place) for spot in placed])
    view = Box(window[0], window[1], window[0] + window[2], window[1] + window[3])
    scale = window[2] / 720
    land = [
        svg.Path(d=path, class_=["land"], vector_effect="non-scaling-stroke")  # type: ignore[arg-type]  # path data as it is packaged
        for code, path in sorted(outlines().items())
        if boxes()[code].meets(view)
    ]
    named = _named(placed, scale)
    marks = [_mark(spot, scale, named=spot in named) for spot in sorted(placed, key=lambda spot: -spot.count)]
    told = {"role": "group", "aria-label": safe(f"Map of {len(placed)} places: {', '.join(spot.place.name for spot in placed[:12])}")}
    made = svg.SVG(viewBox=svg.ViewBoxSpec(*window), class_=["drawn-map"], extra=told, elements=[*land, *marks])
    return Markup(str(made))  # noqa: S704  every text in it went through ``safe``


def _point(place: Somewhere) -> tuple[float, float]:
    return ((place.longitude or 0.0) + 180) / 360 * WIDTH, (90 - (place.latitude or 0.0)) / 180 * HEIGHT


def _window(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height of a window of shape 2:1 around the points."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width = min(WIDTH, max(SMALLEST, (right - left) * 1.3, (bottom - top) * 2.6))
    x = min(max(0.0, (left + right - width) / 2), WIDTH - width)
    y = min(max(0.0, (top + bottom - width / 2) / 2), HEIGHT - width / 2)
    return round(x, 2), round(y, 2), round(width, 2), round(width / 2, 2)


def _named(spots: Sequence[Spot], scale: float) -> set[Spot]:
    """Those whose names can be written without covering one with more events."""
    taken: list[Box] = []
    out: set[Spot] = set()
    for spot in spots:
        x, y = _point(spot.place)
        box = Box(x, y - 9 * scale, x + (16 + 7.2 * len(spot.place.name)) * scale, y + 6 * scale)
        if len(out) < LABELS and not any(box.meets(other) for other in taken):
            taken.append(box)
            out.add(spot)
    return out


def _mark(spot: Spot, scale: float, *, named: bool) -> svg.Element:
    x, y = (round(each, 2) for each in _point(spot.place))
    radius = round(scale * (4 + 2.2 * math.sqrt(spot.count)), 2)
    title = f"{spot.place.name}: {spot.real} took place, {spot.unreal} said, planned or denied"
    circle = svg.Circle(cx=x, cy=y, r=radius, class_=["spot", "real" if spot.real else "unreal"], vector_effect="non-scaling-stroke")
    inside: list[svg.Element] = [svg.Title(text=safe(title)), circle]
    if named:
        right, low = round(x + radius * 1.2, 2), round(y + 4 * scale, 2)
        inside.append(svg.Text(x=right, y=low, font_size=round(13 * scale, 2), text=safe(spot.place.name)))
    return svg.A(href=safe(spot.href), elements=inside, extra={"aria-label": safe(title)})
