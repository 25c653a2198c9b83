"""The desk: users and how they come in, what they did, dossiers, grades of sources, coding by two people."""

from __future__ import annotations

from alembic import op

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0006", "0005", None, None


def upgrade() -> None:
    """Adds the eleven tables."""
    run(op.get_bind(), __file__)
