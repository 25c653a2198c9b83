"""What the tables of a store are made of: columns that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

WORD = Text().with_variant(Text(collation="C"), "postgresql")  # compared and sorted by code point on both


def word(name: str, *, null: bool = True, **more: Any) -> Column[str]:
    """A column of text."""
    return Column(name, WORD, nullable=null, **more)


def number(name: str, *, null: bool = True, **more: Any) -> Column[int]:
    """A column of whole numbers."""
    return Column(name, Integer, nullable=null, **more)


def real(name: str, *, null: bool = True) -> Column[float]:
    """A column of numbers in double precision."""
    return Column(name, Float(53), nullable=null)


def of_readings(name: str, *columns: SchemaItem, key: tuple[str, ...] = ("number",), rowid: bool = False) -> Table:
    """A table of values of readings: its key is the reading and ``key``, it is stored in that order, and a reading's rows go with it.

    ``rowid``: SQLite stores it in the order of coming, with the key beside it, which takes less room where rows are long.
    """
    return Table(
        name,
        metadata,
        Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        *(Column(part, WORD if part in ("noun", "role") else Integer, primary_key=True, autoincrement=False) for part in key),
        *columns,
        sqlite_with_rowid=rowid,
    )
