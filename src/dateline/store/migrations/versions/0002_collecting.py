"""What collecting keeps: addresses seen, and how the sources are doing."""

from __future__ import annotations

from alembic import op

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade() -> None:
    """Adds the two tables."""
    run(op.get_bind(), __file__)
