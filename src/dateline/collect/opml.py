"""The feeds of a list of feeds as sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dateline.collect.config import SourceSettings
from dateline.collect.fetch import Asked, Fetcher
from dateline.errors import UnreadableSource
from dateline.ingest import read_bytes
from dateline.ingest.opml import read_opml


def feeds_of(listed: SourceSettings, base: Path, fetcher: Fetcher, taken: set[str]) -> list[SourceSettings]:
    """A source for each feed that the list names, called by its title, or by its address where another has that name.

    Raises ``UnreadableSource`` or ``FetchFailed`` where the list cannot be read.
    """
    if "://" in listed.address:
        data = fetcher.fetch(Asked(listed.address)).body
        if data is None:
            raise UnreadableSource(f"{listed.address}: the answer is empty.")
    else:
        data = read_bytes(base / listed.address)
    found: list[SourceSettings] = []
    names = set(taken)
    for outline in read_opml(data, listed.address):
        name = outline.title if outline.title and outline.title not in names else outline.feed
        if name not in names:
            names.add(name)
            found.append(replace(listed, name=name[:200], kind="feed", address=outline.feed))
    return found
