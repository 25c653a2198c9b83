"""Precision, recall and their kin."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

TypedSpan = tuple[int, int, str]


@dataclass(slots=True)
class Counts:
    """Hits, things said and things wanted; counts add up over rows with ``+=``."""

    hits: int = 0
    said: int = 0
    wanted: int = 0

    def __iadd__(self, other: Counts) -> Self:
        self.hits += other.hits
        self.said += other.said
        self.wanted += other.wanted
        return self

    def prf(self) -> list[float]:
        """Precision, recall and F1 in percent, one decimal."""
        return prf(self.hits, self.said, self.wanted)


def prf(hits: float, said: float, wanted: float) -> list[float]:
    """Precision, recall and F1 in percent, one decimal; 0 where nothing was said or wanted."""
    precision = hits / said if said else 0.0
    recall = hits / wanted if wanted else 0.0
    both = precision + recall
    return [round(100 * figure, 1) for figure in (precision, recall, 2 * precision * recall / both if both else 0.0)]


def percent(part: float, whole: float) -> float | None:
    """``part`` of ``whole`` in percent, one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def classified(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Accuracy, macro F1 and F1 by class of (gold, predicted) labels; classes are those of the gold."""
    by_class = {
        label: prf(
            sum(gold == said == label for gold, said in pairs),
            sum(said == label for _, said in pairs),
            sum(gold == label for gold, _ in pairs),
        )[2]
        for label in sorted({gold for gold, _ in pairs})
    }
    right = sum(gold == said for gold, said in pairs)
    macro = round(statistics.mean(by_class.values()), 1) if by_class else 0.0
    return {"n": len(pairs), "acc": percent(right, len(pairs)), "macro_f1": macro, "by_class": by_class}


def overlapping(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """True if two [start, end) ranges share a character."""
    return bool(a[0] < b[1] and b[0] < a[1])


def typed_spans(rows: Iterable[tuple[list[TypedSpan], list[TypedSpan]]]) -> dict[str, Any]:
    """Exact and overlap figures by type and over all, of (gold spans, predicted spans) per row."""
    exact: dict[str, Counts] = defaultdict(Counts)
    loose: dict[str, Counts] = defaultdict(Counts)
    for gold, said in rows:
        for kind in {span[2] for span in gold + said}:
            wanted, mine = [s for s in gold if s[2] == kind], [s for s in said if s[2] == kind]
            exact[kind] += Counts(len(set(wanted) & set(mine)), len(mine), len(wanted))
            loose[kind] += Counts(_one_to_one(wanted, mine), len(mine), len(wanted))
    for counts in (exact, loose):
        total = Counts()
        for each in counts.values():
            total += each
        counts["all"] = total
    return {kind: {"exact": exact[kind].prf(), "overlap": loose[kind].prf(), "gold": exact[kind].wanted} for kind in exact}


def _one_to_one(wanted: Sequence[TypedSpan], mine: Sequence[TypedSpan]) -> int:
    taken: set[int] = set()
    for span in sorted(wanted):
        match = next((i for i, other in enumerate(mine) if i not in taken and overlapping(span, other)), None)
        if match is not None:
            taken.add(match)
    return len(taken)


def b_cubed(gold: Mapping[Hashable, Hashable], said: Mapping[Hashable, Hashable]) -> list[float]:
    """B-cubed precision, recall and F1 of a clustering; what has no predicted cluster stands alone."""
    in_gold, in_said = defaultdict(set), defaultdict(set)
    for item in gold:
        in_gold[gold[item]].add(item)
        in_said[said.get(item, ("alone", item))].add(item)
    precision = recall = 0.0
    for item in gold:
        wanted, mine = in_gold[gold[item]], in_said[said.get(item, ("alone", item))]
        both = len(wanted & mine)
        precision += both / len(mine)
        recall += both / len(wanted)
    precision, recall = precision / len(gold), recall / len(gold)
    return [round(100 * figure, 1) for figure in (precision, recall, 2 * precision * recall / (precision + recall))]
