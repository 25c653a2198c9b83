"""Changes: what each report added to its situation, and which stories make a situation."""

from __future__ import annotations

from alembic import op

from dateline.store.change_tables import change_articles, changes, situation_stories
from dateline.store.tables import metadata

revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None


def upgrade() -> None:
    """Adds the three tables."""
    metadata.create_all(op.get_bind(), tables=[situation_stories, change_articles, changes])
