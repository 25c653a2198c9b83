"""A whole store somewhere else: copied from one data base to another and verified, backed up while running, restored."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Table, delete, func, insert, select, tuple_

from dateline.errors import OutputError, StoreError, UsageError
from dateline.store.all_tables import present
from dateline.store.engines import file_of, plainly, shown
from dateline.store.moments import now
from dateline.store.rows import Row
from dateline.store.store import Store
from dateline.store.structure import UNFINISHED
from dateline.store.tables import articles, backups, judgements, meta

PAGE = 500


def copy(store: Store, address: str, step: Callable[[str, int], None] | None = None) -> int:
    """Copies everything into the store at ``address``, which must be new or empty, and verifies it; gives the number of articles.

    Stopped in the middle, the other store says so when it is opened, and copying again starts anew.
    """
    if address == store.address:
        raise UsageError(f"{shown(address)} is the store itself: name another address.")
    with Store(address, unfinished=True) as target:
        _empty(target, store.address)
        with store.reading() as source:
            tables = [table for table in present(source) if table.name != "meta"]
            for table in tables:
                for rows in _pages(source, table):
                    with target.writing() as connection:
                        connection.execute(insert(table), rows)
                    if step is not None:
                        step(table.name, len(rows))
            for table in tables:
                with target.reading() as connection:
                    if digest(source, table) != digest(connection, table):
                        raise StoreError(f"The copy in {shown(address)} is not the same in table {table.name}; copy again.")
            number = source.execute(select(func.count()).select_from(articles)).scalar_one()
        with target.writing() as connection:
            connection.execute(delete(meta).where(meta.c.key == UNFINISHED))
    return number


def _empty(target: Store, origin: str) -> None:
    with target.writing() as connection:
        unfinished = connection.execute(select(meta.c.value).where(meta.c.key == UNFINISHED)).scalar()
        if unfinished is None and connection.execute(select(articles.c.id).limit(1)).first():
            raise UsageError(f"{shown(target.address)} holds reports already: copy into a new or an empty store.")
        for table in reversed(present(connection)):
            if table.name not in ("meta", "judgements"):
                connection.execute(delete(table))
        if connection.execute(select(func.count()).select_from(judgements)).scalar_one():
            raise UsageError(f"{shown(target.address)} holds judgements of an unfinished copy: delete it and copy into a new store.")
        if unfinished is None:
            connection.execute(insert(meta).values(key=UNFINISHED, value=f"a copy of {shown(origin)} begun {now()[:19]}Z"))


def _pages(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    """The rows of ``table`` in the order of its key, some at a time."""
    key = tuple(table.primary_key.columns)
    query, last = select(table).order_by(*key).limit(PAGE), None
    while True:
        found = connection.execute(query if last is None else query.where(tuple_(*key) > tuple_(*last))).mappings().all()
        if not found:
            return
        yield [dict(row) for row in found]
        last = tuple(found[-1][column.name] for column in key)


def digest(connection: Connection, table: Table) -> str:
    """A digest of all that ``table`` holds: the same on every data base for the same rows."""
    made = hashlib.sha256()
    for rows in _pages(connection, table):
        for row in rows:
            made.update(repr(_plain(tuple(row.values()))).encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def _plain(row: Row) -> Row:
    return tuple(bytes(value) if isinstance(value, (bytes, memoryview)) else value for value in row)


def backup(store: Store, file: Path) -> None:
    """Writes the whole store, as it is at this moment, into ``file`` (an embedded store), while others read and write it."""
    if file.exists():
        raise UsageError(f"{file} is there already: name a new file for the backup.")
    made = file.with_name(f".{file.name}.unfinished")
    made.unlink(missing_ok=True)
    try:
        _write_backup(store, made)
        made.replace(file)
        settle(file.parent)
    except OSError as error:
        raise OutputError(f"The backup {file} cannot be written ({error.strerror}).") from error
    finally:
        made.unlink(missing_ok=True)
    with store.writing() as connection:
        connection.execute(insert(backups).values(file=str(file.absolute()), made_at=store.now()))


def _write_backup(store: Store, made: Path) -> None:
    path = file_of(store.address)
    if path is None:
        copy(store, str(made))
        with plainly(str(made)), closing(sqlite3.connect(made)) as target:
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            target.execute("PRAGMA journal_mode = DELETE")
        return
    origin = f"file:{quote(str(path.absolute()))}?mode=ro"
    with plainly(store.address), closing(sqlite3.connect(origin, uri=True)) as source, closing(sqlite3.connect(made)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    with made.open("rb+") as handle:
        os.fsync(handle.fileno())


def settle(folder: Path) -> None:
    """Waits until what was moved in ``folder`` is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def restore(file: Path, address: str) -> int:
    """Makes the store at ``address``, which must be new or empty, from a backup; gives the number of articles."""
    if not file.is_file():
        raise UsageError(f"{file} is no file: name a backup that dateline store backup has written.")
    with Store(file, readonly=True) as store:
        with store.reading() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if said != "ok":
            raise StoreError(f"The backup {file} is damaged ({said}); nothing was restored.")
        return copy(store, address)
