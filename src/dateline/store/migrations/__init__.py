"""The structure of a store, step by step: every step is SQL as it was when it was made, whatever the tables say today."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

BETWEEN = "\n-- next\n"  # two statements of a script


def run(connection: Connection, step: str) -> None:
    """Runs the script of a step (the path of its ``.py`` file) for the data base behind ``connection``."""
    path = Path(step)
    script = path.with_name(f"{path.stem}.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.split(BETWEEN):
        connection.exec_driver_sql(statement)
