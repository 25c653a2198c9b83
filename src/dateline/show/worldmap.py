"""A small map of a report as inline SVG: country outlines (Natural Earth), the places named, the countries of events."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup, escape

from dateline.model.place import Place
from dateline.model.record import Record

WIDTH, HEIGHT = 1000.0, 500.0  # of the whole world in the plate carrée projection, the units of the packaged outlines
LABELS = 12  # more names than this would hide each other
SMALLEST = 140.0  # width of the smallest window shown, in map units: about 50 degrees
ROLE_ORDER = ("event", "dateline", "mentioned")


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the world that is drawn, in map units."""

    x: float
    y: float
    width: float
    height: float


@lru_cache(maxsize=1)
def outlines() -> dict[str, str]:
    """SVG path data of country outlines by ISO 3166 alpha-3 code, in a plate carrée of 1000 x 500 units."""
    data = json.loads((files("dateline.show") / "data" / "world.json").read_text(encoding="utf-8"))
    return dict(data["countries"])


def drawing(record: Record) -> Markup | None:
    """The map of the places of ``record``, or None where no place has coordinates."""
    return drawn(record.places, caption(record))


def drawn(places: Sequence[Place], label: str) -> Markup | None:
    """The map of ``places``, which ``label`` describes; None where none has coordinates."""
    placed = [place for place in places if place.latitude is not None and place.longitude is not None]
    if not placed:
        return None
    window = _window([_point(place) for place in placed])
    here = {place.country for place in placed if place.role == "event" and place.country}
    land = Markup("").join(
        Markup('<path class="land{}" d="{}"><title>{}</title></path>').format(" here" if code in here else "", path, code)
        for code, path in sorted(outlines().items())
    )
    scale = window.width / 500
    ordered = _by_role(placed)
    named = _readable(ordered, scale)
    spots = Markup("").join(_spot(place, place.id in named, scale) for place in ordered)
    return Markup('<svg viewBox="{:.1f} {:.1f} {:.1f} {:.1f}" role="img" aria-label="{}">{}{}</svg>').format(
        window.x, window.y, window.width, window.height, label, land, spots
    )


def caption(record: Record) -> str:
    """What the map shows, in words."""
    names = [place.name for place in _by_role([p for p in record.places if p.latitude is not None])]
    events = [place.name for place in record.places if place.role == "event"]
    where = f" Events in {', '.join(events)}." if events else ""
    return f"Map of places in the report: {', '.join(names)}.{where}"


def _by_role(places: Sequence[Place]) -> list[Place]:
    return sorted(places, key=lambda place: ROLE_ORDER.index(place.role))


def _point(place: Place) -> tuple[float, float]:
    longitude, latitude = place.longitude or 0.0, place.latitude or 0.0
    return (longitude + 180) / 360 * WIDTH, (90 - latitude) / 180 * HEIGHT


def _window(points: Sequence[tuple[float, float]]) -> Window:
    """The smallest window of shape 2:1 around the points, with a margin."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width = min(WIDTH, max(SMALLEST, (right - left) * 1.3, (bottom - top) * 2.6))
    x = min(max(0.0, (left + right - width) / 2), WIDTH - width)
    y = min(max(0.0, (top + bottom - width / 2) / 2), HEIGHT - width / 2)
    return Window(x, y, width, width / 2)


def _readable(places: Sequence[Place], scale: float) -> set[str]:
    """Ids of the places whose names can be written without covering one that matters more."""
    boxes: list[tuple[float, float, float, float]] = []
    ids = set[str]()
    for place in places:
        x, y = _point(place)
        box = (x, y - 9 * scale, x + (10 + 7.2 * len(place.name)) * scale, y + 6 * scale)
        if len(ids) < LABELS and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes):
            boxes.append(box)
            ids.add(place.id)
    return ids


def _spot(place: Place, labelled: bool, scale: float) -> Markup:
    x, y = _point(place)
    radius = {"country": 5.0, "region": 5.0, "province": 4.5}.get(place.kind, 3.5) * scale
    size = math.ceil(110 * scale) / 10
    text = (
        Markup('<text x="{:.2f}" y="{:.2f}" font-size="{}">{}</text>').format(x + radius * 1.4, y + radius * 0.8, size, place.name)
        if labelled
        else ""
    )
    return Markup('<g class="spot {}" data-keys="{}"><title>{} ({})</title><circle cx="{:.2f}" cy="{:.2f}" r="{:.2f}"/>{}</g>').format(
        place.role, place.id, escape(place.name), place.role, x, y, radius, text
    )
