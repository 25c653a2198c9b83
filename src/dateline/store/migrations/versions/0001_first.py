"""The first structure, as written in ``0001_first.DATABASE.sql``: statements with ``-- next`` between them, never changed once released."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision, down_revision, branch_labels, depends_on = "0001", None, None, None


def upgrade() -> None:
    """From nothing."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"0001_first.{connection.dialect.name}.sql")
    for statement in script.read_text(encoding="utf-8").split("\n-- next\n"):
        connection.exec_driver_sql(statement)
