"""A search as a query on the full-text index of either data base.

A long text lies in the index in pieces. What a row of the index is asked, a piece answers for itself: words that must all be there may
stand in different ones, and a word that must not be there in another than the rest. ``across`` asks such texts as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    column,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from dateline.store.search import Group, Not, Query, Term, to_fts5, to_tsquery
from dateline.store.tables import pieces

search_index = table("search_index", column("rowid"), column("search_index"))
document: ColumnElement[Any] = literal_column("pieces.document")
IN_PIECES = select(pieces.c.reading).where(pieces.c.piece > literal_column("0"))  # the readings with a long text


def found_in(dialect: str, query: Query) -> Select[Any]:
    """The readings of which a piece holds what ``query`` asks for; one with a long text may come several times."""
    if dialect != "sqlite":
        return select(pieces.c.reading).where(document.op("@@")(as_tsquery(query)))
    joined = pieces.join(search_index, search_index.c.rowid == pieces.c.id)
    return select(pieces.c.reading).select_from(joined).where(search_index.c.search_index.op("MATCH")(to_fts5(query)))


def as_tsquery(query: Query) -> ColumnElement[Any]:
    """``query`` as a value of PostgreSQL."""
    return cast(to_tsquery(query), TSQUERY)


def counted(connection: Connection, query: Query, most: int) -> int:
    """How many pieces hold what ``query`` asks for, counted up to ``most``."""
    inside = _pieces(connection.dialect.name, query).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(inside)).scalar() or 0


def holds(dialect: str, query: Query, reading: ColumnElement[Any], *, gathered: bool) -> ColumnElement[bool]:
    """That a piece of ``reading`` holds it; ``gathered``: SQLite is to fetch all such pieces once instead of asking the index each time."""
    here = pieces.c.reading == reading
    if dialect == "sqlite" and (gathered or any(term.prefix for term in _terms(query))):
        return exists(select(literal(1)).where(here, _looked_up(pieces.c.id).in_(_pieces(dialect, query))))
    return exists(found_in(dialect, query).where(here))


def needs_across(connection: Connection, query: Query) -> bool:
    """Whether the pieces of a long text may only together say if ``query`` fits it, and there is such a text."""
    return _is_joined(query) and connection.execute(IN_PIECES.limit(1)).first() is not None


def across(dialect: str, query: Query) -> Select[Any]:
    """The readings with a long text that, taken as a whole, fits ``query``."""
    return IN_PIECES.where(_whole(dialect, query)).distinct()


def _whole(dialect: str, query: Query) -> ColumnElement[bool]:
    if isinstance(query, Not):
        return not_(_whole(dialect, query.inner))
    if isinstance(query, Group):
        parts = [_whole(dialect, part) for part in query.parts]
        return and_(*parts) if query.joined == "AND" else or_(*parts)
    piece = pieces.alias("piece")
    same = piece.c.reading == pieces.c.reading
    if dialect != "sqlite":
        held = literal_column("piece.document").op("@@")(as_tsquery(query))
        return exists(select(literal(1)).select_from(piece).where(same, held))
    if query.prefix:
        return exists(select(literal(1)).select_from(piece).where(same, _looked_up(piece.c.id).in_(_pieces(dialect, query))))
    joined = piece.join(search_index, search_index.c.rowid == piece.c.id)
    return exists(select(literal(1)).select_from(joined).where(same, search_index.c.search_index.op("MATCH")(to_fts5(query))))


def _looked_up(found: ColumnElement[int]) -> ColumnElement[int]:
    """``found`` so that SQLite looks each up among many, instead of trying all of the many on it."""
    return found.op("+")(literal_column("0"))


def _pieces(dialect: str, query: Query) -> Select[Any]:
    """The ids of the pieces that hold it."""
    if dialect != "sqlite":
        return select(pieces.c.id).where(document.op("@@")(as_tsquery(query)))
    return select(search_index.c.rowid).where(search_index.c.search_index.op("MATCH")(to_fts5(query)))


def _terms(query: Query) -> Iterator[Term]:
    if isinstance(query, Term):
        yield query
    else:
        for part in (query.inner,) if isinstance(query, Not) else query.parts:
            yield from _terms(part)


def _is_joined(query: Query) -> bool:
    """Whether more than one word has a say in whether it fits: not so where one of several is enough."""
    if isinstance(query, Group):
        return query.joined == "AND" or any(map(_is_joined, query.parts))
    return isinstance(query, Not)
