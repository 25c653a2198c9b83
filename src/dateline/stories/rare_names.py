"""The rare names of a report, and the other reports that have them: what ties chapters of one situation where no known actor does.

A village, a mine, a ship or a family name that few texts have says more than a government that all have. Names of states, their peoples
and seats are left out, as are names that everyday news has, and those that very many of the window's reports have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Connection, select

from dateline.knowledge.actors import STATE_COLUMNS
from dateline.knowledge.tables import DATA, read_table
from dateline.store.fulltext_query import found_in
from dateline.store.search import Term
from dateline.store.story_tables import story_articles
from dateline.store.tables import readings, versions
from dateline.stories.changes_same import rarity
from dateline.stories.words import stem

OPENING = 1200  # characters of a report in which its own names stand
RARE = 5.5  # in how many reports of a thousand a name stands at most: about four (see ``rarity``)
MOST_NAMES = 12
MOST_REPORTS = 60  # a name that more of the latest reports have ties nothing
_NAME = re.compile(r"[^\W\d_][^\W_'’]*(?:-[^\W_]+)*")
_ACRONYM = 4  # capitals alone up to this length are an agency's or a body's sign


def names_of(connection: Connection, reading: int) -> tuple[str, ...]:
    """The rare names in the opening of a report, folded, in order."""
    query = select(versions.c.text).join(readings, readings.c.version == versions.c.id).where(readings.c.id == reading)
    text = (connection.execute(query).scalar() or "")[:OPENING]
    tokens = _NAME.findall(text)
    small = {token for token in tokens if token[0].islower()}
    found = (token for token in tokens if token[0].isupper() and not (token.isupper() and len(token) <= _ACRONYM))
    told = dict.fromkeys(token.lower() for token in found if token.lower() not in small)
    return tuple(name for name in told if not state_words() & set(name.split("-")) and rarity(stem(name)) >= RARE)[:MOST_NAMES]


def beside(names: Iterable[str], actors: Iterable[str]) -> set[str]:
    """Those of ``names`` that are no part of the ids of ``actors``: what both have as an actor counts as such."""
    told = {part for each in actors for part in each.rpartition("/")[2].split("-")}
    return {name for name in names if not told.issuperset(name.split("-"))}


def sharing(connection: Connection, names: Sequence[str], story: int, days: tuple[int, int]) -> list[tuple[str, int, int]]:
    """Name, story and day of the reports of other stories that have one of the ``names``, published within ``days``."""
    inside = story_articles.c.day.between(*days)
    out: list[tuple[str, int, int]] = []
    for name in names:
        having = found_in(connection.dialect.name, Term(tuple(name.split("-"))))
        where = select(story_articles.c.story, story_articles.c.day).where(story_articles.c.reading.in_(having), inside)
        found = connection.execute(where.order_by(story_articles.c.reading.desc()).limit(MOST_REPORTS + 1)).all()
        if len(found) <= MOST_REPORTS:
            out.extend((name, row.story, row.day) for row in found if row.story != story)
    return out


@lru_cache(maxsize=1)
def state_words() -> frozenset[str]:
    """The words of the names of states, their peoples and capitals."""
    columns = ("name", "official", "other", "demonyms", "people", "capital")
    told = (row.text(column) for row in read_table(DATA / "actors" / "states.tsv", STATE_COLUMNS) for column in columns)
    return frozenset(word.lower() for cell in told for word in re.findall(r"[^\W\d_]+", cell))
