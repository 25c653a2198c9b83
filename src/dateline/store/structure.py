"""The structure of a store: made where there is none, brought up to date where it is old, refused where it is newer."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from dateline.errors import StoreError, StoreTooNew
from dateline.store.engines import WRITES, shown
from dateline.store.moments import now
from dateline.version import VERSION

MIGRATIONS = Path(__file__).parent / "migrations"

UNFINISHED = "unfinished"  # a key of ``meta``: something that fills the store has not come to its end


def head() -> str:
    """The number of the newest migration: the files are numbered in their order."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def revision_of(connection: Connection) -> str | None:
    """The migration that the store stands at; None for an empty data base, ``StoreError`` for somebody else's."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names and "readings" in names:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if names:
        raise StoreError("the data base holds other tables and is no store; nothing in it was touched. Name another.")
    return None


def prepare(engine: Engine, address: str, *, readonly: bool, unfinished: bool) -> str | None:
    """Makes or migrates the structure; gives a sentence on what was done, None if it was as it should be.

    ``unfinished`` is True for those who may open a store that an interrupted copy left behind.
    """
    newest = head()
    with engine.connect() as connection:
        found = revision_of(connection)
        if found == newest and not unfinished:
            _complete(connection, address)
    if found == newest:
        return None
    if found is not None and found > newest:
        raise StoreTooNew(
            f"The store {shown(address)} was made by a newer version of Dateline (structure {found}, this one knows {newest}); "
            "nothing was touched. Install that version."
        )
    if readonly:
        raise StoreError(f"The store {shown(address)} is not ready to be read: open it once for writing.")
    _upgrade(engine)
    return f"made the store {shown(address)}" if found is None else f"brought the store {shown(address)} from structure {found} to {newest}"


def _complete(connection: Connection, address: str) -> None:
    left = connection.execute(text("SELECT value FROM meta WHERE key = :key"), {"key": UNFINISHED}).scalar()
    if left is not None:
        raise StoreError(f"The store {shown(address)} is {left} that was not finished: copy again, or delete it.")


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if revision_of(connection) == head():  # another program was quicker
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if not connection.execute(text("SELECT 1 FROM meta WHERE key = 'made_at'")).first():
            connection.execute(
                text("INSERT INTO meta (key, value) VALUES ('made_at', :now), ('made_by', :program)"), {"now": now(), "program": VERSION}
            )
