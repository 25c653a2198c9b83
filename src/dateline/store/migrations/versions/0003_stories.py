"""Stories: which report belongs to which, and which reports copy another."""

from __future__ import annotations

from alembic import op

from dateline.store.story_tables import copies, stories, story_articles, story_forwards, story_pins
from dateline.store.tables import metadata

revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None


def upgrade() -> None:
    """Adds the five tables."""
    metadata.create_all(op.get_bind(), tables=[stories, story_articles, story_forwards, story_pins, copies])
