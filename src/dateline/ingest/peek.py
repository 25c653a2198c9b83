"""What is in a packed file, told from its first bytes, and whether its end is there."""

from __future__ import annotations

import zlib
from typing import IO

FIRST = 8  # unpacked bytes that tell a web archive
PIECE = 65_536  # bytes that are looked at together


def warc_within(head: bytes) -> bool:
    """True for the beginning of a web archive, packed by gzip or zstandard or not packed."""
    if head.startswith(b"WARC/"):
        return True
    if not head.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(head[:PIECE], FIRST).startswith(b"WARC/")
    except zlib.error:
        return False


def breaks_off(stream: IO[bytes], start: int) -> bool:
    """True if the last of the gzip members from ``start`` on ends before its end; False for what is not packed or damaged otherwise."""
    stream.seek(start)
    data = stream.read(PIECE)
    while data.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        try:
            while not member.eof and data:
                member.decompress(data, PIECE)
                data = member.unused_data if member.eof else member.unconsumed_tail or stream.read(PIECE)
        except zlib.error:
            return False
        if not member.eof:
            return True
        data = data or stream.read(PIECE)
        data += stream.read(2) if len(data) < 2 else b""
    return False
