"""The tables of a store, on SQLite and on PostgreSQL alike: what is kept of every report, in rows that a person can join.

An *article* is one report under one address; a *version* is one text of it; a *reading* is one version read by one version of the
program at one time. Every row of a value carries its reading and its ``number``, the place in the record's list, so that
``events/7`` of reading 12 is ``reading = 12 AND number = 7``. ``current`` marks the reading of each article that answers questions now;
``kept_at`` and ``superseded_at`` bound the time in which a reading was the current one. Moments are ISO 8601 in UTC with microseconds,
days ``YYYY-MM-DD``: both sort as text. ``published`` and ``article`` stand in the rows as well as in their reading, so that
lists in order of publication need no join.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

import dateline.store.fetch_tables  # noqa: F401  its tables belong to the metadata
from dateline.store.cited_tables import citations as citations  # noqa: PLC0414  published here
from dateline.store.cited_tables import evidence as evidence  # noqa: PLC0414  the same
from dateline.store.cited_tables import mentions as mentions  # noqa: PLC0414  the same
from dateline.store.cited_tables import pieces as pieces  # noqa: PLC0414  the same
from dateline.store.cited_tables import quotes as quotes  # noqa: PLC0414  the same
from dateline.store.columns import WORD, number, of_readings, real, word
from dateline.store.columns import metadata as metadata  # noqa: PLC0414  published here: with every table in it
from dateline.store.judgement_tables import judged as judged  # noqa: PLC0414  the same
from dateline.store.judgement_tables import judgements as judgements  # noqa: PLC0414  the same

# What an actor may be to the events and commitments of a report.
ROLES = {("events", "actor"): 1, ("events", "recipient"): 2, ("commitments", "actor"): 4, ("commitments", "recipient"): 8}

meta = Table("meta", metadata, Column("key", WORD, primary_key=True), word("value", null=False))

counters = Table("counters", metadata, Column("name", WORD, primary_key=True), number("next", null=False))

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("name", null=False, unique=True),
    word("kind"),
    word("address"),
    word("added_at", null=False),
)

raw = Table(
    "raw",
    metadata,
    Column("sha256", WORD, primary_key=True),
    word("media_type"),
    number("size", null=False),
    Column("content", LargeBinary),  # zstd; NULL once dropped, the digest stays
    word("kept_at", null=False),
    word("dropped_at"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", WORD, primary_key=True),
    word("address", null=False),
    Column("source", Integer, ForeignKey("sources.id"), index=True),
    word("kept_at", null=False),
    sqlite_with_rowid=False,
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    number("number", null=False),
    word("sha256", null=False),
    word("uri", null=False),
    word("media_type", null=False),
    word("source_sha256", null=False),
    Column("raw", WORD, ForeignKey("raw.sha256"), index=True),
    Column("source", Integer, ForeignKey("sources.id"), index=True),
    word("language"),
    word("headline"),
    word("byline"),
    word("agency"),
    word("published"),
    word("published_from"),
    Column("text", Text),  # NULL once dropped
    number("length", null=False),
    word("retrieved"),
    word("kept_at", null=False),
    word("text_dropped_at"),
    word("redacted_at"),  # when a person's name was taken out of it: the digest is that of the text before
    UniqueConstraint("article", "number"),
    Index(None, "kept_at"),
    Index(None, "language"),
)

rereads = Table(
    "rereads",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("started_at", null=False),
    word("finished_at"),
    word("since"),
    word("program", null=False),
    word("knowledge", null=False),
    number("readings"),
    number("changed"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, ForeignKey("versions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("article", WORD, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    word("published"),
    Column("current", Boolean, nullable=False),
    word("kept_at"),  # NULL while a re-reading is under way
    word("superseded_at"),
    Column("reread", Integer, ForeignKey("rereads.id")),
    word("program", null=False),
    word("knowledge", null=False),
    word("models", null=False),
    word("settings", null=False),
    word("digest", null=False),
    Column("record", LargeBinary, nullable=False),  # zstd of the record's JSON without its text
    Index(None, "article", "kept_at"),
    Index("uq_readings_current", "article", unique=True, sqlite_where=text("current = 1"), postgresql_where=text("current")),
    Index("ix_readings_latest", "published", "id", sqlite_where=text("current = 1"), postgresql_where=text("current")),
    Index("ix_readings_reread", "reread", sqlite_where=text("reread IS NOT NULL"), postgresql_where=text("reread IS NOT NULL")),
    Index("ix_readings_kept_at", "kept_at"),
    Index("ix_readings_published", "published", "id"),  # in order, also of what was known earlier
)

actors = of_readings(
    "actors",
    word("actor", null=False),
    word("code"),
    word("name", null=False),
    word("kind", null=False),
    word("country"),
    word("office"),
    word("office_of"),
    word("office_from"),
    word("office_until"),
    word("speaks_for"),
    Column("known", Boolean, nullable=False),
    Column("roles", Integer, nullable=False, server_default=text("0")),  # the sum of ROLES that it has in the report
    Index(None, "actor", "reading", "code", "roles"),
    Index(None, "code", "reading"),  # everybody of a country
)

places = of_readings(
    "places",
    word("place", null=False),
    number("geonameid"),
    word("name", null=False),
    word("kind", null=False),
    word("feature"),
    word("country"),
    word("admin1"),
    real("latitude"),
    real("longitude"),
    word("precision", null=False),
    word("role", null=False),
    Index(None, "geonameid", "reading"),
    Index(None, "country", "reading"),
)

times = of_readings(
    "times",
    word("time", null=False),
    word("type", null=False),
    word("value", null=False),
    word("begins"),
    word("ends"),
    word("anchor"),
    word("alternatives", null=False),
    word("rule", null=False),
    real("confidence", null=False),
)

statements = of_readings(
    "statements",
    word("published"),
    word("statement", null=False),
    word("speaker"),
    word("addressee"),
    word("cue"),
    word("content", null=False),
    word("manner", null=False),
    word("act", null=False),
    word("continues"),
    word("inside"),
    word("rule", null=False),
    real("confidence", null=False),
    Index(None, "speaker", "published", "reading"),
)

events = of_readings(
    "events",
    word("published"),
    word("event", null=False),
    word("type", null=False),
    word("mode"),
    word("contexts", null=False),  # space between
    word("trigger", null=False),
    word("time"),
    word("begins"),
    word("ends"),
    number("killed"),
    number("wounded"),
    number("arrested"),
    number("size"),
    word("status", null=False),
    word("certainty", null=False),
    word("polarity", null=False),
    real("score", null=False),
    word("according_to", null=False),  # the chain, " > " between, the author first
    word("teller"),  # the last of the chain
    word("statement"),
    word("rule", null=False),
    real("confidence", null=False),
    Index(None, "type", "status", "published", "reading"),
    Index(None, "status", "published", "reading"),
    Index(
        "ix_events_begins_reading",
        "begins",
        "reading",
        sqlite_where=text("begins IS NOT NULL"),
        postgresql_where=text("begins IS NOT NULL"),
    ),
)

participants = of_readings(
    "participants",
    word("published"),
    word("actor"),
    word("words", null=False),
    key=("noun", "number", "role", "ordinal"),
)

locations = of_readings(
    "locations",
    word("published"),
    word("place", null=False),
    number("geonameid"),
    word("name", null=False),
    word("country"),
    Index(None, "country", "published", "reading"),
    Index(None, "geonameid", "published", "reading"),
    key=("noun", "number", "ordinal"),
)

propositions = Table(
    "propositions",
    metadata,
    Column("id", WORD, primary_key=True),
    word("text", null=False),
    word("kept_at", null=False),
    sqlite_with_rowid=False,
)

positions = of_readings(
    "positions",
    word("published"),
    word("actor", null=False),
    Column("proposition", WORD, ForeignKey("propositions.id"), nullable=False),
    word("text", null=False),
    word("stance", null=False),
    word("condition"),
    word("time"),
    word("begins"),
    word("ends"),
    word("rule", null=False),
    real("confidence", null=False),
    Index(None, "proposition", "published", "reading"),
    Index(None, "actor", "published", "reading"),
)

commitments = of_readings(
    "commitments",
    word("published"),
    word("type"),
    word("action", null=False),
    word("towards"),
    word("stance"),
    word("deadline"),
    word("status", null=False),
    word("statement"),
    word("rule", null=False),
    real("confidence", null=False),
    Index(None, "status", "published", "reading"),
    Index(None, "deadline", "reading"),
)

figures = of_readings(
    "figures",
    word("published"),
    word("measure", null=False),
    word("subject"),
    real("value"),
    real("low"),
    real("high"),
    word("bound", null=False),
    word("unit"),
    word("place"),
    word("time"),
    word("begins"),
    word("ends"),
    word("according_to", null=False),
    word("teller"),
    word("rule", null=False),
    real("confidence", null=False),
    Index(None, "measure", "published", "reading"),
)

memberships = of_readings(
    "memberships",
    word("published"),
    word("body", null=False),
    word("member", null=False),
    word("change", null=False),
    number("claimed"),
    word("time"),
    word("begins"),
    word("ends"),
    word("according_to", null=False),
    word("teller"),
    word("rule", null=False),
    real("confidence", null=False),
    Index(None, "body", "published", "reading"),
    Index(None, "member", "published", "reading"),
)

findings = of_readings("findings", word("kind", null=False), word("message", null=False), Index(None, "kind", "reading"))

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    word("raised_at", null=False),
    word("kind", null=False),
    word("subject"),
    word("message", null=False),
    word("ended_at"),
    Index(None, "kind", "subject"),
)

# What was erased on request, by the digest of its name alone, so that it does not come in again.
forgotten = Table(
    "forgotten", metadata, Column("sha256", WORD, primary_key=True), word("forgotten_at", null=False), sqlite_with_rowid=False
)

backups = Table("backups", metadata, Column("file", WORD, primary_key=True), word("made_at", null=False), sqlite_with_rowid=False)

releases = Table(
    "releases",
    metadata,
    Column("name", WORD, primary_key=True),
    word("made_at", null=False),
    word("question", null=False),  # as an address line, frozen at a moment
    word("folder", null=False),
    word("digest", null=False),  # of its list of files with their digests
    word("program", null=False),
    number("answers", null=False),
    sqlite_with_rowid=False,
)

# The tables of values, by the record's own list: what a reading fills.
VALUES = (actors, places, times, statements, events, positions, commitments, figures, memberships, findings)
# All that hangs on a reading.
OF_READINGS = (*VALUES, participants, locations, citations, quotes, pieces)
