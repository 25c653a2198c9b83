"""Stories: which report belongs to which, and which reports copy another."""

from __future__ import annotations

from alembic import op

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None


def upgrade() -> None:
    """Adds the five tables."""
    run(op.get_bind(), __file__)
