"""The tables of changes and situations: which two values make a change, which story belongs to which situation.

Ids and numbers alone, no word of a report: sides, quotes and reasons are made anew from the records when they are asked for.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from dateline.store.columns import WORD, metadata, number, real, word

situation_stories = Table(
    "situation_stories",
    metadata,
    Column("story", Integer, primary_key=True, autoincrement=False),
    Column("situation", Integer, nullable=False, index=True),
    sqlite_with_rowid=False,
)

change_articles = Table(  # the readings that were held against what came before them
    "change_articles",
    metadata,
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    number("reading", null=False),
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("kind", null=False),
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    number("reading", null=False),
    word("noun", null=False),
    number("number", null=False),
    Column("other", WORD, ForeignKey("articles.id", ondelete="CASCADE"), index=True),
    number("other_reading"),
    word("other_noun"),
    number("other_number"),
    real("points", null=False),
    word("published"),
    word("found_at", null=False),
    Index(None, "article"),
    Index(None, "published"),
)
