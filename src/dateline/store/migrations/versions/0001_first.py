"""The first structure."""

from __future__ import annotations

from alembic import op

from dateline.store.fulltext import create
from dateline.store.tables import metadata

revision, down_revision, branch_labels, depends_on = "0001", None, None, None


def upgrade() -> None:
    """From nothing."""
    connection = op.get_bind()
    metadata.create_all(connection)
    create(connection)
