"""One file a task: how a row of labelled data is answered by the pipeline. The explicit list of tasks stands here."""

from __future__ import annotations

from importlib import import_module

from dateline.errors import UsageError
from dateline.evaluate.task import Task

NAMES = (
    "pair", "raw", "polarity", "relevance", "penta", "whowhom", "factuality", "timex", "entities", "coref", "places",
    "resolve", "metonymy", "statements", "stories", "contradictions", "extraction",
)  # fmt: skip


def named(name: str) -> Task:
    """The task of this name; ``UsageError`` if there is none."""
    if name not in NAMES:
        raise UsageError(f"There is no task {name}; the tasks are {', '.join(NAMES)}.")
    task = import_module(f"dateline.evaluate.tasks.{name}").TASK
    if not isinstance(task, Task):
        raise TypeError(f"dateline.evaluate.tasks.{name}.TASK is no Task")
    return task
