"""What is in a packed file, told from its first bytes."""

from __future__ import annotations

import zlib

FIRST = 8  # unpacked bytes that tell a web archive


def warc_within(head: bytes) -> bool:
    """True for the beginning of a web archive, packed by gzip or zstandard or not packed."""
    if head.startswith(b"WARC/"):
        return True
    if not head.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(head[:65_536], FIRST).startswith(b"WARC/")
    except zlib.error:
        return False
