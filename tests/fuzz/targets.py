"""What the fuzz targets share: a reader of outside bytes, called with anything, gives articles or refuses."""

from __future__ import annotations

import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["dateline"]):
    from dateline import ingest
    from dateline.model.article import Article


def read_all(data: bytes, kind: ingest.Kind | None) -> None:
    """Read the bytes and check what every article must keep; raises only for a fault of ours."""
    for found in ingest.articles(data, "fuzz", kind=kind):
        if not isinstance(found, Article):
            assert found.reason
            continue
        found.text.encode("utf-8")
        for span in (*found.paragraphs, *found.asides):
            assert span.end <= len(found.text)
        done = 0
        for anchor in found.source_map.anchors:
            assert done <= anchor.start < anchor.end <= len(found.text)
            done = anchor.end


def main(target: Callable[[bytes], None]) -> None:
    """Fuzz ``target`` with atheris; the arguments are those of libFuzzer."""
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
