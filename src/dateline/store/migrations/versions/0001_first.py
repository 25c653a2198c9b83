"""The first structure."""

from __future__ import annotations

from alembic import op

from dateline.store.appendonly import guard
from dateline.store.fulltext import create
from dateline.store.tables import metadata

revision, down_revision, branch_labels, depends_on = "0001", None, None, None

NAMES = (
    "meta", "counters", "sources", "raw", "articles", "versions", "rereads", "readings", "actors", "mentions", "places", "times",
    "statements", "events", "participants", "locations", "propositions", "positions", "commitments", "figures", "memberships",
    "findings", "evidence", "search", "judgements", "judged", "notices", "forgotten", "backups", "releases",
)  # fmt: skip


def upgrade() -> None:
    """From nothing."""
    connection = op.get_bind()
    metadata.create_all(connection, tables=[metadata.tables[name] for name in NAMES])
    create(connection)
    guard(connection)
