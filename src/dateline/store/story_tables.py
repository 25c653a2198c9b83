"""The tables of stories: which report belongs to which, what was merged, what a person decided, which reports copy another.

They hold ids and numbers alone, no word of a report, so that what is forgotten in the records is forgotten here as well.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table

from dateline.store.columns import WORD, metadata, number, real, word

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("made_at", null=False),
    word("leader"),  # the article whose headline is the title
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Integer, ForeignKey("stories.id"), nullable=False),
    number("reading", null=False),  # the one that was placed
    number("day"),  # of publication, an ordinal (1 is 0001-01-01), or of keeping where none is told
    word("published"),
    word("teller", null=False),  # whose word it is: the agency's, else the outlet's
    Column("own", Boolean, nullable=False),  # the agency's own report, not one that another prints
    real("likeness", null=False),  # to the story, when it was placed
    word("why", null=False),  # JSON: feature to likeness
    word("placed_at", null=False),
    Column("sketch", LargeBinary, nullable=False),
    Index(None, "story", "published"),
    Index(None, "day"),
    sqlite_with_rowid=False,
)

story_forwards = Table(  # a story that was merged, or joined by a person, leads to the other one
    "story_forwards",
    metadata,
    Column("story", Integer, primary_key=True, autoincrement=False),
    number("into", null=False),
    word("moved_at", null=False),
    word("who"),
    sqlite_with_rowid=False,
)

story_pins = Table(  # what a person decided; the machine keeps to it
    "story_pins",
    metadata,
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    number("story", null=False),
    word("who", null=False),
    word("why", null=False),
    word("made_at", null=False),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("original", WORD, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    word("kind", null=False),  # identical, abridged, extended, updated
    real("containment", null=False),
    number("passages", null=False),
    Column("figures_differ", Boolean, nullable=False),
    word("found_at", null=False),
    sqlite_with_rowid=False,
)
