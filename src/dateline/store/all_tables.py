"""Every table of a store: those of records, and those that other parts of the program keep beside them in ``store/*_tables.py``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, Table, inspect

from dateline.store.tables import metadata


def all_tables() -> tuple[Table, ...]:
    """All tables, those first that others refer to."""
    for path in sorted(Path(__file__).parent.glob("*_tables.py")):
        if path.stem != "all_tables":
            import_module(f"dateline.store.{path.stem}")
    return tuple(metadata.sorted_tables)


def present(connection: Connection) -> tuple[Table, ...]:
    """Those that this store has."""
    names = set(inspect(connection).get_table_names())
    return tuple(table for table in all_tables() if table.name in names)
