"""Fuzz target: bytes of files of watches. Run: ``python tests/fuzz/fuzz_watches.py -max_total_time=60``."""

from __future__ import annotations

from contextlib import suppress

from targets import main

from dateline.errors import UsageError
from dateline.watch.file import parse
from dateline.watch.rules import Watch


def test_one_input(data: bytes) -> None:
    with suppress(UsageError, UnicodeDecodeError):
        for watch in parse(data.decode("utf-8")).watches:
            assert Watch.from_json(watch.to_json()) == watch


if __name__ == "__main__":
    main(test_one_input)
