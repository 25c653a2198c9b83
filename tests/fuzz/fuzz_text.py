"""Fuzz target: bytes of text. Run: ``python tests/fuzz/fuzz_text.py -max_total_time=60``."""

from __future__ import annotations

from targets import main, read_all

from dateline import ingest


def test_one_input(data: bytes) -> None:
    read_all(data, ingest.Kind.TEXT)


if __name__ == "__main__":
    main(test_one_input)
