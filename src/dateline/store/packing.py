"""Records and raw bytes as they lie in the store: compressed, and given back exactly."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import orjson
import zstandard

from dateline.errors import StoreError
from dateline.model.record import Record
from dateline.model.serial import from_json

LEVEL = 1  # a quarter quicker than 3, a thirtieth larger
LARGEST = 1 << 30  # bytes of one content: more is no report


@dataclass(frozen=True, slots=True)
class Packed:
    """A record's JSON, compressed, without the text (which its version keeps), and the digest of that JSON."""

    content: bytes
    digest: str


def digest_of(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file in hex, read a part at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(record: Record) -> Packed:
    """``record`` ready to be stored."""
    data = record.to_dict()
    data["article"]["text"] = ""
    written = orjson.dumps(data)
    return Packed(compress(written), digest_of(written))


def unpack(content: bytes, text: str) -> Record:
    """The record that ``pack`` took, with the text that its version keeps."""
    data = orjson.loads(decompress(content))
    data["article"]["text"] = text
    return from_json(Record, data)


def compress(data: bytes) -> bytes:
    """``data`` as one zstd frame with its length and checksum."""
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(data)


def decompress(content: bytes) -> bytes:
    """What ``compress`` took; ``StoreError`` where the bytes are damaged or say that they are absurdly many."""
    try:
        if zstandard.frame_content_size(content) > LARGEST:
            raise StoreError("a stored content is damaged: it claims more bytes than any report has. Run dateline store check.")
        return zstandard.ZstdDecompressor().decompress(content, max_output_size=LARGEST)
    except zstandard.ZstdError as error:
        raise StoreError(f"a stored content is damaged ({error}). Run dateline store check.") from error
