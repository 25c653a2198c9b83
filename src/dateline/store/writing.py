"""Rows into tables, many at a time: prepared statements on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dateline.store.rows import Row, Rows
from dateline.store.tables import counters, metadata

PARAMETERS = 600  # of one statement on SQLite, so that starting it costs little beside its rows; 32,766 would be allowed


def write(connection: Connection, rows: Rows) -> None:
    """Writes all ``rows``."""
    for name, listed in rows.tables():
        insert(connection, name, listed)


def insert(connection: Connection, name: str, rows: list[Row]) -> None:
    """Writes ``rows``, in the order of its columns, into the table called ``name``."""
    if connection.dialect.name == "sqlite":
        _insert_many(connection, name, rows)
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(_copy(name)) as copy:
        for row in rows:
            copy.write_row(row)


def _insert_many(connection: Connection, name: str, rows: list[Row]) -> None:
    """Many rows a statement, the rest one by one: half of what a row costs is the statement that brings it."""
    many = max(PARAMETERS // len(metadata.tables[name].columns), 1)
    whole = len(rows) // many * many
    if whole:
        groups = [tuple(chain.from_iterable(rows[start : start + many])) for start in range(0, whole, many)]
        connection.exec_driver_sql(_insert(name, many), groups)
    if whole < len(rows):
        connection.exec_driver_sql(_insert(name, 1), rows[whole:])


@lru_cache(maxsize=128)
def _insert(name: str, rows: int) -> str:
    table, quote = metadata.tables[name], sqlite.dialect().identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    row = f"({', '.join('?' * len(table.columns))})"
    return f"INSERT INTO {quote(name)} ({columns}) VALUES {', '.join([row] * rows)}"  # noqa: S608  names of our own tables


@lru_cache(maxsize=64)
def _copy(name: str) -> str:
    quote = postgresql.dialect().identifier_preparer.quote  # type: ignore[no-untyped-call]
    columns = ", ".join(quote(column.name) for column in metadata.tables[name].columns)
    return f"COPY {quote(name)} ({columns}) FROM STDIN"


class Numbers:
    """Gives out the next numbers of one kind within a transaction; ``close`` writes down how far it came. None is given twice."""

    def __init__(self, connection: Connection, name: str) -> None:
        """Starts where the last transaction left off."""
        self._connection, self._name = connection, name
        found = connection.execute(select(counters.c.next).where(counters.c.name == name)).scalar()
        self._known = found is not None
        self._first = self._next = found if found is not None else 1

    def __call__(self) -> int:
        """The next number."""
        self._next += 1
        return self._next - 1

    def close(self) -> None:
        """Writes down how far it came."""
        if not self._known:
            self._connection.execute(counters.insert().values(name=self._name, next=self._next))
        elif self._next != self._first:
            found = update(counters).where(counters.c.name == bindparam("which"))
            self._connection.execute(found.values(next=bindparam("then")), {"which": self._name, "then": self._next})
        self._known, self._first = True, self._next
