"""From a store's address to the engine behind it, and the data base's complaints as plain sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from dateline.errors import StoreError, StoreLocked, UsageError

WAIT = 30.0  # seconds that a writer waits for another
OLDEST_SQLITE = (3, 37, 0)
WRITER_KEY = 0x6461_7465  # of the lock that the writers of one PostgreSQL data base take in turn
WRITES = "dateline_writes"
WHOLE = "dateline_whole"  # what is written holds all that it refers to: SQLite need not look each reference up
CACHE_KIB = 65_536
LOG_PAGES = 8_192  # of the log, 32 MB, before they go into the file: what many transactions change goes there once
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY", "secure_delete = FAST",
           f"cache_size = -{CACHE_KIB}", "mmap_size = 268435456", "journal_size_limit = 67108864",
           f"wal_autocheckpoint = {LOG_PAGES}")  # fmt: skip
MESSAGES = (
    ("database is locked", "another program is writing into it; try again when that has finished"),
    ("canceling statement due to lock timeout", "another program is writing into it; try again when that has finished"),
    ("readonly", "it cannot be written: the file or its folder is read-only"),
    ("unable to open", "it cannot be opened: check that the folder is there and may be written"),
    ("disk is full", "there is no room left on the disk; nothing stored was harmed, make room and go on"),
    ("No space left", "there is no room left on the disk; nothing stored was harmed, make room and go on"),
    ("not a database", "it is no store: the file holds something else"),
    ("malformed", "the file is damaged; restore a backup (dateline store restore) or copy what can be read (dateline store copy)"),
    ("disk I/O error", "the disk answers with errors; nothing more was written"),
    ("password authentication failed", "the data base refuses the user or the password"),
    ("does not exist", "there is no such data base or user"),
    ("connection", "the data base cannot be reached: check the address, and that it is running"),
)


def is_postgres(address: str) -> bool:
    """True if ``address`` names a PostgreSQL data base."""
    return address.startswith(("postgresql:", "postgresql+", "postgres:"))


def shown(address: str) -> str:
    """``address`` for eyes: without a password."""
    return make_url(address).render_as_string(hide_password=True) if "://" in address else address


def file_of(address: str) -> Path | None:
    """The file of an embedded store, None for PostgreSQL; ``UsageError`` for an address of any other kind."""
    if is_postgres(address):
        return None
    if address.startswith("sqlite:///"):
        return Path(address.removeprefix("sqlite:///"))
    if "://" in address:
        raise UsageError(f"{shown(address)}: a store is a file (dateline.db) or postgresql+psycopg://USER@HOST/NAME.")
    if not address.strip() or Path(address).is_dir():
        raise UsageError(f"{address!r} is no store: name a file, for example {address.rstrip('/') or '.'}/dateline.db.")
    return Path(address)


def engine_for(address: str, *, readonly: bool = False, wait: float = WAIT) -> Engine:
    """An engine for the store at ``address``; nothing is opened yet."""
    path = file_of(address)
    return _postgres(address, wait) if path is None else _sqlite(path, readonly=readonly, wait=wait)


def _sqlite(path: Path, *, readonly: bool, wait: float) -> Engine:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old for a store: 3.37 or newer is needed.")
    where = f"file:{quote(str(path.absolute()))}?mode={'ro' if readonly else 'rwc'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in PRAGMAS[1:] if readonly else PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver begins no transaction by itself; a writer takes its lock at once, or it could fail half-way.
        options = connection.get_execution_options()
        if not options.get(WRITES):
            connection.exec_driver_sql("BEGIN")
            return
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA foreign_keys = {'OFF' if options.get(WHOLE) else 'ON'}")  # takes effect outside a transaction alone
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgres(address: str, wait: float) -> Engine:
    try:
        url = make_url(address)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        options = f"-c lock_timeout={int(wait * 1000)} -c timezone=UTC -c synchronous_commit=on"
        engine = create_engine(url, connect_args={"options": options, "connect_timeout": 10}, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(f"{shown(address)} is no address of a store: give postgresql+psycopg://USER@HOST/NAME.") from error
    except ModuleNotFoundError as error:
        raise StoreError('PostgreSQL needs the package psycopg: pip install "dateline[postgres]".') from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_KEY})")

    return engine


@contextmanager
def plainly(address: str) -> Iterator[None]:
    """Turns what the data base complains about into one plain sentence (``StoreError``)."""
    try:
        yield
    except SQLAlchemyError as error:
        raise told(address, error) from error
    except sqlite3.Error as error:
        raise told(address, error) from error
    except OverflowError as error:
        raise UsageError("A number in the question is larger than any that a store holds.") from error


def told(address: str, error: Exception) -> StoreError:
    """The complaint of a data base as one of ours."""
    said = str(error.orig) if isinstance(error, DBAPIError) and error.orig is not None else str(error)
    for sign, sentence in MESSAGES:
        if sign in said:
            kind = StoreLocked if "another program" in sentence else StoreError
            return kind(f"The store {shown(address)}: {sentence}.")
    first = said.strip().splitlines()[0] if said.strip() else type(error).__name__
    hint = " Run dateline store check." if not isinstance(error, OperationalError) else ""
    return StoreError(f"The store {shown(address)} answered: {first}.{hint}")
