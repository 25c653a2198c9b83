"""Scorers of entity mentions, of who is who, and of stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from dateline.evaluate.scorers.measures import b_cubed, typed_spans
from dateline.evaluate.task import Figures, Prediction, Row

ENTITY_TYPES = ("Person", "Organisation", "Location", "Temporal", "Quantity", "Nationality", "Money")
CHAIN_TYPES = ("person", "organization", "place")


def entities(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Entity spans by type; gold annotations below half confidence are neither wanted nor punished."""

    def spans(row: Row) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
        marked = [((*each["span"], each["type"]), each.get("confidence", 1) >= 0.5) for each in row["entities"]]
        sure = {span for span, confident in marked if confident and span[2] in ENTITY_TYPES}
        unsure = {span for span, confident in marked if not confident}
        said = predictions.get(row["id"], {}).get("entities", [])
        mine = {(*each["span"], each["type"]) for each in said if each["type"] in ENTITY_TYPES}
        return sorted(sure), sorted(mine - (unsure - sure))

    return typed_spans(map(spans, gold))


def coref(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """B-cubed over gold mentions (persons, organisations, places) of chains of two or more."""
    wanted: dict[Hashable, Hashable] = {}
    said: dict[Hashable, Hashable] = {}
    for row in gold:
        sizes = Counter(each["chain"] for each in row["entities"])
        clusters = predictions.get(row["id"], {}).get("clusters", {})
        for each in row["entities"]:
            if each["type"] not in CHAIN_TYPES or sizes[each["chain"]] < 2:
                continue
            key = (row["id"], *each["span"])
            wanted[key] = (row["id"], each["chain"])
            cluster = clusters.get(f"{each['span'][0]}-{each['span'][1]}")
            if cluster is not None:
                said[key] = (row["id"], cluster)
    return {"mentions": len(wanted), "b_cubed": b_cubed(wanted, said)}


def stories(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """B-cubed over articles; one without a prediction stands alone."""
    wanted: dict[Hashable, Hashable] = {row["id"]: row.get("story") or row["subtopic"] for row in gold}
    said: dict[Hashable, Hashable] = {key: each["story"] for key, each in predictions.items() if each.get("story") is not None}
    return {"n": len(gold), "b_cubed": b_cubed(wanted, said)}
