"""Dropping what is old: texts and raw bytes go, values, short quotes and digests stay."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, insert, select, update

from dateline.store.store import Store
from dateline.store.tables import evidence, pieces, quotes, raw, readings, statements, versions

QUOTE = 160  # characters that stay of a quote
PAGE = 500


def drop_texts(store: Store, before: str) -> int:
    """Drops texts and raw bytes of versions kept before ``before``; values, short quotes and digests stay. Gives how many."""
    old = select(versions.c.id).where(versions.c.kept_at < before, versions.c.text.is_not(None))
    with store.writing() as connection:
        ids = list(connection.execute(old).scalars())
        for part in (ids[start : start + PAGE] for start in range(0, len(ids), PAGE)):
            _drop(connection, part, store.now())
        used = select(versions.c.raw).where(versions.c.raw.is_not(None), versions.c.text.is_not(None))
        gone = raw.c.content.is_not(None) & (raw.c.kept_at < before) & raw.c.sha256.not_in(used)
        connection.execute(update(raw).where(gone).values(content=None, dropped_at=store.now()))
    return len(ids)


def _drop(connection: Connection, ids: list[int], moment: str) -> None:
    told = list(connection.execute(select(readings.c.id).where(readings.c.version.in_(ids))).scalars())
    cited = select(evidence.c.reading, evidence.c.start, evidence.c.stop, func.substr(evidence.c.quote, 1, QUOTE))
    connection.execute(insert(quotes).from_select(quotes.columns.keys(), cited.where(evidence.c.reading.in_(told)).distinct()))
    short, long = func.substr(statements.c.content, 1, QUOTE), func.length(statements.c.content) > QUOTE
    connection.execute(update(statements).where(statements.c.reading.in_(told), long).values(content=short))
    connection.execute(update(pieces).where(pieces.c.reading.in_(told)).values(start=0, stop=0, quotes=""))
    gone = update(versions).where(versions.c.id == bindparam("which")).values(text=None, text_dropped_at=moment)
    connection.execute(gone, [{"which": each} for each in ids])
