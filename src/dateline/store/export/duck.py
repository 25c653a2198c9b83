"""A DuckDB data base with the tables of an export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.errors import OutputError, UsageError
from dateline.store.export.tables import PARQUET


def snapshot(folder: Path, file: Path) -> int:
    """Writes the tables of the export in ``folder`` into the DuckDB data base ``file``, whole or not at all; gives how many rows.

    Raises ``UsageError`` where the package duckdb is missing, ``OutputError`` where the file cannot be written.
    """
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise UsageError('--duckdb needs the package duckdb: pip install "dateline[export]".') from error
    waiting = file.with_name(file.name + ".part")
    waiting.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(waiting)) as base:
            rows = sum(_table(base, layout.name, folder / layout.path) for layout in PARQUET)
        waiting.replace(file)
    except (duckdb.Error, OSError) as error:
        raise OutputError(f"{file} cannot be written: {str(error).splitlines()[0]}") from error
    finally:
        waiting.unlink(missing_ok=True)
    return rows


def _table(base: Any, name: str, folder: Path) -> int:
    files = sorted(folder.glob("*/*.parquet"))
    if not files:
        return 0
    listed = str(folder / "*" / "*.parquet").replace("'", "''")
    made = f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{listed}', hive_partitioning = true, hive_types = {{'day': DATE}})"  # noqa: S608
    base.execute(made)
    return int(base.execute(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608  names of our own tables
