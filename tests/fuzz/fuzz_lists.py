"""Fuzz target: bytes of lists of feeds and of sitemaps. Run: ``python tests/fuzz/fuzz_lists.py -max_total_time=60``."""

from __future__ import annotations

from contextlib import suppress

from targets import main

from dateline.errors import UnreadableSource
from dateline.ingest.opml import read_opml, write_opml
from dateline.ingest.sitemap import read_sitemap


def test_one_input(data: bytes) -> None:
    with suppress(UnreadableSource):
        found = read_opml(data, "http://fuzz.example/list")
        assert len(read_opml(write_opml(found, "fuzz"), "http://fuzz.example/list")) == len(found)
    with suppress(UnreadableSource):
        for listed in read_sitemap(data, "http://fuzz.example/map").pages:
            assert listed.address.startswith(("http://", "https://"))


if __name__ == "__main__":
    main(test_one_input)
