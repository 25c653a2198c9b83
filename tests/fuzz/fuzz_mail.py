"""Fuzz target: bytes of mail. Run: ``python tests/fuzz/fuzz_mail.py -max_total_time=60``."""

from __future__ import annotations

from targets import main, read_all

from dateline import ingest


def test_one_input(data: bytes) -> None:
    read_all(data, ingest.Kind.MAIL)


if __name__ == "__main__":
    main(test_one_input)
