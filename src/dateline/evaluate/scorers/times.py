"""Scorer of time expressions (TIMEX3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.evaluate.scorers.measures import overlapping, percent, prf
from dateline.evaluate.task import Figures, Prediction, Row


def timex(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Strict and relaxed span figures, accuracy of values of the found ones, and F1 of found with the right value."""
    strict = loose = value = wanted = said = 0
    for row in gold:
        mine = list(predictions.get(row["id"], {}).get("timexes", []))
        taken: set[int] = set()
        wanted, said = wanted + len(row["timexes"]), said + len(mine)
        for want in sorted(row["timexes"], key=lambda each: each["span"]):
            free = [(i, each["span"]) for i, each in enumerate(mine) if i not in taken]
            near = [(span != want["span"], i) for i, span in free if overlapping(span, want["span"])]
            if near:
                differs, index = min(near)
                taken.add(index)
                loose, strict = loose + 1, strict + (not differs)
                value += str(mine[index].get("value")) == str(want["value"])
    relaxed = prf(loose, said, wanted)
    return {
        "gold": wanted, "strict": prf(strict, said, wanted), "relaxed": relaxed, "value_acc": percent(value, loose),
        "value_f1": round(relaxed[2] * value / loose, 1) if loose else 0.0,
    }  # fmt: skip
