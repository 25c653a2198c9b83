"""Fuzz target: bytes of any kind, told by content. Run: ``python tests/fuzz/fuzz_any.py -max_total_time=60``."""

from __future__ import annotations

from targets import main, read_all


def test_one_input(data: bytes) -> None:
    read_all(data, None)


if __name__ == "__main__":
    main(test_one_input)
