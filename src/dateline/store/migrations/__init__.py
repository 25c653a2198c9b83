"""The steps from one structure of a store to the next (Alembic)."""
