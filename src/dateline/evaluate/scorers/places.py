"""Scorers of toponyms: found, resolved, and read as place or as actor."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.evaluate.scorers.measures import Counts, overlapping, percent, prf
from dateline.evaluate.task import Figures, Prediction, Row

NEAR = 161.0  # km; a hundred miles, the customary tolerance
FAR = 20039.0  # km; half the earth's girth, the error of an unresolved toponym
DIAMETER = 12742.0  # km

Toponym = Mapping[str, Any]


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return DIAMETER * math.asin(min(1.0, math.sqrt(half)))


def _error(gold: Toponym, said: Toponym | None) -> float:
    if said and gold.get("geonameid") and str(said.get("geonameid")) == str(gold["geonameid"]):
        return 0.0
    if said is None or said.get("lat") is None:
        return FAR
    return kilometres(gold["lat"], gold["lon"], said["lat"], said["lon"])


def _wanted(row: Row) -> list[Toponym]:
    return [each for each in row["toponyms"] if each.get("group") not in ("expression", "non_toponym")]


def _span(toponym: Toponym) -> tuple[int, int]:
    return toponym["start"], toponym["end"]


def _said(predictions: Mapping[str, Prediction], row: Row) -> list[Toponym]:
    return list(predictions.get(row["id"], {}).get("toponyms", []))


def _counted(row: Row, predictions: Mapping[str, Prediction]) -> list[Toponym]:
    """The predictions but those that touch only an expression ("the area"), which is neither wanted nor punished."""
    at = [_span(each) for each in _wanted(row)]
    idle = [_span(each) for each in row["toponyms"] if each.get("group") == "expression"]

    def counts(said: Toponym) -> bool:
        span = _span(said)
        return any(overlapping(span, other) for other in at) or not any(overlapping(span, other) for other in idle)

    return [each for each in _said(predictions, row) if counts(each)]


def _matched(wanted: Sequence[Toponym], mine: Sequence[Toponym], tolerance: float | None) -> int:
    taken: set[int] = set()
    for want in wanted:
        for index, each in enumerate(mine):
            if index in taken or not overlapping(_span(each), _span(want)):
                continue
            if tolerance is None or _error(want, each) <= tolerance:
                taken.add(index)
                break
    return len(taken)


def places(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Toponyms found exactly, found by overlap, and found and placed within 161 km."""
    exact, loose, placed = Counts(), Counts(), Counts()
    for row in gold:
        wanted, mine = _wanted(row), _counted(row, predictions)
        exact += Counts(len({_span(w) for w in wanted} & {_span(m) for m in mine}), len(mine), len(wanted))
        loose += Counts(_matched(wanted, mine, None), len(mine), len(wanted))
        blank = [_span(each) for each in wanted if each.get("lat") is None]
        placeable = [each for each in mine if not any(overlapping(_span(each), other) for other in blank)]
        located = [each for each in wanted if each.get("lat") is not None]
        placed += Counts(_matched(located, mine, NEAR), len(placeable), len(located))
    return {"exact": exact.prf(), "overlap": loose.prf(), "found_and_placed": placed.prf()}


def resolve(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Distance between predicted and gold point of given toponyms: within 161 km, median, area under the error curve."""
    errors, same = [], Counts()
    for row in gold:
        at = {_span(each): each for each in _said(predictions, row)}
        for want in _wanted(row):
            if want.get("lat") is None:
                continue
            mine = at.get(_span(want))
            errors.append(_error(want, mine))
            if want.get("geonameid"):
                same += Counts(int(mine is not None and str(mine.get("geonameid")) == str(want["geonameid"])), 0, 1)
    return {
        "n": len(errors), "within_161km": percent(sum(error <= NEAR for error in errors), len(errors)),
        "median_km": round(statistics.median(errors), 1),
        "auc": round(statistics.mean(math.log1p(error) for error in errors) / math.log1p(FAR), 3),
        "same_id": percent(same.hits, same.wanted),
    }  # fmt: skip


def metonymy(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Place or actor for each labelled toponym: accuracy and F1 of actor; a mixed label counts as actor."""
    both = []
    for row in gold:
        at = {_span(each): each for each in _said(predictions, row)}
        for want in row["toponyms"]:
            label = (want.get("label") or "").lower()
            if label not in ("literal", "metonymic", "mixed") or (label == "mixed" and want.get("group")):
                continue
            mine = at.get(_span(want))
            both.append(("place" if label == "literal" else "actor", mine.get("reads_as", "none") if mine else "none"))
    actor = prf(
        sum(wanted == said == "actor" for wanted, said in both),
        sum(said == "actor" for _, said in both),
        sum(wanted == "actor" for wanted, _ in both),
    )
    return {"n": len(both), "acc": percent(sum(wanted == said for wanted, said in both), len(both)), "actor": actor}
