"""The tables of watches: the rules, what they raised, what was told already, what is to be delivered, and who has seen it.

They hold ids, numbers and codes alone, no word of a report: an alert is put into words when it is shown or sent, so that what is
forgotten in the records is forgotten here as well.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from dateline.store.columns import WORD, metadata, number, word

watches = Table(
    "watches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("name", null=False, unique=True),
    word("rule", null=False),  # JSON, as watch/rules.py writes it
    Column("on", Boolean, nullable=False),
    word("made_at", null=False),
    word("changed_at", null=False),
)

watch_ways = Table(  # ways out; secrets are named, never held
    "watch_ways",
    metadata,
    Column("name", WORD, primary_key=True),
    word("settings", null=False),  # JSON
    sqlite_with_rowid=False,
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("watch", Integer, ForeignKey("watches.id", ondelete="CASCADE"), nullable=False),
    number("thread", null=False),  # the first alert on the same happening: its own id where it is the first
    word("raised_at", null=False),
    word("day", null=False),  # of raising, in the watch's zone
    word("kind", null=False),  # match, change, threshold, peak, gap, silent, first, limit
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), index=True),
    word("noun"),
    number("number"),  # of the value in the record's list; NULL: the report as a whole
    number("story"),
    number("subject"),  # of a notice or a change
    word("state", null=False),  # JSON of codes and numbers: what was told, and what had been told before
    Column("held", Boolean, nullable=False),  # not to be delivered: over the limit of its day, muted, or raised from the past
    Index(None, "watch", "raised_at"),
    Index(None, "watch", "day"),
    Index(None, "thread"),
)

watch_told = Table(  # the values that a watch knows: each reading's telling of a happening, and the alert that it belongs to
    "watch_told",
    metadata,
    Column("watch", Integer, ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("noun", WORD, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    number("alert", null=False),
    word("key"),  # digest of who and what, for values that are no events
    word("state", null=False),
    Index(None, "reading"),
    Index(None, "watch", "key"),
    sqlite_with_rowid=False,
)

watch_seen = Table(  # what happens to a watch once: a term's first appearance, a day's peak, a notice, a change
    "watch_seen",
    metadata,
    Column("watch", Integer, ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("key", WORD, primary_key=True),
    word("seen_at", null=False),
    sqlite_with_rowid=False,
)

watch_counts = Table(  # matches a day, for the usual rate
    "watch_counts",
    metadata,
    Column("watch", Integer, ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("day", WORD, primary_key=True),
    number("matches", null=False),
    sqlite_with_rowid=False,
)

deliveries = Table(  # the outbox
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("watch", Integer, ForeignKey("watches.id", ondelete="CASCADE"), nullable=False, index=True),
    word("way", null=False),
    word("kind", null=False),  # once, digest
    word("key", null=False, unique=True),  # the idempotency key, the same for every try
    word("made_at", null=False),
    word("due_at", null=False),
    number("tries", null=False),
    word("state", null=False),  # waiting, sent, given-up
    word("leased_until"),  # by a process that is sending it
    word("lease"),
    word("sent_at"),
    word("problem"),
    Index(None, "state", "due_at"),
)

delivery_alerts = Table(
    "delivery_alerts",
    metadata,
    Column("delivery", Integer, ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("alert", Integer, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index(None, "alert"),
    sqlite_with_rowid=False,
)

alert_people = Table(  # who has seen and acknowledged what
    "alert_people",
    metadata,
    Column("alert", Integer, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("who", WORD, primary_key=True),
    word("seen_at"),
    word("acknowledged_at"),
    word("snoozed_until"),
    sqlite_with_rowid=False,
)

story_mutes = Table(
    "story_mutes",
    metadata,
    Column("story", Integer, primary_key=True, autoincrement=False),
    Column("who", WORD, primary_key=True),
    word("muted_at", null=False),
    sqlite_with_rowid=False,
)

WATCHING = (watches, watch_ways, alerts, watch_told, watch_seen, watch_counts, deliveries, delivery_alerts, alert_people, story_mutes)
