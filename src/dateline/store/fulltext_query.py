"""A search as a query on the full-text index of either data base."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from dateline.store.search import Query, to_fts5, to_tsquery
from dateline.store.tables import search

search_index = table("search_index", column("rowid"), column("search_index"))
document: ColumnElement[Any] = literal_column("search.document")


def found_in(dialect: str, query: Query) -> Select[Any]:
    """The readings that hold what ``query`` asks for; one with a long text may come several times."""
    if dialect != "sqlite":
        return select(search.c.reading).where(document.op("@@")(as_tsquery(query)))
    joined = search.join(search_index, search_index.c.rowid == search.c.id)
    return select(search.c.reading).select_from(joined).where(search_index.c.search_index.op("MATCH")(to_fts5(query)))


def as_tsquery(query: Query) -> ColumnElement[Any]:
    """``query`` as a value of PostgreSQL."""
    return cast(to_tsquery(query), TSQUERY)
