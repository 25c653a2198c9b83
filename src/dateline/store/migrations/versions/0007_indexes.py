"""Indexes: of actors with their code, of long texts, and none of what is not there."""

from __future__ import annotations

from alembic import op

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0007", "0006", None, None


def upgrade() -> None:
    """Makes two new indexes and three smaller."""
    run(op.get_bind(), __file__)
