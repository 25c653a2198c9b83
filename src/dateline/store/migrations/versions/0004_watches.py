"""Watches: rules, alerts, what is to be delivered, who has seen it."""

from __future__ import annotations

from alembic import op

from dateline.store.tables import metadata
from dateline.store.watch_tables import WATCHING

revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None


def upgrade() -> None:
    """Adds the tables."""
    metadata.create_all(op.get_bind(), tables=list(WATCHING))
