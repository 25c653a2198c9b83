"""Task ``extraction``: the report on a saved page."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.evaluate.scorers.extraction import extraction
from dateline.evaluate.task import Prediction, Row, Task
from dateline.ingest.html import report_text

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The body of the report on the page at ``page_path``; empty where no report is found. Reads nothing else of the row."""
    data = Path(str(row["page_path"])).read_bytes()
    page = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    try:
        return {"body": report_text(page, str(row["page_path"]))}
    except UnreadableSource:
        return {"body": ""}


TASK = Task("extraction", predict, extraction)
