"""Changes: what each report added to its situation, and which stories make a situation."""

from __future__ import annotations

from alembic import op

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None


def upgrade() -> None:
    """Adds the three tables."""
    run(op.get_bind(), __file__)
