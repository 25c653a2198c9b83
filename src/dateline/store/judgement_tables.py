"""The tables of people's judgements: what was said of a value, and where that value stands in each reading."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from dateline.store.columns import metadata, number, word

judgements = Table(  # append-only: the data base refuses to change or delete a row
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("made_at", null=False),
    word("who", null=False),
    word("why", null=False),
    word("action", null=False),  # accept, reject, replace, join, split, withdraw
    word("article"),  # NULL for join, which holds everywhere
    word("noun"),
    word("value"),  # JSON of the value as it was judged, without what differs from reading to reading
    word("words"),  # JSON: its evidence as [start, quote], what the judgement follows into another reading
    word("field"),
    word("replacement"),  # JSON
    word("actor"),
    word("other"),
    number("withdraws"),
    Index(None, "article"),
)

judged = Table(  # where each judgement stands in a reading; without a number where nothing there has its words: it is orphaned
    "judged",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    word("action", null=False),
    word("noun", null=False),
    number("number"),
    Index(None, "reading", "noun", "number"),
    sqlite_with_rowid=False,
)
