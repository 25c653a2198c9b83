"""The full-text index beside the table ``search``: FTS5 on SQLite, a generated ``tsvector`` on PostgreSQL (``migrations/``)."""

from __future__ import annotations

import unicodedata


def folded() -> tuple[str, str]:
    """Latin letters with marks and, at the same places, the letters below them: what SQLite's tokeniser folds by itself."""
    pairs = [
        (chr(code), unicodedata.normalize("NFKD", chr(code))[0]) for code in range(0xC0, 0x250) if unicodedata.decomposition(chr(code))
    ]
    plain = [(marked, bare) for marked, bare in pairs if bare.isalpha() and bare.isascii()]
    return "".join(marked for marked, _ in plain), "".join(bare for _, bare in plain)
