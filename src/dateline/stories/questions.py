"""What ties two words about one question: not the names of those who speak of it, nor their offices."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.stories.changes_matter import root
from dateline.stories.tables import rows_of

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@lru_cache(maxsize=1)
def roles() -> frozenset[str]:
    """The folded words for offices and sides of ``data/offices.tsv``."""
    return frozenset(root(word) for _, words in rows_of("offices.tsv") for word in words.split())


@lru_cache(maxsize=20_000)
def names_of(text: str) -> frozenset[str]:
    """The folded words that stand with a capital wherever a text has them: names, and what begins a sentence."""
    words = _WORD.findall(text)
    small = {root(word) for word in words if word[0].islower()}
    return frozenset(root(word) for word in words if word[0].isupper()) - small
