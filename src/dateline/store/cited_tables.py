"""What values were taken from, and what the full-text index holds: close together in tables, easy to read through views (``migrations/``).

The words themselves are stored once, in the text of the version.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, Text, column, table, text

from dateline.store.columns import WORD, metadata, number, of_readings, word

# What was cited for all values of one list of a reading, in one row: a row a span would be half of the store.
citations = of_readings(
    "citations",
    word("parts", null=False),  # JSON: [part, ...]
    word("kinds", null=False),  # JSON: [[rule, confidence], ...], those that are not the value's own
    # JSON: a list a value of [place in parts, start, length], [..., ordinal of the part] or [..., ordinal or -1, place in kinds]
    word("spans", null=False),
    word("mentions"),  # JSON: a list a value of [form, text]; of actors and places alone
    key=("noun",),
    rowid=True,  # its rows are long
)
# The same as rows, a span a row; the quote is taken from the text of the version, or from ``quotes`` once that was dropped.
evidence = table(
    "evidence",
    column("reading", Integer),
    column("noun", WORD),
    column("number", Integer),
    column("ordinal", Integer),
    column("part", WORD),  # of the value: "trigger", "actors/0", "cues/1", "mentions/3", "content", "evidence"
    column("start", Integer),
    column("stop", Integer),  # half-open, code points of the version's text
    column("quote", WORD),
    column("rule", WORD),
    column("confidence", Float),
)
mentions = table(
    "mentions",
    column("reading", Integer),
    column("noun", WORD),
    column("number", Integer),
    column("ordinal", Integer),
    column("form", WORD),
    column("text", WORD),
)
quotes = of_readings("quotes", word("quote", null=False), key=("start", "stop"))  # of texts that were dropped

# What the full-text index holds of a reading; the view ``search`` shows it with the words.
pieces = Table(
    "pieces",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), nullable=False, index=True),
    number("version", null=False),
    number("piece", null=False),
    number("start", null=False),  # of the text of the version, half-open
    number("stop", null=False),
    Column("quotes", Text, nullable=False),
    Column("names", Text, nullable=False),
    Index("ix_pieces_long", "reading", sqlite_where=text("piece > 0"), postgresql_where=text("piece > 0")),  # long texts
)
