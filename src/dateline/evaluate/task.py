"""A task to measure: how a row of labelled data is answered, and how the answers are scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

Row = Mapping[str, Any]  # one JSON object of a gold file; the only place where such may travel between modules
Prediction = Mapping[str, Any]  # one JSON object without its id
Figures = Mapping[str, Any]  # what a scorer returns, the same keys and numbers as ../shared/gold/score.py


@dataclass(frozen=True, slots=True)
class Task:
    """A task by its name: ``predict`` answers one row (reading only what the task allows), ``score`` compares.

    Where rows can only be answered together, ``together`` does: it takes an answer's raw material row by row from ``predict``, all of
    them at once, and gives the answers in the same order.
    """

    name: str
    predict: Callable[[Row, Pipeline], Any]
    score: Callable[[Sequence[Row], Mapping[str, Prediction]], Figures]
    together: Callable[[Sequence[Any]], Sequence[Prediction]] | None = None
