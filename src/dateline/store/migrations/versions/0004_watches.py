"""Watches: rules, alerts, what is to be delivered, who has seen it."""

from __future__ import annotations

from alembic import op

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None


def upgrade() -> None:
    """Adds the tables."""
    run(op.get_bind(), __file__)
