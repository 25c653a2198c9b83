"""The small tables of ``data/``: tab-separated rows under a line of column names; lines that begin with ``#`` say what they mean."""

from __future__ import annotations

from importlib.resources import files


def rows_of(name: str) -> list[list[str]]:
    """The rows of ``data/NAME``, in order, each as its cells."""
    text = (files("dateline.stories") / "data" / name).read_text(encoding="utf-8")
    told = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return told[1:]
