"""A layout: one file (or folder of partitions) of an export, and how its rows are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from dateline.store.export.columns import Column, Row
from dateline.store.export.told import Told

Kind = Literal["csv", "tsv", "bare", "jsonl", "json", "parquet", "counted"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted: other statuses than happened and ongoing too, our columns at the end."""

    extended: bool = False
    all_statuses: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One file of an export.

    ``kind``: ``csv``; ``tsv`` (tab-separated with a line of names); ``bare`` (without); ``jsonl`` (a JSON object a line); ``json`` (one
    document: ``head``, objects with commas between, ``tail``); ``parquet`` (``path`` is a folder, a file a day); ``counted`` (a CSV whose
    rows are added up over all days: the last two columns are sums). ``rows`` gives the rows of one report: cells, or one JSON object
    as text. ``unknown`` is written for a cell without a value.
    """

    name: str
    path: str
    kind: Kind
    columns: tuple[Column, ...]
    rows: Callable[[Told, Choice], Iterable[Row]]
    title: str
    head: str = ""
    tail: str = ""
    unknown: str = ""
