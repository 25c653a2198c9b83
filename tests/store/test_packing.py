"""Contents and files as they lie in the store: given back exactly, known by their digests."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.store.packing import compress, decompress, digest_of, digest_of_file


@pytest.mark.parametrize("content", [b"", b"tents", bytes(3 << 20)])
def test_a_file_has_the_digest_of_its_bytes(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "content"
    file.write_bytes(content)
    assert digest_of_file(file) == digest_of(content) == hashlib.sha256(content).hexdigest()
    assert decompress(compress(content)) == content


def test_damaged_content_is_told_in_a_sentence() -> None:
    with pytest.raises(StoreError, match="is damaged"):
        decompress(compress(b"forty tents")[:-3])
