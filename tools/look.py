"""Prints every value read from a report, kind by kind: a quick look while working on a stage."""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.model.record import evidence_spans
from dateline.pipeline import Pipeline


def main() -> None:
    """Look at the reports named on the command line."""
    pipeline = Pipeline()
    for name in sys.argv[1:]:
        record = pipeline.read(Path(name))
        text = record.article.text
        print("==", name, record.article.headline, record.article.published)
        for value in record.values():
            words = " / ".join(span.of(text) for span in evidence_spans(value))
            print(
                type(value).__name__,
                "|",
                {k: v for k in type(value).__dataclass_fields__ if k not in {"mentions", "evidence"} for v in [getattr(value, k)]},
                "|",
                words,
            )


main()
