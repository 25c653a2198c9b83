"""Fuzz target: bytes as a list of every kind, as a robots.txt, as a configuration. Run: ``python tests/fuzz/fuzz_collecting.py -max_total_time=60``."""

from __future__ import annotations

from targets import main

from dateline.collect.config import SourceSettings, parse
from dateline.collect.fetch import Answer
from dateline.collect.listing import listing_of
from dateline.collect.robots import NAME, rules_of
from dateline.errors import UnreadableSource, UsageError

ADDRESS = "https://courier.example/list"
SOURCES = (
    SourceSettings("f", "feed", ADDRESS),
    SourceSettings("s", "sitemap", ADDRESS),
    SourceSettings("p", "page", ADDRESS, links="*"),
)


def test_one_input(data: bytes) -> None:
    answer = Answer(ADDRESS, 200, data, "text/html", None, None, None, None, "2026-01-01T00:00:00Z", "0")
    for source in SOURCES:
        try:
            for each in listing_of(answer, source, ADDRESS).items:
                assert each is not None
        except UnreadableSource as error:
            assert str(error)
    rules_of(data).can_fetch(f"{ADDRESS}?q=1", NAME)
    try:
        parse(data.decode("utf-8", "replace"))
    except UsageError as error:
        assert str(error)


if __name__ == "__main__":
    main(test_one_input)
