"""What collecting keeps: addresses seen, and how the sources are doing."""

from __future__ import annotations

from alembic import op

from dateline.store.fetch_tables import fetches, source_health
from dateline.store.tables import metadata

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade() -> None:
    """Adds the two tables."""
    metadata.create_all(op.get_bind(), tables=[fetches, source_health])
