"""The places that a report's opening tells of, as words: what two openings call by no common name did not happen in one place.

Names, not ids: a village that no gazetteer has is told apart from another as well, and a town that two reports were read into
two entries for is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dateline.knowledge.tables import read_table
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.stories import words as folded
from dateline.stories.rare_names import state_words

WIDE = ("country", "region", "province")  # kinds of places that hold many towns
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_NAME = rf"{_CAPITAL}(?:\s+(?:(?:d[aeiou]s?|l[aeo]s?|el|al|du|of)\s+)?{_CAPITAL})*"


def words_of(record: Record, first: Sequence[Span]) -> list[str]:
    """The words of the names of places smaller than a province in the opening ``first``, folded; of a local paper also where it writes."""
    text = record.article.text
    wide, small = _resolved(record, first)
    said = [name for span in first for name in _after(span.of(text)) if not _inside(name, wide)]
    return _own_words((*small, *said, *(home(record) if small or said else ())))


def _own_words(names: Iterable[str]) -> list[str]:
    """The words of ``names``, folded, each once, without those that many names have."""
    told = dict.fromkeys(word for name in names for word in folded.words(name))
    return [word for word in told if len(word) > 1 and word not in _rows("generic")]


def _resolved(record: Record, first: Sequence[Span]) -> tuple[list[str], list[str]]:
    """The names of wide and of small places that ``first`` has, as they are written."""
    text = record.article.text
    wide: list[str] = []
    small: list[str] = []
    for place in record.places:
        named = [span for mention in place.mentions for span in mention.spans if _within(span, first)]
        (wide if place.kind in WIDE else small).extend(span.of(text) for span in named)
    return wide, small


def _within(span: Span, first: Iterable[Span]) -> bool:
    return any(block.start <= span.start < block.end for block in first)


def _after(sentence: str) -> Iterator[str]:
    """What stands with a capital after a word that says where; days and months do not."""
    for found in _pattern().finditer(sentence):
        if folded.stem(found["name"].split()[0]) not in _CALENDAR:
            yield found["name"]


def _inside(name: str, wide: Iterable[str]) -> bool:
    return any(name in each or each in name for each in wide)


def home(record: Record) -> list[str]:
    """The town in the dateline of a paper's own report, unless it is a capital: its people write of what happened there."""
    line = record.article.dateline
    if line is None or line.agency is not None or not line.place_spans:
        return []
    town = line.place_spans[0].of(record.article.text)
    return [town] if not state_words().issuperset(_own_words([town])) else []


_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november"
    " december".split()
)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_rows('before'))))})\s+(?:the\s+)?(?P<name>{_NAME})")


@lru_cache(maxsize=2)
def _rows(kind: str) -> frozenset[str]:
    rows = read_table(Path(str(files("dateline.stories") / "data" / "locating.tsv")), ("words", "kind"))
    return frozenset(row.required("words") for row in rows if row.required("kind") == kind)
