"""The first structure, as written in ``0001_first.DATABASE.sql``: statements with ``-- next`` between them, never changed once released."""

from __future__ import annotations

from alembic import op

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0001", None, None, None


def upgrade() -> None:
    """From nothing."""
    run(op.get_bind(), __file__)
