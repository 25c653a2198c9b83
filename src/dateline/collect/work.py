"""What the collector counts, and what it has in hand."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field

from dateline.batch import Outcome
from dateline.collect.fetch import Answer
from dateline.collect.folders import OpenFile
from dateline.collect.state import Known
from dateline.ingest import Capture, Rejected


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    fetched: int = 0
    failed: int = 0
    new: int = 0
    versions: int = 0
    same: int = 0
    set_aside: int = 0

    def __str__(self) -> str:
        return f"{self.new} new, {self.versions} new versions, {self.same} known, {self.set_aside} set aside, {self.failed} fetches failed"


@dataclass(slots=True)
class Work:
    """Reports that are being read: of one page or entry, or some of a file."""

    row: Known
    captures: list[Capture]
    answer: Answer | None = None
    file: OpenFile | None = None
    rejected: list[Rejected] = field(default_factory=list)
    ended: bool = True
    futures: list[Future[Outcome]] = field(default_factory=list)
    left: int = 0
