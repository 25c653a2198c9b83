"""The tables of the desk: users and how they come in, what they did, dossiers, grades of sources, and values coded by two people."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from dateline.store.columns import WORD, metadata, number, word

users = Table(
    "users",
    metadata,
    Column("name", WORD, primary_key=True),
    word("role", null=False),  # reader, analyst, editor, admin
    word("password"),  # argon2id, with its own parameters; NULL: comes in by a proxy or OpenID Connect alone
    word("zone"),  # IANA time zone
    word("made_at", null=False),
    word("disabled_at"),
    sqlite_with_rowid=False,
)

sessions = Table(  # signed-in browsers; of what the cookie holds only the digest is kept
    "sessions",
    metadata,
    Column("digest", WORD, primary_key=True),
    Column("user_name", WORD, ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    word("csrf", null=False),
    word("made_at", null=False),
    word("rotated_at", null=False),
    word("expires_at", null=False),
    sqlite_with_rowid=False,
)

tokens = Table(  # of programs
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("digest", null=False, unique=True),
    Column("user_name", WORD, ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    word("label", null=False),
    word("scopes", null=False),  # with spaces between them: read, judge, watch, admin
    word("made_at", null=False),
    word("expires_at"),
    word("used_at"),
    word("revoked_at"),
)

audit = Table(  # who did what; rows are only ever added
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("at", null=False),
    word("who", null=False),
    word("did", null=False),  # a short code: signed-in, refused, judged, added-user ...
    word("about"),
    word("client"),  # the address of the client
    Index(None, "at"),
)

looks = Table(  # when a person last looked at something: today, a situation
    "looks",
    metadata,
    Column("who", WORD, primary_key=True),
    Column("what", WORD, primary_key=True),
    word("at", null=False),
    sqlite_with_rowid=False,
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("name", null=False),
    word("note"),
    word("owner", null=False),
    Column("shared", Boolean, nullable=False),
    word("made_at", null=False),
    word("changed_at", null=False),
    word("removed_at"),
)

dossier_items = Table(  # values picked, by the report and the record path, as they were when they were picked
    "dossier_items",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("dossier", Integer, ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    number("reading", null=False),
    word("path"),  # such as events/3; NULL: the report as a whole
    word("line", null=False),  # what it says, in a few words
    word("quote", null=False),
    number("place", null=False),  # in the dossier's order
    word("note"),
    word("tags"),  # with spaces between them
    word("who", null=False),
    word("picked_at", null=False),
    Index(None, "dossier", "place"),
)

grades = Table(  # of sources, A to F for the source, 1 to 6 for what it tells; the newest counts
    "grades",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("source", null=False),
    word("reliability", null=False),
    number("credibility"),
    word("who", null=False),
    word("at", null=False),
    word("why"),
    Index(None, "source", "id"),
)

codings = Table(  # a round: values that two or more people judge unseen by each other
    "codings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("name", null=False),
    word("noun", null=False),
    word("question", null=False),  # as an address line
    word("fields", null=False),  # JSON: the fields that are judged
    word("coders", null=False),  # JSON: names
    word("who", null=False),
    word("made_at", null=False),
    word("closed_at"),
)

coding_items = Table(
    "coding_items",
    metadata,
    Column("coding", Integer, ForeignKey("codings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    number("reading", null=False),
    word("path", null=False),
    sqlite_with_rowid=False,
)

coding_answers = Table(
    "coding_answers",
    metadata,
    Column("coding", Integer, ForeignKey("codings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("coder", WORD, primary_key=True),
    Column("field", WORD, primary_key=True),
    word("answer", null=False),  # right, wrong, unsure, or the value that the coder gives
    word("at", null=False),
    sqlite_with_rowid=False,
)

DESK = (
    users, sessions, tokens, audit, looks, dossiers, dossier_items, grades, codings, coding_items, coding_answers,
)  # fmt: skip
