"""A store for stories: every test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from store.conftest import address, empty_postgres, made_postgres, made_sqlite, postgres, store

__all__ = ["address", "empty_postgres", "made_postgres", "made_sqlite", "postgres", "store"]
