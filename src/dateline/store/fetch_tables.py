"""The tables of collecting: what was seen where, what is to be fetched when, and how each source is doing."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table

from dateline.store.columns import WORD, metadata, number, real, word

# One row for each address that the collector knows: a list (feed, sitemap), a page, an entry of a feed that holds the whole report, a file.
fetches = Table(
    "fetches",
    metadata,
    Column("key", WORD, primary_key=True),  # the canonical address; a file's path
    Column("source", Integer, ForeignKey("sources.id"), nullable=False),
    word("role", null=False),  # list, page, entry, file
    word("address", null=False),
    word("host", null=False),  # "" for what needs no fetching
    word("title"),
    word("published"),
    Column("content", LargeBinary),  # of an entry, zstd, until it is read
    word("mark"),  # digest of what the list said of it: another one means that it changed
    word("etag"),
    word("modified"),
    word("digest"),  # of the bytes read last
    word("state", null=False),  # waiting, done, set-aside
    word("next_at"),
    number("tries", null=False),  # failures in a row
    number("visits", null=False),  # times it was read
    number("position", null=False),  # reports of a file that are kept
    number("status"),  # of the last answer
    word("reason"),  # why the last try failed, or why it was set aside
    word("seen_at", null=False),
    word("checked_at"),
    word("article"),
    Index(None, "state", "host", "next_at"),
    Index(None, "source", "seen_at"),
)

source_health = Table(
    "source_health",
    metadata,
    Column("source", Integer, ForeignKey("sources.id"), primary_key=True, autoincrement=False),
    real("pause"),  # seconds from one look to the next, adapted to its rhythm
    word("checked_at"),
    word("succeeded_at"),
    word("new_at"),  # when it last had something new
    number("failures", null=False),  # in a row
    word("problem"),
    word("moved_to"),
)
