"""Country outlines (Natural Earth, packaged) as rings of degrees: what the maps of the desk are drawn on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.show.worldmap import HEIGHT, WIDTH, outlines

_RING = re.compile(r"M(?P<start>[^lzM]*)(?:l(?P<steps>[^zM]*))?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest rectangle around something, in map units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both have a point in common."""
        return self.left <= other.right and other.left <= self.right and self.top <= other.bottom and other.top <= self.bottom


def rings(path: str) -> tuple[tuple[Point, ...], ...]:
    """The rings of an outline's path data, in map units."""
    out = []
    for ring in _RING.finditer(path):
        x, y = (float(number) for number in _NUMBER.findall(ring["start"])[:2])
        points = [(x, y)]
        steps = [float(number) for number in _NUMBER.findall(ring["steps"] or "")]
        for dx, dy in zip(steps[::2], steps[1::2], strict=False):
            x, y = x + dx, y + dy
            points.append((x, y))
        out.append(tuple(points))
    return tuple(out)


@lru_cache(maxsize=1)
def boxes() -> dict[str, Box]:
    """The rectangle around each country, by ISO 3166 alpha-3 code."""
    out = {}
    for code, path in outlines().items():
        points = [point for ring in rings(path) for point in ring]
        out[code] = Box(min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))
    return out


@lru_cache(maxsize=1)
def geojson() -> bytes:
    """All outlines as GeoJSON (RFC 7946), a feature a country with its code."""
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "MultiPolygon", "coordinates": _polygons(path)}}
        for code, path in sorted(outlines().items())
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def _polygons(path: str) -> list[list[list[list[float]]]]:
    return [[[[round(x / WIDTH * 360 - 180, 2), round(90 - y / HEIGHT * 180, 2)] for x, y in (*ring, ring[0])]] for ring in rings(path)]
